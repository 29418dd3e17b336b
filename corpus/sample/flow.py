"""Flowables out of a source's Markdown body: headings, paragraphs, lists, tables and the printed points."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, KeepTogether, PageBreak, Paragraph, Spacer, Table, TableStyle

from corpus.sample.sources import PointGroup, SampleSource, point_groups

# "{decisions}" or "{decisions 2}" (points of the second part): a placeholder alone on its line
PLACEHOLDER = re.compile(r"^\{(?P<name>[a-z]+)(?: (?P<part>\d+))?\}$")
# "## Sammanfattning", "# § 45 Val av justerare": a heading and its level
HEADING = re.compile(r"^(?P<marks>#{1,3}) (?P<text>.+)$")
# "- att anta planen" or "3. Beslutet justeras": a list item with its marker
ITEM = re.compile(r"^(?P<marker>-|\d{1,2}\.) (?P<text>.+)$")
# "**Yrkande**" or "*ordförande*": emphasis inside a line
BOLD = re.compile(r"\*\*(.+?)\*\*")
ITALIC = re.compile(r"\*(.+?)\*")


@dataclass(frozen=True, slots=True)
class Typeface:
    """Fonts and sizes of one layout; ``bullet`` is the mark of its unnumbered lists."""

    body: str
    bold: str
    italic: str
    heading: str
    size: float = 12.0
    heading_size: float = 12.5
    title_size: float = 14.5
    bullet: str = "•"

    def style(self, name: str = "body", **changes: Any) -> ParagraphStyle:
        """A paragraph style of this typeface; ``name`` is body, heading or title."""
        font = {"body": self.body, "heading": self.heading, "title": self.heading, "small": self.body}[name]
        size = {"body": self.size, "heading": self.heading_size, "title": self.title_size, "small": 8.5}[name]
        settings: dict[str, Any] = {
            "fontName": font,
            "fontSize": size,
            "leading": size * 1.27,
            "spaceAfter": 6 if name == "body" else 3,
            "spaceBefore": 9 if name == "heading" else 0,
            "alignment": TA_LEFT,
        }
        return ParagraphStyle(name, **(settings | changes))


TIMES = Typeface("Times-Roman", "Times-Bold", "Times-Italic", "Times-Bold")
TIMES_HELVETICA = Typeface("Times-Roman", "Times-Bold", "Times-Italic", "Helvetica-Bold", heading_size=11.5)
HELVETICA = Typeface("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-Bold", 11.0, 11.5, 14.5)


def inline(text: str, face: Typeface) -> str:
    """The text as reportlab markup, with ** and * turned into the typeface's bold and italic."""
    bold = BOLD.sub(rf'<font name="{face.bold}">\1</font>', escape(text))
    return ITALIC.sub(rf'<font name="{face.italic}">\1</font>', bold)


def paragraph(text: str, face: Typeface, style: str = "body", **changes: Any) -> Paragraph:
    """One paragraph in a style of the typeface."""
    return Paragraph(inline(text, face), face.style(style, **changes))


def lines(texts: list[str], face: Typeface, style: str = "body", **changes: Any) -> list[Paragraph]:
    """Texts on lines of their own without space between, as in the head of a letter."""
    return [paragraph(text, face, style, **({"spaceAfter": 0} | changes)) for text in texts if text]


def body_flow(source: SampleSource, face: Typeface) -> list[Any]:
    """The flowables of the whole body, in order."""
    flow: list[Any] = []
    for block in re.split(r"\n\s*\n", source.body):
        flow += _block(block.strip("\n"), source, face)
    return flow


def _block(block: str, source: SampleSource, face: Typeface) -> list[Any]:
    rows = block.split("\n")
    if block == "\\newpage":
        return [PageBreak()]
    if placeholder := PLACEHOLDER.match(block):
        return _placeholder(placeholder["name"], placeholder["part"], source, face)
    if heading := HEADING.match(rows[0]):
        style = "title" if heading["marks"] == "#" else "heading"
        changes: dict[str, Any] = {"fontSize": face.heading_size + 1} if style == "title" else {}
        if heading["marks"] == "###":
            changes = {"fontName": face.italic, "fontSize": face.size}
        rest = _block("\n".join(rows[1:]), source, face) if rows[1:] else []
        # a heading needs room for two lines under it, but the paragraph after it may run over the page
        return [CondPageBreak(60), paragraph(heading["text"], face, style, **changes), *rest]
    if rows[0].startswith("|"):
        return [_table(rows, face), Spacer(1, 8)]
    if ITEM.match(rows[0]):
        return _items(rows, face)
    if rows[0].startswith("  "):
        return [*lines([row.strip() for row in rows], face), Spacer(1, 7)]
    return [paragraph(" ".join(rows), face)]


def _items(rows: list[str], face: Typeface) -> list[Any]:
    matches = [match for row in rows if (match := ITEM.match(row))]
    return [
        item(match["text"], face.bullet if match["marker"] == "-" else match["marker"], face) for match in matches
    ] + [Spacer(1, 4)]


def item(text: str, marker: str, face: Typeface) -> Paragraph:
    """One list item with a hanging marker."""
    style = face.style("body", leftIndent=20, bulletIndent=6, spaceAfter=2)
    return Paragraph(inline(text, face), style, bulletText=marker)


def _table(rows: list[str], face: Typeface) -> Table:
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    cells = [row for row in cells if not set("".join(row)) <= set("-: ")]
    small = face.style("body", fontSize=face.size - 1, leading=(face.size - 1) * 1.2, spaceAfter=0)
    data = [[Paragraph(inline(cell, face), small) for cell in row] for row in cells]
    table = Table(data, hAlign="LEFT", repeatRows=1)
    grey = 0.6
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.4, (grey, grey, grey)),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ]
        )
    )
    return table


def _placeholder(name: str, part: str | None, source: SampleSource, face: Typeface) -> list[Any]:
    head = source.head if part is None else source.head["parts"][int(part) - 1]
    if name == "signatures":
        return signatures(source, face)
    return [flowable for group in point_groups(head, name) for flowable in printed_points(group, face)]


def signatures(source: SampleSource, face: Typeface) -> list[Any]:
    """Name and title of those who sign, with room for the hand."""
    flow: list[Any] = [Spacer(1, 10)]
    for name, title in source.head.get("signatories", ()):
        flow.append(KeepTogether([*lines([name, title], face), Spacer(1, 9)]))
    return flow


def printed_points(group: PointGroup, face: Typeface) -> list[Any]:
    """A group of points in its form: inline, att, dash, bullet, numbered, colon or plain."""
    lead, texts = group.lead, [point.text for point in group.points]
    if group.form == "inline":
        return [paragraph(f"{lead} {texts[0]}", face)]
    colon = ":" if group.form in ("dash", "bullet", "numbered") else ""
    flow: list[Any] = [paragraph(lead + colon, face)] if lead else []
    if group.form in ("att", "plain"):
        return flow + [paragraph(text, face) for text in texts]
    markers = {"dash": "-", "bullet": "•"}
    for number, text in enumerate(texts, start=1):
        flow.append(item(text, markers.get(group.form, f"{number}."), face))
    return [*flow, Spacer(1, 4)]
