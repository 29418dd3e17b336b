"""PDFs as offices make them, drawn line by line: invented texts at chosen places, broken ones too."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.records import Line, Page

WIDTH, HEIGHT = 595.0, 842.0


@dataclass(frozen=True)
class Run:
    """Text at a place: ``x`` and ``top`` (of the letters) in points from the upper left corner."""

    x: float
    top: float
    text: str
    size: float = 11.0
    bold: bool = False


def column(x: float, top: float, texts: Iterable[str], *, size: float = 11.0, leading: float = 13.0) -> list[Run]:
    """Lines one under another."""
    return [Run(x, top + place * leading, text, size) for place, text in enumerate(texts)]


def pdf(pages: Sequence[Sequence[Run]], *, password: str | None = None, rotation: int = 0) -> bytes:
    """The pages as a PDF, in the standard fonts."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    encrypt = StandardEncryption(password) if password else None
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=1, encrypt=encrypt)
    for runs in pages:
        canvas.setPageRotation(rotation)
        for run in runs:
            canvas.setFont("Helvetica-Bold" if run.bold else "Helvetica", run.size)
            canvas.drawString(run.x, HEIGHT - run.top - 0.8 * run.size, run.text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def picture_pdf() -> bytes:
    """A page with a drawing and no text, as from a scanner."""
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    canvas.rect(72, 600, 200, 100, fill=1)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def line(text: str, x: float = 90.0, top: float = 300.0, *, size: float = 11.0, bold: bool = False) -> Line:
    """A line as ``ingest.pdf`` gives it; its width is guessed from its letters."""
    return Line(text, x, top, x + 0.5 * size * len(text), top + size, size, bold)


def page(lines: Iterable[Line], number: int = 1) -> Page:
    """A4 with these lines."""
    return Page(number, WIDTH, HEIGHT, tuple(lines))


WRAPPED = (
    "Förvaltningen har gått igenom belysningen längs gångvägen mellan",
    "stationen och skolan. Elva stolpar saknar armatur och tre lutar. Ett",
    "byte kostar omkring 140 000 kronor och ryms inom årets budget.",
)


def utlatande() -> bytes:
    """A two-page tjänsteutlåtande: running header, fields side by side, items, a sentence over the page break."""
    header = [Run(90, 36, "NORRVIKENS STADSDELSFÖRVALTNING", 8), Run(90, 45, "PARKER OCH GATOR", 8)]
    first = [
        *header,
        *column(90, 80, ["Handläggare: Vendela Stråth", "Telefon: 08-465 004 99"]),
        *column(320, 80, ["Dnr 311-77/2009", "Sammanträde 12 mars 2009"]),
        Run(90, 125, "Till"),
        Run(90, 150, "Norrvikens stadsdelsnämnd"),
        Run(90, 180, "Belysning längs gångvägen vid Tallskolan", 15, True),
        Run(90, 210, "Svar på skrivelse från Ebba Kvarnlöf (v)"),
        Run(90, 240, "Förslag till beslut", 11, True),
        Run(100, 256, "1."),
        Run(118, 256, "Stadsdelsnämnden godkänner förvaltningens förslag till ny"),
        Run(118, 269, "belysning."),
        Run(100, 290, "2."),
        Run(118, 290, "Tjänsteutlåtandet överlämnas som svar på skrivelsen."),
        Run(90, 315, "Alrik Tornvall"),
        Run(90, 335, "stadsdelsdirektör"),
        Run(90, 360, "Sammanfattning", 11, True),
        *column(90, 376, [*WRAPPED, "Arbetet görs av en entreprenör som staden redan har ett ramav-"]),
        Run(460, 795, "Sid 1 (2)"),
    ]
    second = [
        *header,
        *column(90, 80, ["tal med. Det kan vara klart före sommaren."]),
        Run(90, 110, "Bakgrund", 11, True),
        *column(90, 126, ["Skrivelsen kom in i januari. Gångvägen går från Hässelby-", "Vällingby till Råcksta."]),
        Run(460, 795, "Sid 2 (2)"),
    ]
    return pdf([first, second])
