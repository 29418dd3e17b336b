"""Words with their boxes in the picture of a page: from the text layer, and from pictures on the page by OCR.

What the reader keeps of a page is text without places; a page is looked at again when somebody asks for its picture.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.errors import NoTextLayerError
from ingest.deskew import straightened
from ingest.pdf import WORD, View, _characters, _view, _words_in
from ingest.printed_lines import NEW_CELL, Type, Word, rows_of
from ingest.tesseract import OcrFailedError, SeenLine, lines_seen, missing, turn_needed
from nlp.identity_numbers import identity_spans

if TYPE_CHECKING:
    from PIL.Image import Image

Box: TypeAlias = tuple[float, float, float, float]  # x0, top, x1, bottom in pixels

OCR_DPI = 300
UPRIGHT = 0.7  # mean confidence under which a scanned page may lie on its side
LEAST_PICTURE = (50.0, 7.0)  # points: no identity number is readable in a smaller one
TOUCHING = 0.1  # of the letters' height: a narrower gap is none
CELL_APART = NEW_CELL  # a wider one parts columns


@dataclass(frozen=True, slots=True)
class Token:
    """A word and its box."""

    text: str
    box: Box

    @property
    def height(self) -> float:
        """Height of its box."""
        return self.box[3] - self.box[1]


TokenLine: TypeAlias = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class SeenPage:
    """The lines of a page (each within one column), boxes of identity numbers that its characters show in the order
    they were drawn, and boxes of pictures on it that could not be looked into."""

    lines: tuple[TokenLine, ...]
    numbers: tuple[Box, ...] = ()
    unknown: tuple[Box, ...] = ()


# --- the text layer ------------------------------------------------------------------------------------------


def seen_by_text(page: Any, scale: float) -> SeenPage:
    """What the text layer of an opened page says, in pixels of its picture drawn at ``scale``."""
    with closing(page.get_textpage()) as textpage:
        view = _view(page)
        places = _Places(textpage.raw, view, scale)
        letters = Type(textpage.raw)
        lines = tuple(
            tuple(Token(word.text, places.of(word.first, word.last)) for word in piece)
            for row in rows_of(_words_in(page, textpage))
            for piece in _columns(row, letters)
        )
        drawn = _characters(textpage)
        numbers = [
            places.of(first, last - 1)
            for start, end in identity_spans(drawn)
            for first, last in _words_of(drawn, start, end)
        ]
    return SeenPage(lines, tuple(numbers))


def _columns(row: list[Word], letters: Type) -> Iterator[list[Word]]:
    size = letters.size(row[0].first)
    piece = [row[0]]
    for word in row[1:]:
        if word.x0 - piece[-1].x1 > CELL_APART * size:
            yield piece
            piece = []
        piece.append(word)
    yield piece


def _words_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span without the blanks and line breaks in it: its words may stand far apart."""
    for match in WORD.finditer(text, start, end):
        yield match.span()


class _Places:
    """Boxes of characters, asked of pdfium."""

    def __init__(self, raw: Any, view: View, scale: float) -> None:
        self._raw, self._view, self._scale = raw, view, scale
        self._box = pdfium.FS_RECTF()

    def of(self, first: int, last: int) -> Box:
        """The box around characters ``first`` to ``last``."""
        corners = [corner for index in {first, (first + last) // 2, last} for corner in self._corners(index)]
        across, down = [x for x, _ in corners], [y for _, y in corners]
        scale = self._scale
        return min(across) * scale, min(down) * scale, max(across) * scale, max(down) * scale

    def _corners(self, index: int) -> tuple[tuple[float, float], tuple[float, float]]:
        pdfium.FPDFText_GetLooseCharBox(self._raw, index, ctypes.byref(self._box))
        return self._view(self._box.left, self._box.bottom), self._view(self._box.right, self._box.top)


# --- pictures ------------------------------------------------------------------------------------------------


def read_scan(picture: Image, dpi: int, seconds: float) -> tuple[Image, SeenPage]:
    """The picture of a scanned page, level and upright, and what OCR sees on it.

    Raises ``NoTextLayerError`` when OCR is not here or fails: then nobody knows what the picture shows.
    """
    if lack := missing():
        raise NoTextLayerError(f"The page is a picture that cannot be searched for identity numbers. {lack}")
    try:
        picture = picture.convert("L")
        level, seen = _read(picture, dpi, seconds)
        if _confidence(seen) < UPRIGHT and (turn := turn_needed(_bytes(picture), dpi=dpi, seconds=seconds)):
            other, other_seen = _read(picture.rotate(-turn, expand=True), dpi, seconds)
            if _confidence(other_seen) > _confidence(seen):
                level, seen = other, other_seen
    except OcrFailedError as error:
        raise NoTextLayerError(f"The page is a picture that could not be searched: {error}.") from error
    return level.convert("RGB"), SeenPage(tuple(_line(line, 0.0, 0.0) for line in seen))


def seen_in_pictures(page: Any, picture: Image, scale: float, seconds: float) -> SeenPage:
    """What pictures on a page with text show; ``picture`` is the whole page, drawn at ``scale``."""
    boxes = list(_picture_boxes(page, scale))
    if not boxes:
        return SeenPage(())
    if missing():
        return SeenPage((), unknown=tuple(boxes))
    lines: list[TokenLine] = []
    unknown: list[Box] = []
    for box in boxes:
        part = picture.crop((int(box[0]), int(box[1]), int(box[2]) + 1, int(box[3]) + 1))
        try:
            seen = lines_seen(_bytes(part), dpi=round(scale * 72), seconds=seconds)
        except OcrFailedError:
            unknown.append(box)
        else:
            lines += [_line(line, box[0], box[1]) for line in seen]
    return SeenPage(tuple(lines), unknown=tuple(unknown))


def has_pictures(page: Any) -> bool:
    """Whether pictures stand on the page that a number could be read in."""
    return next(_picture_boxes(page, 1.0), None) is not None


def _picture_boxes(page: Any, scale: float) -> Iterator[Box]:
    """Boxes of pictures on the page; the whole page when one is nested, since it does not say where it stands."""
    view, (width, height) = _view(page), page.get_size()
    for held in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,)):
        if held.level:
            yield 0.0, 0.0, width * scale - 1, height * scale - 1
            return
        try:
            left, bottom, right, top = held.get_bounds()
        except pypdfium2.PdfiumError:
            yield 0.0, 0.0, width * scale - 1, height * scale - 1
            return
        (x0, y0), (x1, y1) = view(left, bottom), view(right, top)
        x0, x1, y0, y1 = max(0.0, min(x0, x1)), min(width, max(x0, x1)), max(0.0, min(y0, y1)), min(height, max(y0, y1))
        if max(x1 - x0, y1 - y0) >= LEAST_PICTURE[0] and min(x1 - x0, y1 - y0) >= LEAST_PICTURE[1]:
            yield x0 * scale, y0 * scale, x1 * scale, y1 * scale


def _read(picture: Image, dpi: int, seconds: float) -> tuple[Image, list[SeenLine]]:
    level, _ = straightened(picture)
    return level, lines_seen(_bytes(level), dpi=dpi, seconds=seconds)


def _confidence(seen: Sequence[SeenLine]) -> float:
    words = [word for line in seen for word in line.words]
    return sum(word.confidence for word in words) / len(words) / 100 if words else 0.0


def _line(line: SeenLine, left: float, top: float) -> TokenLine:
    return tuple(
        Token(word.text, (word.x0 + left, word.top + top, word.x1 + left, word.bottom + top)) for word in line.words
    )


def _bytes(picture: Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PPM")
    return buffer.getvalue()
