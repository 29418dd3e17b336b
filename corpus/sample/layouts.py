"""The page layouts of the demo archive, after the papers of five municipalities: heads, columns, running lines.

Every layout is a function of a source that gives the flowables of its head and the drawing of its edges; the
body is the same for all. ``pdf_of`` prints twice, because "Sid 1 (3)" needs the number of pages.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageTemplate, Spacer, Table

from corpus.errors import UserMistakeError
from corpus.sample.flow import HELVETICA, TIMES, TIMES_HELVETICA, Typeface, body_flow, lines, paragraph
from corpus.sample.sources import SampleSource, swedish_date

WIDTH, HEIGHT = A4
LEFT, RIGHT = 2.6 * cm, 2.4 * cm

Edges = Callable[[Canvas, int, int], None]  # draws what runs along the edges of page n of N


@dataclass(frozen=True, slots=True)
class Sheet:
    """How one document is set: head flowables, running lines, typeface, margins and columns."""

    head: list[Any]
    edges: Edges
    face: Typeface
    top: float = 3.2 * cm
    bottom: float = 2.4 * cm
    columns: int = 1


def pdf_of(source: SampleSource) -> bytes:
    """The document as PDF: the same bytes on every run with the same reportlab."""
    pages = 0
    content = b""
    for _ in range(2):
        content, pages = _printed(source, pages)
    return content


def _printed(source: SampleSource, total: int) -> tuple[bytes, int]:
    name = str(source.head["layout"])
    if name not in LAYOUTS:
        raise UserMistakeError(f"Sample source {source.slug} names the unknown layout '{name}'.")
    sheet = LAYOUTS[name](source)
    rl_config.useA85 = 0  # packed streams as bytes: a quarter smaller
    buffer = io.BytesIO()
    document = BaseDocTemplate(
        buffer, pagesize=A4, invariant=1, pageCompression=1, title=source.text("title"), producer="", creator=""
    )

    def on_page(canvas: Canvas, template: Any) -> None:
        canvas.saveState()
        sheet.edges(canvas, template.page, total)
        canvas.restoreState()

    document.addPageTemplates(_templates(sheet, on_page))
    flow = [*sheet.head, NextPageTemplate("later"), *body_flow(source, sheet.face)]
    document.build(flow)
    return buffer.getvalue(), int(document.page)


def _templates(sheet: Sheet, on_page: Callable[[Canvas, Any], None]) -> list[PageTemplate]:
    height = HEIGHT - sheet.top - sheet.bottom
    gap = 0.8 * cm
    width = (WIDTH - LEFT - RIGHT - gap * (sheet.columns - 1)) / sheet.columns
    return [
        PageTemplate(
            name,
            [
                Frame(LEFT + column * (width + gap), sheet.bottom, width, height, 0, 0, 0, 0)
                for column in range(sheet.columns)
            ],
            onPage=on_page,
        )
        for name in ("first", "later")
    ]


def columns(cells: list[list[str]], widths: list[float], face: Typeface, **changes: Any) -> Table:
    """Rows of short texts side by side, without rules; a newline in a cell starts a new line."""
    rows = [[lines(cell.split("\n"), face, **changes) or "" for cell in row] for row in cells]
    table = Table(rows, colWidths=[width * cm for width in widths], hAlign="LEFT")
    table.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ]
    )
    return table


def own_numbers(source: SampleSource) -> str:
    """The document's own numbers as printed behind one label: ``7-742-2011 och 5-744-2011``."""
    own = [number["raw"] for number in source.head.get("numbers", ()) if number.get("role", "own") == "own"]
    return " och ".join(own)


def title_block(source: SampleSource, face: Typeface) -> list[Any]:
    """Title and subtitle."""
    flow: list[Any] = [paragraph(str(source.head["title"]), face, "title", spaceBefore=10, spaceAfter=5)]
    if subtitle := source.text("subtitle"):
        flow.append(paragraph(subtitle, face))
    return [*flow, Spacer(1, 4)]


def contact(source: SampleSource, *, label: str | None, phone_label: str) -> str:
    """Handläggare, telephone and e-mail on lines of their own."""
    names = " och ".join(source.names("handläggare"))
    rows = [f"{label}: {names}" if label and names else names]
    if phone := source.text("phone"):
        rows.append(f"{phone_label} {phone}")
    if email := source.text("email"):
        rows.append(f"E-post: {email}")
    return "\n".join(row for row in rows if row)


