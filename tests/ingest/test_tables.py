"""Ruled tables: one row a line, every cell whole, whatever draws the rules; frames that are no tables stay text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from ingest.pdf import pages_from_pdf
from ingest.reader import read_document

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=12)
ABOVE = "Kostnaderna för stråket fördelas enligt tabellen nedan, där beloppen anges i tusental kronor och avser helår."
BELOW = "Beloppen ryms inom nämndens budget och prövas på nytt i samband med verksamhetsplanen för nästa år."
GRID = [("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0))]
HEAD_AND_SIDES = [
    ("BOX", (0, 0), (-1, -1), 0.5, (0, 0, 0)),
    ("LINEBELOW", (0, 0), (-1, 0), 0.5, (0, 0, 0)),
    ("LINEAFTER", (0, 0), (-2, -1), 0.5, (0, 0, 0)),
]
BUDGET = [
    ["Insats", "2024", "2025"],
    ["Två fältassistenter på heltid, varav en samordnar arbetet", "1 310", "1 350"],
    ["Lokal", "85", "85"],
    ["Summa", "1 395", "1 435"],
]
DUTIES = [["Åtgärd", "Ansvar"], ["Gallra buskar", "Parkavdelningen"], ["Byta armatur", "Gatuavdelningen"]]


def printed(rows: Sequence[Sequence[str]], style: list[Any], widths: list[float], *, above: str = ABOVE) -> bytes:
    """A page with a table between two paragraphs; long cells wrap."""
    buffer = io.BytesIO()
    cells = [[Paragraph(cell, BODY) if len(cell) > 20 else cell for cell in row] for row in rows]
    table = Table(cells, colWidths=widths)
    table.setStyle(TableStyle(style))
    flow = [table, Spacer(1, 10), Paragraph(BELOW, BODY)]
    if above:
        flow = [Paragraph(above, BODY), Spacer(1, 10), *flow]
    SimpleDocTemplate(buffer, pagesize=A4, invariant=1).build(flow)
    return buffer.getvalue()


def rows_of(content: bytes) -> list[list[str]]:
    text = read_document("tabell.pdf", content).text
    return [row.split("\t") for row in text.split("\n") if "\t" in row]


@pytest.mark.parametrize(
    ("rows", "style", "widths", "why"),
    [
        (BUDGET, GRID, [130, 40, 40], "amounts; the first cell wraps"),
        (BUDGET, HEAD_AND_SIDES, [130, 40, 40], "only the head is ruled off: amounts tell the rows apart"),
        (DUTIES, GRID, [75, 90], "cells stand nearer than blanks show, and hold no amounts"),
        ([["Post", "Ansvar", "2024"], ["Lokal", "", "85"], ["Summa", "", "85"]], GRID, [60, 60, 40], "empty cells"),
    ],
)
def test_cells_are_kept(rows: list[list[str]], style: list[Any], widths: list[float], why: str) -> None:
    assert rows_of(printed(rows, style, widths)) == rows, why


def test_text_around_a_table_stays_whole() -> None:
    text = read_document("tabell.pdf", printed(BUDGET, GRID, [130, 40, 40])).text
    assert text.split("\n\n")[0] == ABOVE
    assert text.split("\n\n")[-1] == BELOW


def test_row_over_all_columns_is_one_cell() -> None:
    style = [*GRID, ("SPAN", (0, 0), (-1, 0))]
    text = read_document("tabell.pdf", printed([["Kostnader, tkr", "", ""], *BUDGET], style, [130, 40, 40])).text
    assert "Kostnader, tkr\n" in text


def test_framed_fields_of_a_letterhead_are_no_table() -> None:
    fields = [["Handläggare", "Datum"], ["Vendela Stråth", "2009-03-12"], ["Telefon", "Dnr 311-77/2009"]]
    assert rows_of(printed(fields, GRID, [110, 110], above="")) == []


def test_rules_drawn_as_thin_rectangles_and_as_one_path() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for left, as_one in ((70, False), (320, True)):
        path = canvas.beginPath()
        for place in range(4):
            if as_one:
                path.moveTo(left, 500 - 20 * place)
                path.lineTo(left + 130, 500 - 20 * place)
                path.moveTo(left + (0, 80, 130, 130)[place], 500)
                path.lineTo(left + (0, 80, 130, 130)[place], 440)
            else:
                canvas.rect(left, 500 - 20 * place, 130, 0.5, fill=1, stroke=0)
                canvas.rect(left + (0, 80, 130, 130)[place], 440, 0.5, 60, fill=1, stroke=0)
        if as_one:
            canvas.drawPath(path)
        for place, (name, amount) in enumerate((("Lampor", "12"), ("Stolpar", "40"), ("Summa", "52"))):
            canvas.drawString(left + 4, 486 - 20 * place, name)
            canvas.drawString(left + 84, 486 - 20 * place, amount)
    canvas.save()
    (page,) = pages_from_pdf(buffer.getvalue())
    assert sorted(line.text for line in page.lines) == sorted(["Lampor\t12", "Stolpar\t40", "Summa\t52"] * 2)


def test_framed_running_header_is_taken_out_on_every_page() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for number in (1, 2):
        for place, (left, right) in enumerate(
            (("Norrvikens nämnd", "Protokoll"), ("Datum", "2009-03-12"), ("Plats", "Tallskolan"))
        ):
            top = 800 - 18 * place
            canvas.rect(70, top, 120, 18)
            canvas.rect(190, top, 120, 18)
            canvas.drawString(74, top + 5, left)
            canvas.drawString(194, top + 5, right)
        canvas.drawString(70, 600, f"Ärende {number} behandlas enligt förvaltningens förslag.")
        canvas.showPage()
    canvas.save()
    document = read_document("protokoll.pdf", buffer.getvalue())
    assert document.text.split("\n\n") == [f"Ärende {n} behandlas enligt förvaltningens förslag." for n in (1, 2)]
    assert [line.text for line in document.furniture][:2] == ["Norrvikens nämnd", "Protokoll"]


CELL = st.text("abcdefghijklmnopqrsåäö", min_size=2, max_size=9)


@settings(max_examples=25, deadline=None)
@given(
    st.integers(2, 4).flatmap(
        lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=3, max_size=7)
    )
)
def test_any_ruled_table_gives_its_cells_back(rows: list[list[str]]) -> None:
    assert rows_of(printed(rows, GRID, [70.0] * len(rows[0]))) == rows
