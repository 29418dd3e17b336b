"""Pages of a PDF: lines with position, type size and weight, by pypdfium2.

pdfium gives a page's characters in the order they were drawn, one call per character and property. Only the first
and the last character of every word are asked for here (its text comes in one call), which keeps a page near a
millisecond; lines are then put together from where the words stand, never from the order they were drawn in.
"""

from __future__ import annotations

import ctypes
import math
import re
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.errors import DamagedFileError, EncryptedFileError, NoTextLayerError
from corpus.records import Line, Page
from ingest.text_quality import text_layer_of

View: TypeAlias = Callable[[float, float], tuple[float, float]]

# pdfium keeps global state: one thread at a time, in this process.
PDFIUM_LOCK = threading.Lock()

# "tjänste\ufffe" + "utlåtande": pdfium writes U+FFFE (older: U+0002) for a hyphen at a line end, without a line break
WORD = re.compile("[^\\s\x02\ufffe]+[\x02\ufffe]?")
LINE_END_HYPHEN = str.maketrans({"\x02": "-", "\ufffe": "-"})

# "•", "1.", "2)", "a)", "§ 12", "3.1": stands alone before the text it marks, at some distance
MARKER = re.compile(r"[\uf0b7\uf0a7•●▪◦‣·○–—-]|§ ?\d{1,3}|\d{1,2}(?:\.\d{1,2})*[.)]?|[a-zA-Z][.)]")

# "LiberationSans-Bold", "ABCDEF+Frutiger-Black", "Arial,Bold"
BOLD_FONT = re.compile(r"bold|black|heavy|halvfet|(?<![a-z])demi", re.IGNORECASE)
SUBSET_PREFIX = re.compile(r"^[A-Z]{6}\+")  # "ABCDEF+" before the name of an embedded subset

FORCE_BOLD = 1 << 18  # font descriptor flag of the PDF standard
BOLD_WEIGHT = 600

SAME_ROW = 4.0  # points: baselines closer than this are one row, so that a raised figure stays on its line
NEW_CELL = 1.3  # a blank wider than this many type sizes separates columns
MARKER_REACH = 4.0  # as far, in type sizes, a list marker may stand from its text

NARROWEST = 1.2  # points of width a letter takes at least; a narrower word runs another way

ENCRYPTED = 4  # FPDF_ERR_PASSWORD


@dataclass(slots=True)
class _Word:
    text: str
    x0: float
    x1: float
    baseline: float
    first: int
    last: int
    sideways: bool = False


def pages_from_pdf(content: bytes) -> list[Page]:
    """Pages with their lines, top to bottom and left to right within a row (columns are not yet told apart).

    Pages say what their own text is worth (``text_layer``). Raises ``EncryptedFileError``, ``DamagedFileError``, and
    ``NoTextLayerError`` when all pages are empty.
    """
    with PDFIUM_LOCK:
        pages = _pages(content)
    if not any(line for page in pages for line in page.lines):
        if b"%%EOF" not in content[-2048:]:
            raise DamagedFileError("The PDF is cut short: its end is missing and no page can be read.")
        if all(page.text_layer == "damaged" for page in pages):
            raise DamagedFileError("The PDF is damaged: none of its pages can be opened.")
        if all(page.text_layer in ("usable", "damaged") for page in pages):
            raise NoTextLayerError("The PDF has no text layer and no pictures: its pages are empty.")
    return pages


def _pages(content: bytes) -> list[Page]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == ENCRYPTED:
            raise EncryptedFileError(
                "The PDF is protected by a password; save it without one and add it again."
            ) from error
        raise DamagedFileError("The PDF is damaged: its structure cannot be read.") from error
    with closing(document):
        if len(document) == 0:
            raise DamagedFileError("The PDF is damaged: it holds no pages.")
        return [_page(document, number) for number in range(1, len(document) + 1)]


def _page(document: Any, number: int) -> Page:
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        return Page(number, 0.0, 0.0, (), text_layer="damaged")  # one broken page does not take the others with it
    with closing(page):
        width, height = page.get_size()
        with closing(page.get_textpage()) as textpage:
            words = _words_in(page, textpage)
            for word in words:
                if word.sideways:
                    word.baseline = height  # along the margin: read after the page, not in the middle of it
            letters = _Type(textpage.raw)
            lines = tuple(line for row in _rows(words) for line in _lines_of(row, letters))
            layer = text_layer_of(page, textpage, lines)
    return Page(number, width, height, lines, text_layer=layer)


# --- words ---------------------------------------------------------------------------------------------------


def _words_in(page: Any, textpage: Any) -> list[_Word]:
    text, to_view = _characters(textpage), _view(page)
    matches = list(WORD.finditer(text))
    if page.get_rotation():
        words = [_turned(textpage.raw, match, to_view) for match in matches]
    else:
        words = _upright(textpage.raw, matches, to_view)
        if any(word.sideways for word in words):  # short words do not show by their width which way they run
            words = [_turned(textpage.raw, match, to_view) for match in matches]
    for word in words:
        if word.text[-1] in "\x02\ufffe":
            word.text = word.text.translate(LINE_END_HYPHEN)
    return words


def _upright(raw: Any, matches: list[re.Match[str]], to_view: View) -> list[_Word]:
    """Words of a page that is not turned: two calls of pdfium for each, the first letter's and the last one's place."""
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    to_x, to_y, to_box = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
    origin_of, box_of = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetLooseCharBox
    left, top = to_view(0.0, 0.0)
    words = []
    for match in matches:
        first, end = match.span()
        origin_of(raw, first, to_x, to_y)
        box_of(raw, end - 1, to_box)
        x0, x1 = x.value + left, box.right + left
        if x1 - x0 < NARROWEST * (end - first - 1):
            words.append(_turned(raw, match, to_view))
        else:
            words.append(_Word(match.group(), x0, x1, top - y.value, first, end - 1))
    return words