def stockholm(source: SampleSource) -> Sheet:
    """Stadsdelsnämnd and socialnämnd: capitals at the top, Handläggare and Dnr side by side, Till."""
    numbers = own_numbers(source)
    date = source.text("date")
    right = [f"Dnr {numbers}"] if numbers else []
    if date and source.text("date_kind") == "meeting":
        right.append(f"Sammanträde {swedish_date(date)}")
    left = contact(source, label="Handläggare", phone_label=source.text("phone_label") or "Telefon:")
    head = [columns([[left, "\n".join(right)]], [9.2, 6.6], TIMES), Spacer(1, 14)]
    if addressee := source.text("addressee"):
        head += [*lines(["Till", source.text("till") or addressee], TIMES), Spacer(1, 10)]
    head += title_block(source, TIMES_HELVETICA)

    def edges(canvas: Canvas, page: int, total: int) -> None:
        canvas.setFont("Helvetica", 8)
        for row, text in enumerate(source.names("header")):
            canvas.drawString(LEFT, HEIGHT - 1.5 * cm - row * 10, text)
        canvas.setFont("Times-Roman", 10)
        canvas.drawRightString(WIDTH - RIGHT, 1.3 * cm, f"Sid {page} ({total})")

    return Sheet(head, edges, TIMES_HELVETICA, bottom=3.2 * cm)


def goteborg(source: SampleSource) -> Sheet:
    """Göteborg: office and dates left, the official right, the office repeated in the running line."""
    office = source.names("header")[0]
    left = f"{office}\nTjänsteutlåtande\nUtfärdat {source.text('date')}\nDiarienummer {own_numbers(source)}"
    unit = source.text("unit")
    right = contact(source, label=None, phone_label="Telefon")
    head = [
        columns([[left, f"{unit}\n{right}" if unit else right]], [8.6, 7.4], HELVETICA),
        Spacer(1, 14),
        *title_block(source, HELVETICA),
    ]

    def edges(canvas: Canvas, page: int, total: int) -> None:
        canvas.setFont("Helvetica", 8.5)
        canvas.drawString(LEFT, HEIGHT - 1.5 * cm, f"Göteborgs Stad {office}, tjänsteutlåtande")
        canvas.drawRightString(WIDTH - RIGHT, HEIGHT - 1.5 * cm, f"{page}({total})")
        canvas.line(LEFT, HEIGHT - 1.7 * cm, WIDTH - RIGHT, HEIGHT - 1.7 * cm)

    return Sheet(head, edges, HELVETICA, top=2.6 * cm, bottom=2.0 * cm)


def tjansteskrivelse(source: SampleSource) -> Sheet:
    """Tyresö and Norrköping: a row of labels, the values on the row below, page number at the top right."""
    cells = [
        ["Handläggare", "Datum", "Diarienummer"],
        [contact(source, label=None, phone_label="Tfn"), source.text("date") or "", own_numbers(source)],
    ]
    head = [columns(cells, [7.0, 3.6, 5.2], HELVETICA), Spacer(1, 12)]
    if addressee := source.text("addressee"):
        head += [*lines([addressee], HELVETICA), Spacer(1, 6)]
    head += title_block(source, HELVETICA)

    def edges(canvas: Canvas, page: int, total: int) -> None:
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(LEFT, HEIGHT - 1.4 * cm, f"{source.text('municipality')} kommun")
        canvas.setFont("Helvetica", 9)
        for row, text in enumerate(source.names("header")):
            canvas.drawString(LEFT, HEIGHT - 1.85 * cm - row * 11, text)
        canvas.drawString(12.6 * cm, HEIGHT - 1.4 * cm, "TJÄNSTESKRIVELSE")
        canvas.drawRightString(WIDTH - RIGHT, HEIGHT - 1.4 * cm, f"{page} ({total})")

    return Sheet(head, edges, HELVETICA, top=3.0 * cm)


def uppsala(source: SampleSource) -> Sheet:
    """Uppsala: the office in capitals, three columns, the official's surname first, the board under them."""
    names = "\n".join(surname_first(name) for name in source.names("handläggare"))
    cells = [
        ["Handläggare", "Datum", "Diarienummer"],
        [names, source.text("date") or "", own_numbers(source)],
    ]
    head = [
        *lines([source.names("header")[0].upper()], HELVETICA, "heading", spaceBefore=0),
        Spacer(1, 12),
        columns(cells, [6.4, 4.2, 5.0], TIMES),
        Spacer(1, 16),
        *lines([source.text("addressee") or ""], TIMES_HELVETICA),
        Spacer(1, 8),
        *title_block(source, TIMES_HELVETICA),
    ]

    def edges(canvas: Canvas, page: int, total: int) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(LEFT, 1.5 * cm, "Postadress: Uppsala kommun, 753 75 Uppsala")
        if page > 1:
            canvas.drawRightString(WIDTH - RIGHT, HEIGHT - 1.4 * cm, f"{page} ({total})")

    return Sheet(head, edges, TIMES_HELVETICA, top=2.4 * cm)


def surname_first(name: str) -> str:
    """``Lindh Asta`` for ``Asta Lindh``."""
    *given, surname = name.split(" ")
    return " ".join([surname, *given])


