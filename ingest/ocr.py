"""Pages of a PDF that have no usable text of their own, read from their pictures.

A page with usable text is never touched. The others are drawn at 300 dots an inch, turned upright and level, and read
by Tesseract, two at a time; each keeps how sure Tesseract was. A page that fails is named in a warning.
"""

from __future__ import annotations

import io
import math
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.errors import NoTextLayerError
from corpus.records import Line, Page
from ingest.deskew import straightened
from ingest.pdf import PDFIUM_LOCK
from ingest.seen_lines import confidence_of, lines_in_picture, with_levelled_sizes
from ingest.tesseract import OcrFailedError, SeenLine, lines_seen, missing, turn_needed

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 300
MOST_PIXELS = 20_000_000  # an A3 page at 300 dpi has 17 million; larger pages are drawn coarser
SECONDS_PER_PAGE = 90.0
AT_ONCE = 2  # pages read at the same time, each by a Tesseract of one thread

BLANK_SHARE = 0.0004  # of the page: less ink than this is dust on the glass
DARK = 128
UPRIGHT = 0.7  # confidence under which the page may lie on its side
TRUSTED = 0.6  # confidence from which OCR outranks a text layer that only seems bad
SURE = 0.8  # confidence under which a person should look


@dataclass(frozen=True, slots=True)
class ScannedPages:
    """All pages of a file, with the pictures read, and what should be known of that."""

    pages: list[Page]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """What was seen on one page: None for a blank one; ``trouble`` is the end of a sentence."""

    page: Page | None
    trouble: str | None = None


def with_pictures_read(content: bytes, pages: Sequence[Page], *, seconds: float = SECONDS_PER_PAGE) -> ScannedPages:
    """The pages of a PDF, those without usable text read by OCR (``text_from`` "ocr").

    Raises ``NoTextLayerError`` when no page gives any text, and says what to install when that would help.
    """
    wanted = [page for page in pages if page.text_layer not in ("usable", "damaged")]
    lack = missing() if wanted else None
    read = _read(content, wanted, None if lack else seconds)
    better = {page.number: _better(page, read[page.number]) for page in wanted}
    whole = [better.get(page.number, page) for page in pages]
    if not any(line.text.strip() for page in whole for line in page.lines):
        raise NoTextLayerError(_nothing(lack, [found.trouble for found in read.values() if found.trouble]))
    if any(page.text_from == "ocr" for page in whole):
        seen = [page for page in whole if page.text_from == "ocr"]
        levelled = {page.number: page for page in with_levelled_sizes(seen)}
        whole = [levelled.get(page.number, page) for page in whole]
    return ScannedPages(whole, tuple(_warnings(whole, read, lack)))


def _nothing(lack: str | None, troubles: list[str]) -> str:
    if lack:
        return f"The PDF has no text layer: its pages are pictures. {lack}"
    if troubles:
        return f"The PDF has no text layer, and its pages could not be read: {troubles[0]}."
    return "The PDF has no text layer, and OCR found no text in the pictures of its pages."


def _better(page: Page, read: _Read) -> Page:
    """The page as OCR saw it, unless its own text, though doubtful, holds more."""
    seen = read.page
    if seen is None or not seen.lines:
        return page
    letters, seen_letters = (sum(len(line.text) for line in one.lines) for one in (page, seen))
    if page.text_layer == "hidden" and ((seen.confidence or 0.0) < TRUSTED or seen_letters < letters / 2):
        return page
    if page.text_layer == "sparse" and ((seen.confidence or 0.0) < TRUSTED or seen_letters < letters):
        return page
    return seen


def _warnings(pages: Sequence[Page], read: dict[int, _Read], lack: str | None) -> list[str]:
    unread = [page.number for page in pages if page.number in read and read[page.number].trouble and not lack]
    hidden = {page.number for page in pages if page.text_layer == "hidden"}  # poor text is better than none
    missed = [number for number, found in read.items() if lack and found.trouble and number not in hidden]
    unsure = [page.number for page in pages if page.text_from == "ocr" and (page.confidence or 0.0) < SURE]
    warnings = [f"Page {number} could not be read: {read[number].trouble}." for number in unread]
    if damaged := [page.number for page in pages if page.text_layer == "damaged"]:
        warnings.append(f"{_named(damaged, 'is', 'are')} damaged and could not be opened.")
    if missed:
        warnings.append(f"{_named(missed)} only a picture, or text that cannot be used, and was not read. {lack}")
    if unsure:
        warnings.append(f"{_named(unsure)} text that OCR is unsure of; check it against the original.")
    return warnings


