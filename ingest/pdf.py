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
from typing import Any, TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.errors import DamagedFileError, EncryptedFileError, NoTextLayerError
from corpus.records import Line, Page
from ingest.printed_lines import Type, Word, lines_of, rows_of
from ingest.ruled_tables import grids_on
from ingest.tables import lines_of_tables
from ingest.text_quality import text_layer_of

View: TypeAlias = Callable[[float, float], tuple[float, float]]

# pdfium keeps global state: one thread at a time, in this process.
PDFIUM_LOCK = threading.Lock()

# "tjänste\ufffe" + "utlåtande": pdfium writes U+FFFE (older: U+0002) for a hyphen at a line end, without a line break
WORD = re.compile("[^\\s\x02\ufffe]+[\x02\ufffe]?")
LINE_END_HYPHEN = str.maketrans({"\x02": "-", "\ufffe": "-"})

NARROWEST = 1.2  # points of width a letter takes at least; a narrower word runs another way

ENCRYPTED = 4  # FPDF_ERR_PASSWORD


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
            letters = Type(textpage.raw)
            tables: list[Line] = []
            if not page.get_rotation() and (grids := grids_on(page, page.get_bbox()[0], page.get_bbox()[3])):
                words, tables = lines_of_tables(words, grids, letters, height=height, number=number)
            lines = tuple(line for row in rows_of(words) for line in lines_of(row, letters))
            if tables:
                lines = tuple(sorted([*lines, *tables], key=lambda line: line.bottom))
            layer = text_layer_of(page, textpage, lines)
    return Page(number, width, height, lines, text_layer=layer)


# --- words ---------------------------------------------------------------------------------------------------


def _words_in(page: Any, textpage: Any) -> list[Word]:
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


def _upright(raw: Any, matches: list[re.Match[str]], to_view: View) -> list[Word]:
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
            words.append(Word(match.group(), x0, x1, top - y.value, first, end - 1))
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


def _turned(raw: Any, match: re.Match[str], to_view: View) -> Word:
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
    return Word(match.group(), min(across), max(across), start[1], match.start(), match.end() - 1, sideways=sideways)
