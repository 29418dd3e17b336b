"""Ids of parts, the frame that is left for the whole, and which of the two an answer names."""

from __future__ import annotations

import pytest

from corpus.bundles import folded, frame_of, number_of, part_ids, whole_of
from corpus.filterable import filter_values_of
from corpus.records import Decision, Diarienummer, PartyMention, Source, TagRecord

SOURCE = Source("protokoll.pdf", "0" * 64, 9, "text", "application/pdf")


def numbered(run: int) -> Diarienummer:
    return Diarienummer(f"KS 2014/{run}", f"ekk-ks|2014|{run}", 2014, run, None, "own", 1, None, None, "header")


def decided(text: str) -> Decision:
    return Decision(1, text, None, None, None, None, 2)


FIRST = TagRecord(SOURCE, "protokoll", title="Bänkar", diarienummer=(numbered(7),), decisions=(decided("Ja."),))
SECOND = TagRecord(SOURCE, "protokoll", title="Lampor", diarienummer=(numbered(8),), decisions=(decided("Nej."),))
WHOLE = TagRecord(
    SOURCE,
    "protokoll",
    diarienummer=(numbered(7), numbered(8), numbered(1)),
    decisions=(decided("Ja."), decided("Nej.")),
    parties=(PartyMention("V", "mentioned", (), "(v)", 1),),
    parts=(FIRST, SECOND),
)


def test_ids() -> None:
    assert part_ids("ab12", WHOLE) == ("ab12-1", "ab12-2")
    assert [(whole_of(one), number_of(one)) for one in ("ab12", "ab12-2", "ab12-11")] == [
        (None, None),
        ("ab12", 2),
        ("ab12", 11),
    ]


def test_the_frame_keeps_what_no_part_says() -> None:
    frame = frame_of(WHOLE)
    assert [number.number for number in frame.diarienummer] == [1]
    assert frame.decisions == ()
    assert frame.parties == WHOLE.parties
    assert frame.parts == WHOLE.parts
    assert frame_of(FIRST) is FIRST


def test_the_whole_is_found_by_its_frame_alone() -> None:
    assert [value for field, value in filter_values_of(WHOLE) if field == "case"] == ["ekk-ks|2014|1"]


@pytest.mark.parametrize(
    ("scores", "named", "why"),
    [
        ({"a": 1.0, "a-1": 0.9, "b": 0.5}, ["a-1", "b"], "the part stands for its whole"),
        ({"a": 1.0, "a-1": 0.1}, ["a", "a-1"], "a whole that answers much better by its frame stays"),
        ({"a": 0.0, "a-1": 0.0}, ["a-1"], "browsing by date"),
        ({"a": 1.0, "ab-1": 1.0}, ["a", "ab-1"], "a part of another"),
        ({"a": 1.0}, ["a"], "a whole alone"),
        ({}, [], "nothing found"),
    ],
)
def test_folding(scores: dict[str, float], named: list[str], why: str) -> None:
    assert list(folded(scores)) == named, why