def _characters(textpage: Any) -> str:
    """The page's text, one character per pdfium character, so that positions are indices."""
    count = textpage.count_chars()
    text: str = textpage.get_text_range(0, count) if count else ""
    if len(text) == count:
        return text
    codes = (pdfium.FPDFText_GetUnicode(textpage.raw, index) for index in range(count))
    return "".join(chr(code) if code and not 0xD800 <= code < 0xE000 else " " for code in codes)


def _view(page: Any) -> View:
    """Function from PDF coordinates to points from the upper left corner of the page as it is shown."""
    left, bottom, right, top = page.get_bbox()
    rotation = page.get_rotation()
    if rotation == 90:
        return lambda x, y: (y - bottom, x - left)
    if rotation == 180:
        return lambda x, y: (right - x, y - bottom)
    if rotation == 270:
        return lambda x, y: (top - y, right - x)
    return lambda x, y: (x - left, top - y)


def _turned(raw: Any, match: re.Match[str], to_view: View) -> _Word:
    """A word whose line does not run along the page's own x axis, placed by the boxes of its ends."""
    corners = []
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in (match.start(), match.end() - 1):
        pdfium.FPDFText_GetLooseCharBox(raw, index, box)
        corners += [to_view(box.left, box.bottom), to_view(box.right, box.top)]
    pdfium.FPDFText_GetCharOrigin(raw, match.start(), x, y)
    angle = pdfium.FPDFText_GetCharAngle(raw, match.start())  # clockwise
    start, ahead = to_view(x.value, y.value), to_view(x.value + math.cos(angle), y.value - math.sin(angle))
    across = [corner[0] for corner in corners]
    sideways = ahead[0] - start[0] < 0.7
    return _Word(match.group(), min(across), max(across), start[1], match.start(), match.end() - 1, sideways=sideways)


# --- rows and lines ------------------------------------------------------------------------------------------


def _rows(words: list[_Word]) -> list[list[_Word]]:
    rows: list[list[_Word]] = []
    sideways = [word for word in words if word.sideways]
    for word in sorted((word for word in words if not word.sideways), key=lambda word: word.baseline):
        if rows and word.baseline - rows[-1][0].baseline <= SAME_ROW:
            rows[-1].append(word)
        else:
            rows.append([word])
    for row in rows:
        row.sort(key=lambda word: word.x0)
    return [*rows, sideways] if sideways else rows


def _lines_of(row: list[_Word], letters: _Type) -> list[Line]:
    size = letters.size(row[0].first)
    pieces: list[list[_Word]] = [[row[0]]]
    for word in row[1:]:
        gap = word.x0 - pieces[-1][-1].x1
        if gap <= NEW_CELL * size or (gap <= MARKER_REACH * size and _is_marker(pieces[-1])):
            pieces[-1].append(word)
        else:
            pieces.append([word])
            size = letters.size(word.first)
    return [_line(piece, letters) for piece in pieces]


def _is_marker(piece: list[_Word]) -> bool:
    return len(piece) <= 2 and MARKER.fullmatch(" ".join(word.text for word in piece)) is not None


def _line(words: list[_Word], letters: _Type) -> Line:
    size = max(letters.size(words[0].first), letters.size(words[-1].first))
    baseline = words[-1].baseline
    return Line(
        text=_joined(words, size),
        x0=words[0].x0,
        top=baseline - 0.8 * size,
        x1=max(word.x1 for word in words),
        bottom=baseline + 0.2 * size,
        size=round(size, 1),
        bold=letters.is_bold(words[-1].last) and (letters.is_bold(words[0].first) or _is_marker(words[:1])),
    )


def _joined(words: list[_Word], size: float) -> str:
    """Words with blanks, but none where two runs touch within a word ("för" + "slag" drawn apart)."""
    text = words[0].text
    for before, word in pairwise(words):
        touching = word.first == before.last + 1 and word.x0 - before.x1 < 0.1 * size
        text += word.text if touching else " " + word.text
    return text


class _Type:
    """Size and weight of the type of single characters, asked of pdfium through the same few C values."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._matrix, self._flags = pdfium.FS_MATRIX(), ctypes.c_int()
        self._name = ctypes.create_string_buffer(128)
        self._to_matrix, self._to_flags = ctypes.byref(self._matrix), ctypes.byref(self._flags)
        self._bold_fonts: dict[bytes, bool] = {}

    def size(self, index: int) -> float:
        """Type size as shown: the font's size times the scale of the text matrix."""
        size = float(pdfium.FPDFText_GetFontSize(self._raw, index))
        if pdfium.FPDFText_GetMatrix(self._raw, index, self._to_matrix):
            size *= math.hypot(self._matrix.c, self._matrix.d)
        return size if 1.0 <= size <= 200.0 else 10.0

    def is_bold(self, index: int) -> bool:
        """True for a bold font, by its weight, its flag or its name."""
        if pdfium.FPDFText_GetFontWeight(self._raw, index) >= BOLD_WEIGHT:
            return True
        pdfium.FPDFText_GetFontInfo(self._raw, index, self._name, 128, self._to_flags)
        if self._flags.value & FORCE_BOLD:
            return True
        name = self._name.value
        known = self._bold_fonts.get(name)
        if known is None:
            font = SUBSET_PREFIX.sub("", name.decode("utf-8", "replace"))
            known = self._bold_fonts[name] = BOLD_FONT.search(font) is not None
        return known
