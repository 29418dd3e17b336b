"""What stands side by side is read in the right order."""

from __future__ import annotations

import textwrap

import pytest

from corpus.records import Line
from ingest.columns import regions_in_order
from tests.ingest.papers import HEIGHT, line

WORDS = "gator parker torg broar stigar dammar vallar".split()


def order(lines: list[Line], *, first_page: bool = False) -> list[str]:
    return [each.text for region in regions_in_order(lines, HEIGHT, first_page=first_page) for each in region.lines]


def text_column(x: float, name: str, count: int, top: float = 200.0) -> list[Line]:
    return [line(f"{name}{place} {WORDS[place % 7]} och {WORDS[(place + 3) % 7]} i stadens västra delar", x,
                 top + 13 * place, size=9) for place in range(count)]  # fmt: skip


def test_running_text_in_two_columns() -> None:
    left, right = text_column(60, "v", 12), text_column(320, "h", 14, top=206)
    mixed = sorted(left + right, key=lambda each: each.top)
    assert order(mixed) == [each.text for each in left + right]


def running(x: float, text: str, width: int) -> list[Line]:
    """A paragraph set in a column of so many letters."""
    return [line(part, x, 200 + 13 * place, size=9) for place, part in enumerate(textwrap.wrap(text, width))]


def mixed_by_rows(*columns: list[Line]) -> list[Line]:
    return sorted((each for column in columns for each in column), key=lambda each: each.top)


PARK = "Fältgruppen har under hösten arbetat kvällar vid torget och i parken bakom skolan, ofta till sent. " * 4
BOOKS = "Biblioteket håller öppet också på söndagar sedan nämnden tillsatt två nya tjänster där i våras. " * 4
PLAY = "Lekparken byggs om i vår och öppnar lagom till skolavslutningen med två nya klätterställningar. " * 4


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ([running(60, PARK, 28), running(225, BOOKS, 28), running(390, PLAY, 28)], "three columns"),
        ([running(60, PARK, 62), running(400, BOOKS, 26)], "a sidebar to the right"),
        ([running(60, PARK, 20), running(210, BOOKS + PLAY, 62)], "a narrow sidebar to the left, text far from it"),
    ],
)
def test_running_text_in_any_columns(columns: list[list[Line]], why: str) -> None:
    assert order(mixed_by_rows(*columns)) == [each.text for column in columns for each in column], why


def test_full_width_line_ends_a_band_of_columns() -> None:
    upper = text_column(60, "a", 8) + text_column(320, "b", 8)
    across = line("En rubrik som går över hela sidans bredd och delar den i två halvor", 60, 320, size=16)
    lower = text_column(60, "c", 8, top=360) + text_column(320, "d", 8, top=360)
    assert order(sorted([*upper, across, *lower], key=lambda each: each.top)) == [
        each.text for each in [*upper, across, *lower]
    ]


def test_header_fields_are_read_block_by_block() -> None:
    lines = [line("Handläggare: Bo Ek", 90, 80), line("Dnr 1/2009", 320, 80),
             line("Telefon: 08-465 004 10", 90, 93), line("Sammanträde 3 mars 2009", 320, 93),
             line("Till", 90, 125), line("Lunds byggnadsnämnd", 90, 150)]  # fmt: skip
    assert order(lines, first_page=True) == [
        "Handläggare: Bo Ek", "Telefon: 08-465 004 10", "Dnr 1/2009", "Sammanträde 3 mars 2009", "Till",
        "Lunds byggnadsnämnd"]  # fmt: skip


def test_labels_over_their_values() -> None:
    lines = [line("Handläggare", 60, 80), line("Datum", 220, 80), line("Diarienummer", 340, 80),
             line("Bo Ek", 60, 93), line("2014-05-12", 220, 93), line("UN 2014/0123", 340, 93)]  # fmt: skip
    assert order(lines, first_page=True) == [
        "Handläggare", "Bo Ek", "Datum", "2014-05-12", "Diarienummer", "UN 2014/0123"]  # fmt: skip


def test_labels_beside_their_values() -> None:
    lines = [line("Inkom:", 90, 80), line("2005-02-14", 240, 80), line("Dnr:", 90, 93), line("3/2005", 240, 93)]
    assert order(lines, first_page=True) == ["Inkom: 2005-02-14", "Dnr: 3/2005"]


def test_table_row_by_row_with_wrapped_cells() -> None:
    lines = [line("Åtgärd", 90, 90), line("Kostnad, mnkr", 300, 90),
             line("Två handläggare på heltid, en av", 90, 114), line("1,3", 300, 114),
             line("dem leder arbetet", 90, 127),
             line("Övrigt", 90, 151),
             line("Lokaler", 90, 175), line("0,2", 300, 175),
             line("SLUT", 90, 199)]  # fmt: skip
    assert order(lines) == [
        "Åtgärd\tKostnad, mnkr", "Två handläggare på heltid, en av dem leder arbetet\t1,3", "Övrigt", "Lokaler\t0,2",
        "SLUT"]  # fmt: skip


def test_signatures_side_by_side() -> None:
    lines = [line("Alma Rydh", 90, 600), line("Tor Wikman", 320, 600),
             line("Förvaltningschef", 90, 613), line("Enhetschef", 320, 613)]  # fmt: skip
    assert order(lines) == ["Alma Rydh", "Förvaltningschef", "Tor Wikman", "Enhetschef"]


def test_stretched_line_is_one_line() -> None:
    lines = [line("En rad av jämn bredd med ett", 90, 200), line("stort mellanrum i mitten", 262, 200)]
    assert order(lines) == ["En rad av jämn bredd med ett stort mellanrum i mitten"]


def test_no_lines() -> None:
    assert regions_in_order([], HEIGHT, first_page=True) == []
