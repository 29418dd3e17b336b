"""What runs along the edges is taken out and said once; text is never taken for it."""

from __future__ import annotations

import pytest

from corpus.records import Line, Page
from ingest.furniture import without_furniture
from tests.ingest.papers import line, page


def body(number: int) -> list[Line]:
    return [
        line(f"Rad {place} på blad {number} i en löpande text om gator.", top=200 + 14 * place) for place in range(9)
    ]


def taken(pages: list[Page]) -> list[str]:
    kept, furniture = without_furniture(pages)
    before = [each.text for each in (part for one in pages for part in one.lines)]
    after = [each.text for one in kept for each in one.lines]
    assert len(after) < len(before) or not furniture
    return [part.text for part in furniture]


def pages_with(*edges: tuple[str, float], count: int = 3, size: float = 11.0) -> list[Page]:
    """Pages with the same edge lines; "#" in a text becomes the page number."""
    return [
        page(
            [*(line(text.replace("#", str(number)), top=top, size=size) for text, top in edges), *body(number)], number
        )
        for number in range(1, count + 1)
    ]


@pytest.mark.parametrize(
    ("edges", "expected", "why"),
    [
        ([("NORRVIKENS STADSDELSFÖRVALTNING", 36), ("PARKER OCH GATOR", 46)],
         ["NORRVIKENS STADSDELSFÖRVALTNING", "PARKER OCH GATOR"], "two lines of a running header"),
        ([("Sid # (3)", 795)], ["Sid 1 (3)"], "digits change from page to page"),
        ([("SID #", 795)], ["SID 1"], "without the number of pages"),
        ([("#", 800)], ["1"], "a bare number"),
        ([("Dnr 12/2009 #(3)", 40)], ["Dnr 12/2009 1(3)"], "number and page in one line"),
        ([("Lunds kommun", 40), ("#(3)", 52)], ["Lunds kommun", "1(3)"], "page number at the top"),
        ([("NORRVIKENS STADSDELSFÖRVALTNINGTJÄNSTEUTLÅTANDE", 36)],
         ["NORRVIKENS STADSDELSFÖRVALTNING TJÄNSTEUTLÅTANDE"], "two runs glued together"),
        ([("Justerandes signatur", 790), ("Utdragsbestyrkande", 804)],
         ["Justerandes signatur", "Utdragsbestyrkande"], "the frame of minutes"),
        ([("Ordf. sign. Justerandes sign Utdragsbestyrkande", 660)],
         ["Ordf. sign. Justerandes sign Utdragsbestyrkande"], "in one line, above the last eighth"),
    ],
)  # fmt: skip
def test_running_lines(edges: list[tuple[str, float]], expected: list[str], why: str) -> None:
    assert taken(pages_with(*edges)) == expected, why


@pytest.mark.parametrize(
    ("edges", "why"),
    [
        ([("Förvaltningen föreslår följande.", 300)], "a sentence repeated in the middle of pages"),
        ([("2009", 300)], "a number in the middle"),
        ([("Justerare", 660)], "a label of the first page's form"),
    ],
)
def test_text_is_left(edges: list[tuple[str, float]], why: str) -> None:
    assert taken(pages_with(*edges)) == [], why


def test_line_said_on_one_page_only_is_text() -> None:
    pages = [page([line("Till Norrvikens stadsdelsnämnd", top=60), *body(1)], 1), page(body(2), 2)]
    assert taken(pages) == []


def test_same_words_at_another_height_are_text() -> None:
    pages = [page([line("Bakgrund", top=top), *body(number)], number) for number, top in ((1, 60), (2, 110))]
    assert taken(pages) == []


def test_first_page_is_named() -> None:
    pages = [page(body(1), 1), *[page([line("Lunds kommun", top=40), *body(n)], n) for n in (2, 3)]]
    (running,) = without_furniture(pages)[1]
    assert (running.text, running.page) == ("Lunds kommun", 2)


@pytest.mark.parametrize(
    ("head", "expected", "why"),
    [
        ([("VÄSTBODA KOMMUN", 34, 8.0), ("Socialkontoret", 43, 8.0)], ["VÄSTBODA KOMMUN", "Socialkontoret"],
         "small print at the very top"),
        ([("VÄSTBODA KOMMUN", 34, 11.0)], ["VÄSTBODA KOMMUN"], "capitals at the very top"),
        ([("Handläggare: Siv Broman", 70, 11.0)], [], "a field is text"),
        ([("Förslag till nya taxor", 60, 16.0)], [], "a title is text"),
    ],
)  # fmt: skip
def test_letterhead_of_a_single_page(head: list[tuple[str, float, float]], expected: list[str], why: str) -> None:
    lines = [line(text, top=top, size=size) for text, top, size in head]
    assert taken([page([*lines, *body(1)])]) == expected, why


def test_page_of_nothing_but_small_capitals_keeps_its_text() -> None:
    assert taken([page([line("KALLELSE", top=40, size=8)])]) == []


def test_the_head_of_a_matter_at_the_top_of_each_page_is_text() -> None:
    assert taken(pages_with(("Sn § #", 60.0), ("Sid #", 40.0))) == ["Sid 1"]