def politiker(source: SampleSource) -> Sheet:
    """Motion, skrivelse, interpellation: party or board at the top, title, place and date."""
    head: list[Any] = [*lines(list(source.names("header")), HELVETICA, fontSize=9), Spacer(1, 16)]
    numbers = own_numbers(source)
    if numbers:
        head += [*lines([f"{source.text('number_label') or 'Dnr'} {numbers}"], TIMES), Spacer(1, 8)]
    head += title_block(source, TIMES)
    date, place = source.text("date"), source.text("place")
    if date and place:
        head += [*lines([f"{place} den {swedish_date(date)}"], TIMES, spaceAfter=8)]
    return Sheet(head, _page_number_below(source), TIMES, top=2.6 * cm)


def medborgarforslag(source: SampleSource) -> Sheet:
    """A citizen's form: fields first, then the citizen's own words."""
    cells = [
        ["Förslagsställare:", ", ".join(source.names("movers"))],
        ["Inkom:", source.text("date") or ""],
    ]
    if numbers := own_numbers(source):
        cells.append(["Dnr:", numbers])
    head = [
        *lines(list(source.names("header")), HELVETICA, fontSize=9),
        Spacer(1, 14),
        *lines(["Medborgarförslag"], HELVETICA, "title"),
        Spacer(1, 6),
        columns(cells, [4.0, 11.0], HELVETICA),
        *title_block(source, HELVETICA),
    ]
    return Sheet(head, _page_number_below(source), HELVETICA, top=2.4 * cm)


def _page_number_below(source: SampleSource) -> Edges:
    def edges(canvas: Canvas, page: int, total: int) -> None:
        if total > 1:
            canvas.setFont("Times-Roman", 10)
            canvas.drawCentredString(WIDTH / 2, 1.3 * cm, str(page))

    return edges


def protokoll(source: SampleSource) -> Sheet:
    """Minutes: frame above with body, date and page, below with the signs of those who approve."""
    is_excerpt = source.text("type") == "protokollsutdrag"
    label = "PROTOKOLLSUTDRAG" if is_excerpt else "SAMMANTRÄDESPROTOKOLL"
    head: list[Any] = []
    if paragraph_number := source.text("paragraph"):
        numbers = own_numbers(source)
        head.append(columns([[paragraph_number, f"Dnr {numbers}" if numbers else ""]], [3.0, 9.0], HELVETICA))
    head += title_block(source, HELVETICA)

    def edges(canvas: Canvas, page: int, total: int) -> None:
        canvas.setFont("Helvetica-Bold", 9.5)
        canvas.drawString(LEFT, HEIGHT - 1.5 * cm, (source.names("header") or ("",))[0])
        canvas.drawString(11.4 * cm, HEIGHT - 1.5 * cm, label)
        canvas.setFont("Helvetica", 9)
        canvas.drawString(LEFT, HEIGHT - 2.0 * cm, source.text("body") or "")
        canvas.drawString(11.4 * cm, HEIGHT - 2.0 * cm, "Sammanträdesdatum")
        canvas.drawString(11.4 * cm, HEIGHT - 2.4 * cm, source.text("date") or "")
        canvas.drawRightString(WIDTH - RIGHT, HEIGHT - 2.4 * cm, f"Sida {page} ({total})")
        canvas.line(LEFT, HEIGHT - 2.6 * cm, WIDTH - RIGHT, HEIGHT - 2.6 * cm)
        canvas.rect(LEFT, 1.2 * cm, WIDTH - LEFT - RIGHT, 1.0 * cm)
        canvas.setFont("Helvetica", 7.5)
        canvas.drawString(LEFT + 4, 1.9 * cm, "Justerandes signatur")
        canvas.drawString(LEFT + 9 * cm, 1.9 * cm, "Utdragsbestyrkande")

    return Sheet(head, edges, HELVETICA, top=3.3 * cm, bottom=2.8 * cm)


def nyhetsbrev(source: SampleSource) -> Sheet:
    """A newsletter in two columns with its masthead at the top of the first."""
    face = Typeface("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-Bold", 10.5, 12.0, 18.0)
    head = [
        *title_block(source, face),
        *lines([f"Nyhetsbrev nr {source.text('issue')}", source.text("month") or ""], face),
        Spacer(1, 10),
    ]

    def edges(canvas: Canvas, page: int, total: int) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(LEFT, HEIGHT - 1.5 * cm, " ".join(source.names("header")))
        canvas.drawRightString(WIDTH - RIGHT, 1.3 * cm, str(page))

    return Sheet(head, edges, face, top=2.4 * cm, columns=2)


LAYOUTS: dict[str, Callable[[SampleSource], Sheet]] = {
    "stockholm": stockholm,
    "goteborg": goteborg,
    "tjansteskrivelse": tjansteskrivelse,
    "uppsala": uppsala,
    "politiker": politiker,
    "medborgarforslag": medborgarforslag,
    "protokoll": protokoll,
    "nyhetsbrev": nyhetsbrev,
}
