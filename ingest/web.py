"""Text of a web page: its main content as headings, paragraphs, list items and table rows.

The page is only parsed: no script runs, no picture or style is fetched. Menus are left out; what stands in the page's
own header and footer is kept beside the text, as running lines are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.errors import DamagedFileError, UnsupportedFormatError
from corpus.records import BlockRole, FurnitureLine
from ingest.drafted_tables import table_lines
from ingest.plain_text import BYTE_ORDER_MARKS
from ingest.reading_order import ATT_CLAUSE, BULLET, HEADING_LENGTH, Draft, ReadText, cleaned, text_of_drafts

# "<!DOCTYPE html", "<html", "<head>", "<body>", after an XML line and comments: how a page begins
OPENING = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*|<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
OPENS_WITHIN = 4096
# '<meta charset="iso-8859-1">', '<meta http-equiv=... content="text/html; charset=utf-8">'
DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,30})", re.IGNORECASE)
DECLARED_WITHIN = 8192
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

DROPPED = frozenset(
    "script style noscript template svg math iframe object embed applet canvas audio video nav form button select "
    "textarea input head title link meta dialog menu".split()
)
EDGES = frozenset({"header", "footer", "aside"})
BLOCKS = frozenset(
    "address article blockquote body center dd details div dl dt fieldset figcaption figure html main p pre section "
    "summary table tbody tr td th ul ol li h1 h2 h3 h4 h5 h6 hr header footer aside hgroup legend caption".split()
)
HEADING_SIZES = {"h1": 16.0, "h2": 14.0, "h3": 13.0, "h4": 12.5, "h5": 12.5, "h6": 12.5}
BODY_SIZE = 11.0
BOLD = frozenset({"b", "strong"})
MAIN_SHARE = 0.3  # of the page's letters: a <main> or <article> with less is not the content
LONGEST_EDGE = 160  # characters; longer lines in a header or footer are text
MOST_EDGES = 30


@dataclass(frozen=True, slots=True)
class WebText:
    """The text with its blocks, and what stands in the page's header and footer."""

    read: ReadText
    furniture: tuple[FurnitureLine, ...]


@dataclass(slots=True)
class _Reading:
    drafts: list[Draft] = field(default_factory=list)
    edges: list[str] = field(default_factory=list)
    line: str = ""
    bold: int = 0  # letters of the line set in bold
    role: BlockRole = "paragraph"
    size: float = BODY_SIZE
    marker: str = ""
    in_edge: bool = False


def is_web_page(content: bytes) -> bool:
    """True for bytes that begin as a web page does."""
    return OPENING.match(content[:OPENS_WITHIN]) is not None


def text_of_web_page(content: bytes) -> WebText:
    """Text and blocks of a web page. Raises ``DamagedFileError`` and ``UnsupportedFormatError``."""
    reading = _parsed(_decoded(content))
    lines = list(dict.fromkeys(reading.edges))[:MOST_EDGES]
    return WebText(text_of_drafts(reading.drafts, [1]), tuple(FurnitureLine(line, 1) for line in lines))


def drafts_of_html(page: str) -> list[Draft]:
    """Blocks of HTML that is no page of a site, such as the text of a mail. Raises ``DamagedFileError``."""
    return _parsed(page).drafts if page.strip() else []