def _named(numbers: Sequence[int], one: str = "holds", many: str = "hold") -> str:
    """ "Page 3 holds", "Pages 3, 4, 9 hold"; of many the first ten."""
    shown = ", ".join(str(number) for number in numbers[:10]) + (" and more" if len(numbers) > 10 else "")
    return f"Page {shown} {one}" if len(numbers) == 1 else f"Pages {shown} {many}"


# --- one page after another ----------------------------------------------------------------------------------


def _read(content: bytes, pages: Sequence[Page], seconds: float | None) -> dict[int, _Read]:
    """What each page shows, by page number; without ``seconds`` only whether it shows anything."""
    if not pages:
        return {}
    import pypdfium2

    with PDFIUM_LOCK:
        document = pypdfium2.PdfDocument(content)
    try:
        work: Callable[[Page], _Read] = lambda page: _read_page(document, page, seconds)  # noqa: E731
        with ThreadPoolExecutor(min(AT_ONCE, os.cpu_count() or 1)) as pool:
            return dict(zip((page.number for page in pages), pool.map(work, pages), strict=True))
    finally:
        with PDFIUM_LOCK:
            document.close()


def _read_page(document: Any, page: Page, seconds: float | None) -> _Read:
    drawn = _picture(document, page.number)
    if drawn is None:
        return _Read(None, "the page is damaged")
    picture, dpi = drawn
    if _is_blank(picture):
        return _Read(None)
    if seconds is None:
        return _Read(None, "OCR is not installed")
    try:
        return _Read(_seen_page(page, picture, dpi, seconds))
    except OcrFailedError as error:
        return _Read(None, str(error))


def _picture(document: Any, number: int) -> tuple[Image, int] | None:
    """The page as it is shown, in grey, with its dots an inch; None when it cannot be drawn."""
    import pypdfium2

    with PDFIUM_LOCK:
        try:
            with closing(document[number - 1]) as page:
                width, height = page.get_size()
                dpi = int(min(DPI, 72 * math.sqrt(MOST_PIXELS / max(width * height, 1.0))))
                with closing(page.render(scale=max(dpi, 1) / 72, grayscale=True)) as bitmap:
                    return bitmap.to_pil().copy(), max(dpi, 1)
        except (pypdfium2.PdfiumError, ValueError, OSError):
            return None


def _is_blank(picture: Image) -> bool:
    pixels = np.asarray(picture)
    return bool(np.count_nonzero(pixels < DARK) < BLANK_SHARE * pixels.size)


def _seen_page(page: Page, picture: Image, dpi: int, seconds: float) -> Page:
    """The page with the lines in its picture; turned upright when it was read badly as it lay."""
    seen, lines = _seen(picture, dpi, seconds)
    sure = confidence_of(seen)
    width, height = page.width, page.height
    if (sure or 0.0) < UPRIGHT and (turn := turn_needed(_bytes(picture), dpi=dpi, seconds=seconds)):
        turned = picture.rotate(-turn, expand=True)
        other, other_lines = _seen(turned, dpi, seconds)
        if (confidence_of(other) or 0.0) > (sure or 0.0):
            lines, sure = other_lines, confidence_of(other)
            width, height = (height, width) if turn in (90, 270) else (width, height)
    return replace(page, width=width, height=height, lines=lines, text_from="ocr", confidence=sure)


def _seen(picture: Image, dpi: int, seconds: float) -> tuple[list[SeenLine], tuple[Line, ...]]:
    level, _ = straightened(picture)
    seen = lines_seen(_bytes(level), dpi=dpi, seconds=seconds)
    return seen, lines_in_picture(seen, np.asarray(level), dpi)


def _bytes(picture: Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PPM")  # unpacked: packing and unpacking a PNG takes longer than the pipe
    return buffer.getvalue()
