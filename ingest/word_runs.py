"""Text of a Word paragraph: its lines, the cells tabs make of them, its type size and weight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.word_styles import Style, W, is_on, size_of

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
LEFT_OUT = frozenset(
    {
        FALLBACK,
        W + "del",
        W + "moveFrom",
        W + "pPr",
        W + "rPr",
        W + "tblPr",
        W + "sectPr",
        W + "sdtPr",
        W + "txbxContent",
    }
)


@dataclass(slots=True)
class PageCount:
    """The page that is being read; ``laid_out`` when Word wrote down where its pages began."""

    laid_out: bool
    page: int = 1


@dataclass(slots=True)
class ParagraphText:
    """Lines of a paragraph: each a row of cells (parted by tabs) with its page; letters by size and weight."""

    lines: list[tuple[list[str], int]]
    sizes: dict[float, int] = field(default_factory=dict)
    letters: int = 0
    bold_letters: int = 0


def paragraph_text(element: Any, style: Style, pages: PageCount) -> ParagraphText:
    """What a paragraph says, without deletions, hidden text, notes and text boxes; page breaks are counted."""
    paragraph = ParagraphText([([""], pages.page)])
    _read_runs(pages, element, style, paragraph)
    return paragraph


def _read_runs(pages: PageCount, container: Any, style: Style, paragraph: ParagraphText) -> None:
    for element in container:
        if element.tag == W + "r":
            _read_run(pages, element, style, paragraph)
        elif isinstance(element.tag, str) and element.tag not in LEFT_OUT:
            _read_runs(pages, element, style, paragraph)


def _read_run(pages: PageCount, run: Any, style: Style, paragraph: ParagraphText) -> None:
    properties = run.find(W + "rPr")
    if is_on(properties, "vanish"):
        return
    bold = is_on(properties, "b")
    size = size_of(properties) or style.size or 0.0
    for piece in run:
        text = _text_of(piece)
        paragraph.lines[-1][0][-1] += text
        letters = len(text.strip())
        paragraph.letters += letters
        paragraph.bold_letters += letters if (style.bold if bold is None else bold) else 0
        paragraph.sizes[size] = paragraph.sizes.get(size, 0) + letters
        if piece.tag == W + "tab":
            paragraph.lines[-1][0].append("")
        elif piece.tag in (W + "br", W + "cr", W + "lastRenderedPageBreak"):
            _break(pages, piece, paragraph)


def _text_of(piece: Any) -> str:
    if piece.tag == W + "t":
        return piece.text or ""
    if piece.tag == W + "noBreakHyphen":
        return "-"
    return "\u00ad" if piece.tag == W + "softHyphen" else ""


def _break(pages: PageCount, piece: Any, paragraph: ParagraphText) -> None:
    of_page = piece.get(W + "type") == "page"
    counted = piece.tag == W + "lastRenderedPageBreak" if pages.laid_out else of_page
    if piece.tag == W + "lastRenderedPageBreak" and not counted:
        return
    if counted:
        pages.page += 1
    paragraph.lines.append(([""], pages.page))


def text_boxes(element: Any) -> Iterator[Any]:
    """Text boxes anchored in a paragraph, the outer ones, each once (Word writes an old form beside the new one)."""
    for child in element:
        if child.tag == W + "txbxContent":
            yield child
        elif child.tag not in (FALLBACK, W + "del", W + "moveFrom"):
            yield from text_boxes(child)