def _parsed(page: str) -> _Reading:
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(NOT_XML.sub(" ", page).encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise DamagedFileError("The web page is damaged: there is nothing in it that can be read.") from error
    reading = _Reading()
    main = _main(root)
    try:
        if main is not root:
            for edge in root.iter(*EDGES):
                _read_edge(reading, edge)
        _read(reading, main)
    except RecursionError as error:
        raise DamagedFileError("The web page is damaged: its parts are nested without end.") from error
    _end_line(reading)
    _judge_headings(reading.drafts)
    return reading


def _decoded(content: bytes) -> str:
    """The page's letters, by byte order mark, as UTF-8 if they can be that, else by what the page declares."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = DECLARED.search(content[:DECLARED_WITHIN])
    name = declared[1].decode("ascii", "replace").casefold() if declared else "cp1252"
    if name in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", "utf-8", "utf8"):
        name = "cp1252"  # what such pages are in truth
    try:
        return content.decode(name, "replace")
    except (LookupError, ValueError) as error:
        raise UnsupportedFormatError(
            f"The web page says it is written in {name!r}, which is unknown; save it as UTF-8."
        ) from error


def _main(root: Any) -> Any:
    """The element with the content: a <main> or the largest <article> that holds enough of it, else the whole page."""
    whole = len(root.text_content())
    named = [*root.iter("main"), *root.iterfind(".//*[@role='main']"), *root.iter("article")]
    for element in sorted(named, key=lambda one: (one.tag == "article", -len(one.text_content()))):
        if len(element.text_content()) >= MAIN_SHARE * whole:
            return element
    return root


# --- walking -------------------------------------------------------------------------------------------------


def _read(reading: _Reading, element: Any) -> None:
    tag = element.tag
    if not isinstance(tag, str) or tag in DROPPED or _is_hidden(element):
        return
    if tag in EDGES and not any(True for _ in element.iter("h1", "h2")):
        _read_edge(reading, element)
    elif tag == "table":
        _end_line(reading)
        _read_table(reading, element)
    elif tag in ("ul", "ol"):
        _end_line(reading)
        _read_list(reading, element)
    elif tag in BLOCKS:
        _end_line(reading)
        before = reading.role, reading.size
        if tag in HEADING_SIZES:
            reading.role, reading.size = "heading", HEADING_SIZES[tag]
        _read_inside(reading, element, False)
        _end_line(reading)
        reading.role, reading.size = before
    elif tag == "br":
        _end_line(reading)
    else:
        _read_inside(reading, element, tag in BOLD)


def _read_inside(reading: _Reading, element: Any, bold: bool) -> None:
    _add(reading, element.text, bold)
    for child in element:
        _read(reading, child)
        _add(reading, child.tail, bold)


def _add(reading: _Reading, text: str | None, bold: bool) -> None:
    if text:
        reading.line += text.replace("\t", " ").replace("\n", " ")
        reading.bold += len(text.strip()) if bold else 0


def _end_line(reading: _Reading) -> None:
    text = cleaned(reading.line)
    bold = reading.bold >= 0.9 * len(text.replace(" ", "")) > 0
    reading.line, reading.bold = "", 0
    if not text:
        return
    own_point = reading.role == "paragraph" and ATT_CLAUSE.match(text) is not None
    role: BlockRole = "item" if reading.marker or own_point else reading.role
    if role == "paragraph" and BULLET.match(text):
        role, text = "item", BULLET.sub("- ", text)
    shown = f"{reading.marker} {text}" if reading.marker else text
    reading.marker = ""
    reading.drafts.append(Draft(role, 1, reading.size, bold or role == "heading", [(shown, 1)]))


def _read_list(reading: _Reading, element: Any) -> None:
    start = element.get("start", "1")
    number = int(start) if start.isdigit() and len(start) < 6 else 1
    for child in element:
        if child.tag != "li":
            _read(reading, child)
            continue
        if _is_hidden(child):
            continue
        reading.marker = f"{number}." if element.tag == "ol" else "-"
        number += 1
        before, reading.role = reading.role, "paragraph"
        _read_inside(reading, child, False)
        _end_line(reading)
        reading.role, reading.marker = before, ""


def _read_table(reading: _Reading, table: Any) -> None:
    drafts, reading.drafts = reading.drafts, []
    in_front = not any(draft.role == "heading" for draft in drafts)
    rows: list[list[list[Draft]]] = []
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is not table:
            continue  # a row of a table within a cell is read with the cell
        cells: list[list[Draft]] = []
        for cell in row:
            if cell.tag in ("td", "th") and not _is_hidden(cell):
                reading.drafts = []
                _read_inside(reading, cell, False)
                _end_line(reading)
                cells.append(reading.drafts)
        rows.append(cells)
    reading.drafts = drafts
    for caption in table.iterchildren("caption"):
        _read(reading, caption)
    if any(len(cell) > 3 or any(draft.role != "paragraph" for draft in cell) for row in rows for cell in row):
        reading.drafts += [draft for row in rows for cell in row for draft in cell]  # a frame around text
        return
    texts = [[" ".join(draft.first for draft in cell) for cell in row] for row in rows]
    for line in table_lines(texts, in_front=in_front):
        reading.drafts.append(Draft("paragraph", 1, BODY_SIZE, False, [(line, 1)]))


def _read_edge(reading: _Reading, element: Any) -> None:
    """Short lines of a header or footer, apart from the text."""
    if reading.in_edge:
        return
    inner = _Reading(in_edge=True)
    for line in _lines(inner, element):
        if len(line) <= LONGEST_EDGE and any(map(str.isalpha, line)):
            reading.edges.append(line)


def _lines(reading: _Reading, element: Any) -> Iterator[str]:
    _read_inside(reading, element, False)
    _end_line(reading)
    for draft in reading.drafts:
        yield draft.first.replace("\t", " ")


def _is_hidden(element: Any) -> bool:
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    return hidden or HIDDEN.search(element.get("style", "")) is not None


def _judge_headings(drafts: Sequence[Draft]) -> None:
    """Short lines all in bold are headings too; an overlong heading is text."""
    for draft in drafts:
        if draft.role == "heading" and draft.length > HEADING_LENGTH:
            draft.role, draft.bold = "paragraph", False
        elif draft.role == "paragraph" and draft.bold and draft.length <= HEADING_LENGTH:
            draft.role = "paragraph" if draft.first.endswith((".", ",", ":")) else "heading"
