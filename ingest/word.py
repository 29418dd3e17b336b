"""Text of a Word file (.docx): headings by style, lists with their numbers, tables as rows, notes after the text.

Read from the file's own XML: what was deleted with changes tracked, comments, field codes, macros and hidden text are
left out, and nothing it refers to is fetched. Pages are those Word counted when it last laid the file out, else those
parted by a page break set by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.errors import DamagedFileError
from corpus.records import BlockRole, FurnitureLine
from ingest.columns import AMOUNT
from ingest.drafted_tables import table_lines
from ingest.office_package import opened_package, xml_part
from ingest.reading_order import ATT_CLAUSE, FULL_LINE, HEADING_LENGTH, LARGER, Draft, ReadText, cleaned, text_of_drafts
from ingest.word_runs import PageCount, ParagraphText, paragraph_text, text_boxes
from ingest.word_styles import (
    CONTENTS_STYLE,
    TITLE_STYLE,
    Lists,
    Style,
    W,
    is_on,
    list_of,
    lists_in,
    styles_in,
    value,
)

RELATED = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
WRAPPERS = frozenset({W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag"})
TITLE_SIZE = 16.0
DEEPEST_TABLE = 8  # tables within tables


@dataclass(frozen=True, slots=True)
class WordText:
    """The text with its blocks, and what stands in headers and footers."""

    read: ReadText
    furniture: tuple[FurnitureLine, ...]


@dataclass(slots=True)
class _Reading:
    """A document while it is read, page by page."""

    styles: dict[str, Style]
    lists: Lists
    pages: PageCount
    drafts: list[Draft] = field(default_factory=list)


def text_of_word(content: bytes) -> WordText:
    """Text and blocks of a .docx (.docm, .dotx).

    Raises ``DamagedFileError``, ``EncryptedFileError``, ``UnreadableError``.
    """
    with opened_package(content) as archive:
        root = xml_part(archive, "word/document.xml")
        body = root.find(W + "body") if root is not None else None
        if root is None or body is None:
            raise DamagedFileError("The Word document is damaged: its text is missing.")
        reading = _Reading(
            styles_in(xml_part(archive, "word/styles.xml")),
            lists_in(xml_part(archive, "word/numbering.xml")),
            PageCount(next(root.iter(W + "lastRenderedPageBreak"), None) is not None),
        )
        edges = [xml_part(archive, name) for name in _edge_parts(xml_part(archive, "word/_rels/document.xml.rels"))]
        notes = [xml_part(archive, f"word/{name}.xml") for name in ("footnotes", "endnotes")]
        try:
            _read_blocks(reading, body, 0)
            for part in notes:
                _read_notes(reading, part)
            furniture = _furniture(reading, [part for part in edges if part is not None])
        except RecursionError as error:
            raise DamagedFileError("The Word document is damaged: its parts are nested without end.") from error
    _judge_headings(reading.drafts)
    return WordText(text_of_drafts(reading.drafts, list(range(1, reading.pages.page + 1))), furniture)


def _edge_parts(relations: Any | None) -> list[str]:
    """Names of the header and footer parts; a target outside the file is none."""
    if relations is None:
        return []
    targets = [
        element.get("Target", "")
        for element in relations.iter(RELATED)
        if element.get("Type", "").endswith(("/header", "/footer")) and element.get("TargetMode") != "External"
    ]
    return [target.lstrip("/") if target.startswith("/") else f"word/{target}" for target in targets]


# --- blocks --------------------------------------------------------------------------------------------------


def _read_blocks(reading: _Reading, container: Any, depth: int) -> None:
    for element in container:
        if element.tag == W + "p":
            _read_paragraph(reading, element, depth)
        elif element.tag == W + "tbl":
            _read_table(reading, element, depth)
        elif element.tag in WRAPPERS:
            _read_blocks(reading, element, depth)


def _read_paragraph(reading: _Reading, element: Any, depth: int) -> None:
    for box in text_boxes(element):
        if depth < DEEPEST_TABLE:
            _read_blocks(reading, box, depth + 1)
    properties = element.find(W + "pPr")
    style = _style_of(reading, properties)
    if (
        properties is not None
        and is_on(properties, "pageBreakBefore")
        and not reading.pages.laid_out
        and reading.drafts
    ):
        reading.pages.page += 1
    paragraph = paragraph_text(element, style, reading.pages)
    if CONTENTS_STYLE.match(style.name):
        return
    marker = _marker(reading, properties, style, any(any(cells) for cells, _ in paragraph.lines))
    reading.drafts += _drafts(paragraph, style, marker)


def _style_of(reading: _Reading, properties: Any | None) -> Style:
    name = value(properties.find(W + "pStyle")) if properties is not None else None
    return reading.styles.get(name or "", reading.styles[""])


def _marker(reading: _Reading, properties: Any | None, style: Style, has_text: bool) -> str | None:
    list_id, level = list_of(properties)
    if list_id is None:
        list_id, level = style.list_id, style.list_level
    return reading.lists.marker(list_id, level) if has_text else None


def _drafts(paragraph: ParagraphText, style: Style, marker: str | None) -> list[Draft]:
    size = max(paragraph.sizes, key=lambda known: paragraph.sizes[known], default=style.size or 0.0)
    if TITLE_STYLE.match(style.name):
        size = max(size, TITLE_SIZE)
    bold = paragraph.letters > 0 and paragraph.bold_letters >= 0.9 * paragraph.letters
    drafts: list[Draft] = []
    for text, page in _divided(paragraph.lines):
        first = not drafts
        if not first and len(drafts[-1].last) >= FULL_LINE and "\t" not in text:
            drafts[-1].pieces.append((text, page))
            continue
        role: BlockRole = "heading" if style.is_heading else "paragraph"
        if role == "paragraph" and ((first and marker) or ATT_CLAUSE.match(text)):
            role = "item"
        shown = f"{marker} {text}" if first and marker and not (role == "heading" and marker == "-") else text
        drafts.append(Draft(role, page, size, bold, [(shown, page)]))
    return drafts


def _divided(lines: Iterable[tuple[list[str], int]]) -> Iterator[tuple[str, int]]:
    """Lines of text; header fields set side by side with tabs apart, cells with amounts together."""
    for cells, page in lines:
        kept = [text for cell in cells if (text := cleaned(cell))]
        if len(kept) > 1 and sum(1 for cell in kept[1:] if AMOUNT.fullmatch(cell)) * 2 >= len(kept) - 1:
            yield "\t".join(kept), page
        elif len(kept) == 2 and (kept[0].endswith(":") or len(kept[0]) <= 3):
            yield " ".join(kept), page
        else:
            for text in kept:
                yield text, page


def _read_table(reading: _Reading, table: Any, depth: int) -> None:
    if depth >= DEEPEST_TABLE:
        return
    in_front = not any(draft.role == "heading" for draft in reading.drafts)
    before, page = reading.drafts, reading.pages.page
    rows: list[list[list[Draft]]] = []
    for row in _children(table, W + "tr"):
        cells: list[list[Draft]] = []
        for cell in _children(row, W + "tc"):
            reading.drafts = []
            _read_blocks(reading, cell, depth + 1)
            cells.append(reading.drafts)
        rows.append(cells)
    reading.drafts = before
    if any(len(cell) > 3 or any(draft.role != "paragraph" for draft in cell) for row in rows for cell in row):
        reading.drafts += [draft for row in rows for cell in row for draft in cell]  # a frame around text
        return
    texts = [[_cell(cell) for cell in row] for row in rows]
    drafts = [draft for row in rows for cell in row for draft in cell]
    size = drafts[0].size if drafts else 0.0
    for line in table_lines(texts, in_front=in_front):
        reading.drafts.append(Draft("paragraph", page, size, False, [(line, page)]))


def _children(element: Any, tag: str) -> Iterator[Any]:
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in WRAPPERS:
            yield from _children(child, tag)


def _cell(drafts: Sequence[Draft]) -> str:
    return " ".join(text.replace("\t", " ") for draft in drafts for text, _ in draft.pieces)


def _judge_headings(drafts: list[Draft]) -> None:
    """Short lines in larger or bold type are headings too, though no style says so; empty styled ones are none."""
    weights: dict[float, int] = {}
    for draft in drafts:
        weights[draft.size] = weights.get(draft.size, 0) + draft.length
    body = max(weights, key=lambda size: weights[size], default=0.0)
    for draft in drafts:
        fits = draft.length <= HEADING_LENGTH and not draft.last.endswith((".", ",")) and "\t" not in draft.first
        stands_out = draft.size >= LARGER * body or (draft.bold and draft.size >= 0.9 * body)
        if draft.role == "paragraph" and fits and stands_out and any(map(str.isalpha, draft.first)):
            draft.role = "heading"
        elif draft.role == "heading" and draft.length > HEADING_LENGTH:
            draft.role = "paragraph"


# --- notes, headers, footers ---------------------------------------------------------------------------------


def _read_notes(reading: _Reading, part: Any | None) -> None:
    """Notes after the text, numbered as in it; the lines that part notes from text are no notes."""
    if part is None:
        return
    notes = [note for note in part if note.get(W + "type") in (None, "normal") and note.get(W + "id") is not None]
    for number, note in enumerate(notes, 1):
        start = len(reading.drafts)
        _read_blocks(reading, note, 0)
        for place, draft in enumerate(reading.drafts[start:]):
            draft.role = "paragraph"
            if place == 0:
                draft.pieces[0] = (f"{number} {draft.first}", draft.pieces[0][1])


def _furniture(reading: _Reading, parts: Sequence[Any]) -> tuple[FurnitureLine, ...]:
    body, page = reading.drafts, reading.pages.page
    reading.drafts = []
    for part in parts:
        _read_blocks(reading, part, 0)
    texts = dict.fromkeys(" ".join(text for text, _ in draft.pieces) for draft in reading.drafts)
    reading.drafts, reading.pages.page = body, page
    return tuple(FurnitureLine(text.replace("\t", " "), 1) for text in texts if text)
