"""The picture of a page of a PDF: identity numbers painted over, a passage marked in colour.

The page is drawn without form fields and comments, which no reader of ours sees either. Scanned pages, and pictures on
pages with text, are read by OCR once more: a number is painted over wherever it stands. Where that cannot be made sure,
there is no picture. To be run in a child process (``ingest.sandbox``): the file is a stranger's.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pypdfium2

from corpus.errors import ConfidentialError, DamagedFileError, EncryptedFileError, NotFoundError
from ingest.marked_lines import masked_in, merged, number_boxes, passage_boxes
from ingest.page_tokens import OCR_DPI, Box, SeenPage, has_pictures, read_scan, seen_by_text, seen_in_pictures
from ingest.pdf import ENCRYPTED, PDFIUM_LOCK, _words_in
from ingest.printed_lines import Type, lines_of, rows_of
from ingest.text_quality import text_layer_of

if TYPE_CHECKING:
    from PIL.Image import Image

SHOWN_DPI = 110
MOST_PIXELS = 20_000_000  # of the page as OCR sees it; larger pages are drawn coarser
MOST_SHOWN = 3_000_000  # pixels of the picture that is handed out
OCR_SECONDS = 25.0
MARK = (255, 229, 110)
PAINT = (40, 40, 40)
MARGIN = 0.12  # of a number's height, painted around it


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A PNG with its size in pixels, how many boxes were painted over and how many marked."""

    png: bytes
    width: int
    height: int
    hidden: int
    marked: int


def page_picture(content: bytes, number: int, *, passage: str = "", text: str = "") -> PagePicture:
    """The picture of page ``number``, counted from 1, with ``passage`` marked where it stands.

    ``text`` is what the archive holds of the page: if numbers are masked there that are not found in the picture, no
    picture is made (``ConfidentialError``). Raises ``NotFoundError`` for a page that is not there,
    ``DamagedFileError``, ``EncryptedFileError``, and ``NoTextLayerError`` for a scan while OCR is not installed.
    """
    with PDFIUM_LOCK:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            kind = EncryptedFileError if getattr(error, "err_code", None) == ENCRYPTED else DamagedFileError
            raise kind("The PDF cannot be opened.") from error
        with closing(document):
            if not 1 <= number <= len(document):
                raise NotFoundError(f"The file has {len(document)} pages; there is no page {number}.")
            try:
                page = document[number - 1]
            except pypdfium2.PdfiumError as error:
                raise DamagedFileError(f"Page {number} is damaged and cannot be drawn.") from error
            with closing(page):
                picture, seen, scanned = _drawn(page)
    return _finished(picture, seen, scanned=scanned, passage=passage, text=text)


def _drawn(page: Any) -> tuple[Image, SeenPage, bool]:
    """The page's picture, what stands where on it, and whether OCR said so."""
    layer = _text_layer(page)
    if layer != "usable":
        dpi = _dpi(page, OCR_DPI, MOST_PIXELS)
        own = seen_by_text(page, dpi / 72) if layer != "none" else SeenPage(())
        picture, seen = read_scan(_render(page, dpi), dpi, OCR_SECONDS)
        return picture, replace(seen, numbers=own.numbers), True
    if not has_pictures(page):
        dpi = _dpi(page, SHOWN_DPI, MOST_SHOWN)
        return _render(page, dpi), seen_by_text(page, dpi / 72), False
    dpi = _dpi(page, OCR_DPI, MOST_PIXELS)
    picture = _render(page, dpi)
    seen, shown = seen_by_text(page, dpi / 72), seen_in_pictures(page, picture, dpi / 72, OCR_SECONDS)
    hidden, _ = number_boxes(shown, misread=True)
    return picture, replace(seen, numbers=(*seen.numbers, *hidden), unknown=shown.unknown), False


def _text_layer(page: Any) -> str:
    with closing(page.get_textpage()) as textpage:
        letters = Type(textpage.raw)
        lines = tuple(line for row in rows_of(_words_in(page, textpage)) for line in lines_of(row, letters))
        return text_layer_of(page, textpage, lines)


def _dpi(page: Any, wanted: int, most_pixels: int) -> int:
    width, height = page.get_size()
    return max(1, int(min(wanted, 72 * math.sqrt(most_pixels / max(width * height, 1.0)))))


def _render(page: Any, dpi: int) -> Image:
    try:
        with closing(page.render(scale=dpi / 72, may_draw_forms=False, draw_annots=False)) as bitmap:
            picture: Image = bitmap.to_pil().convert("RGB")
            return picture.copy()
    except (pypdfium2.PdfiumError, ValueError, OSError) as error:
        raise DamagedFileError("The page is damaged and cannot be drawn.") from error


def _finished(picture: Image, seen: SeenPage, *, scanned: bool, passage: str, text: str) -> PagePicture:
    hidden, numbers = number_boxes(seen, misread=scanned)
    if numbers < masked_in(text):
        raise ConfidentialError("The page holds identity numbers that could not be painted over; read its text.")
    marked = merged(passage_boxes(seen.lines, passage))
    _mark(picture, marked)
    _paint_over(picture, (*hidden, *seen.unknown))
    shown = _small(picture)
    buffer = io.BytesIO()
    shown.save(buffer, "PNG")
    return PagePicture(buffer.getvalue(), shown.width, shown.height, len(hidden), len(marked))


def _mark(picture: Image, boxes: Iterable[Box]) -> None:
    """The ground of the boxes in colour, as with a marker pen: what is dark stays dark."""
    from PIL import Image, ImageChops

    for x0, top, x1, bottom in boxes:
        edge = 0.1 * (bottom - top)
        area = _inside(picture, (x0 - 2 * edge, top - edge, x1 + 2 * edge, bottom + edge))
        if area is not None:
            part = picture.crop(area)
            picture.paste(ImageChops.multiply(part, Image.new("RGB", part.size, MARK)), area)


def _paint_over(picture: Image, boxes: Iterable[Box]) -> None:
    for x0, top, x1, bottom in boxes:
        margin = MARGIN * min(bottom - top, x1 - x0) + 1
        area = _inside(picture, (x0 - margin, top - margin, x1 + margin, bottom + margin))
        if area is not None:
            picture.paste(PAINT, area)


def _inside(picture: Image, box: Box) -> tuple[int, int, int, int] | None:
    left, top = max(0, math.floor(box[0])), max(0, math.floor(box[1]))
    right, bottom = min(picture.width, math.ceil(box[2])), min(picture.height, math.ceil(box[3]))
    return (left, top, right, bottom) if left < right and top < bottom else None


def _small(picture: Image) -> Image:
    """The picture at the size that is handed out: no more than an A4 page at ``SHOWN_DPI``."""
    from PIL.Image import Resampling

    most = SHOWN_DPI / 72 * 842 * SHOWN_DPI / 72 * 595
    if picture.width * picture.height <= most * 1.05:
        return picture
    share = math.sqrt(most / (picture.width * picture.height))
    size = (max(1, round(picture.width * share)), max(1, round(picture.height * share)))
    return picture.resize(size, Resampling.LANCZOS)
