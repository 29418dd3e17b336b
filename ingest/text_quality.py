"""Whether a page's own text can be used, or its picture must be read instead.

What is met in municipal archives: scans without text, scans with only a stamp or a page number as text, scans with
an invisible text of unknown quality, fonts that do not say which letters they draw, UTF-8 taken for Windows-1252.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import pypdfium2.raw as pdfium

from corpus.reading_records import TextLayer
from corpus.records import Line

FEW_LETTERS = 60  # a page with fewer may be a picture with a stamp on it
PICTURE_SHARE = 0.5  # of the page: then it is
SAMPLES = 24  # characters looked at for invisible type and for letters that the font does not name
UNNAMED_SHARE = 0.3
STRANGE_SHARE = 0.1  # private, unassigned and replacement characters among all
PLAIN_SHARE = 0.7  # letters, digits and usual marks among all; less is another alphabet of signs
ENOUGH_WORDS = 40  # running text of this length has common words and vowels
COMMON_SHARE = 0.01
VOWEL_SHARE = (0.25, 0.55)  # of letters; Swedish and English text: 0.36 to 0.40, lists of names 0.42
BLANKS = (10, 13, 32)
INVISIBLE = 3  # text rendering mode of the PDF standard: neither fill nor stroke

# "fÃ¶rslag", "Ã¥r", "Â§ 4": UTF-8 read as Windows-1252
WRONG_ENCODING = re.compile(r"Ã[¥¤¶…„–©\u0096\u0085\u0084]|Â[§ »«·]")
WRONG_ENCODINGS = 3
NOT_PLAIN = re.compile(r"[^\w\s.,:;!?()\[\]/%&+=@§\"'”’“´`*–—•·<>#$€°|…-]")
WORD = re.compile(r"[^\W\d_]+")
COMMON = frozenset(
    "och att i av för som den det en ett på till med är har om inte vid de eller från the of and to in is".split()
)
FREQUENT = (" och ", " att ", " av ", " för ", " som ", " en ", " på ")
VOWELS = frozenset("aeiouyåäöé")


def text_layer_of(page: Any, textpage: Any, lines: Sequence[Line]) -> TextLayer:
    """What a page's own text is worth; ``page`` and ``textpage`` are open in pypdfium2, under its lock."""
    text = " ".join(line.text for line in lines)
    letters = sum(map(str.isalnum, text[: 10 * FEW_LETTERS])) or sum(map(str.isalnum, text))
    if letters == 0:
        return "none" if pdfium.FPDFPage_CountObjects(page.raw) > 0 else "usable"
    indices = _sampled(textpage.raw)
    if is_garbled(text) or _is_unnamed(textpage.raw, indices):
        return "garbled"
    if letters < FEW_LETTERS and picture_share(page) >= PICTURE_SHARE:
        return "sparse"
    return "hidden" if _is_hidden(textpage.raw, indices) else "usable"


def is_garbled(text: str) -> bool:
    """True for text that shows signs a reader of Swedish would not take for language."""
    signs = "".join(text.split())
    if not signs:
        return False
    strange = 0
    if not signs.isprintable() or "\ufffd" in signs:  # else no sign of these categories is among them
        strange = sum(1 for sign in signs if unicodedata.category(sign) in ("Co", "Cn", "Cc") or sign == "\ufffd")
    if strange > STRANGE_SHARE * len(signs) or len(WRONG_ENCODING.findall(text)) >= WRONG_ENCODINGS:
        return True
    if len(signs) >= FEW_LETTERS and len(NOT_PLAIN.findall(text)) > (1 - PLAIN_SHARE) * len(signs):
        return True
    if sum(text.count(word) for word in FREQUENT) > COMMON_SHARE * text.count(" "):
        return False  # nearly every page: its words need not be looked at one by one
    words = WORD.findall(text.casefold())
    if len(words) < ENOUGH_WORDS or sum(1 for word in words if word in COMMON) >= COMMON_SHARE * len(words):
        return False
    letters = "".join(words)
    vowels = sum(1 for letter in letters if letter in VOWELS) / len(letters)
    return not VOWEL_SHARE[0] <= vowels <= VOWEL_SHARE[1]


def picture_share(page: Any) -> float:
    """Share of the page that its largest picture covers."""
    width, height = page.get_size()
    areas = [0.0]
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = item.get_bounds()
        areas.append(abs((right - left) * (top - bottom)))
    return float(min(1.0, max(areas) / max(width * height, 1.0)))


def _sampled(raw: Any) -> list[int]:
    """Indices of characters, spread over the page, that are no blanks."""
    count = pdfium.FPDFText_CountChars(raw)
    spread = range(0, max(count, 0), max(1, count // SAMPLES))
    return [index for index in spread if pdfium.FPDFText_GetUnicode(raw, index) not in BLANKS]


def _is_unnamed(raw: Any, indices: Sequence[int]) -> bool:
    """True when the fonts of many letters do not say which letters they are."""
    unnamed = sum(1 for index in indices if pdfium.FPDFText_HasUnicodeMapError(raw, index) == 1)
    return unnamed > UNNAMED_SHARE * len(indices)


def _is_hidden(raw: Any, indices: Sequence[int]) -> bool:
    """True when every letter looked at is drawn invisibly."""
    return bool(indices) and all(_mode(raw, index) == INVISIBLE for index in indices)


def _mode(raw: Any, index: int) -> int:
    drawn = pdfium.FPDFText_GetTextObject(raw, index)
    return int(pdfium.FPDFTextObj_GetTextRenderMode(drawn)) if drawn else -1
