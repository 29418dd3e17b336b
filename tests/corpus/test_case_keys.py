"""Titles without what kind of paper they are, and the keys that a record gives."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.case_keys import case_keys_of, subject_of
from corpus.records import Diarienummer, Reference, Source, TagRecord

SOURCE = Source("x.pdf", "0" * 64, 1, "text", "application/pdf")


@pytest.mark.parametrize(
    ("title", "words", "answered"),
    [
        ("Motion om jämställd snöröjning", "jämställd snöröjning", None),
        ("Svar på motion om jämställd snöröjning", "jämställd snöröjning", "motion"),
        ("Motion 2012:6 om en idrottshall i Åby", "en idrottshall i åby", None),
        ("Yttrande över motion (2012:41) av Bo Ek (V) om fler härbärgen", "fler härbärgen", "motion"),
        ("Motion om skolskjuts i två hem från Bo Ek (C) och Eva Al (KD)", "skolskjuts i två hem", None),
        ("Svar på skrivelse från Eva Ek (S) angående fler lekplatser", "fler lekplatser", "skrivelse"),
        ("Hundrastgård vid Flatenvägen - svar på medborgarförslag", "hundrastgård vid flatenvägen", "medborgarförslag"),
        ("Svar på motionen ”Fler lekplatser i Tensta”", "fler lekplatser i tensta", "motion"),
        ("Interpellation till ordföranden Bo Ek (S) om snöröjning av cykelvägar", "snöröjning av cykelvägar", None),
        ("Skolskjuts", None, None),  # one word is the subject of a hundred matters
        ("Riktlinje för boendestöd", "riktlinje för boendestöd", None),  # nobody's answer
    ],
)  # fmt: skip
def test_subject_is_what_the_title_is_about(title: str, words: str | None, answered: str | None) -> None:
    found = subject_of(title)
    assert (found.words, found.answered) == (words, answered)


@given(st.text(max_size=200))
def test_any_title_gives_an_even_subject(title: str) -> None:
    words = subject_of(title).words
    assert words is None or words == " ".join(words.split())


def number(canonical: str, role: str = "own", raw: str = "1/2012") -> Diarienummer:
    _, year, run = canonical.split("|")
    return Diarienummer(raw, canonical, int(year), int(run), None, role, 1, None, None, "header")  # type: ignore[arg-type]


RECORD = TagRecord(SOURCE, "tjänsteutlåtande", municipality="Stockholm")


@pytest.mark.parametrize(
    ("record", "expected", "why"),
    [
        (
            replace(RECORD, diarienummer=(number("sthlm-sdn-farsta|2012|8"),)),
            {("is", "case:sthlm-sdn-farsta|2012|8"), ("is", "number:Stockholm|2012|8")},
            "its own number, with and without its owner",
        ),
        (
            replace(RECORD, diarienummer=(number("sthlm-ks|2012|1127", "foreign"),)),
            {("treats", "case:sthlm-ks|2012|1127")},
            "a number at the head that is another's is the matter it answers",
        ),
        (
            replace(RECORD, diarienummer=(number("?|2012|9"),)),
            {("is", "number:Stockholm|2012|9")},
            "whose number it is, is not known: no case",
        ),
        (
            replace(RECORD, references=(Reference("dnr", "320-118/2005", "?|2005|118"),)),
            {("mentions", "number:Stockholm|2005|118")},
            "cited in the text",
        ),
        (
            replace(RECORD, municipality="Tyresö", references=(Reference("dnr", "2015/KSM 0782 331", "?|2015|782"),)),
            {("mentions", "case:tyreso-ksm|2015|782")},
            "the letters in the number tell whose it is",
        ),
        (
            replace(
                RECORD,
                title="Yttrande över motion (2012:41)",
                references=(Reference("motion", "motion (2012:41)", "motion 2012:41"),),
            ),
            {("treats", "motion:Stockholm|2012:41")},
            "the motion in the title",
        ),
        (
            replace(
                RECORD,
                title="Belysning på Tallvägen i Farsta",
                references=(Reference("motion", "motion 2010:3", "motion 2010:3"),),
            ),
            {("mentions", "motion:Stockholm|2010:3"), ("treats", "title:Stockholm|belysning på tallvägen i farsta")},
            "a motion that is only spoken of",
        ),
        (
            replace(
                RECORD,
                title="Svar på motioner om belysning",
                references=(
                    Reference("motion", "motion 2010:3", "motion 2010:3"),
                    Reference("motion", "motion 2011:5", "motion 2011:5"),
                ),
            ),
            {("mentions", "motion:Stockholm|2010:3"), ("mentions", "motion:Stockholm|2011:5")},
            "two motions, and the title does not tell which",
        ),
        (
            replace(RECORD, type="nyhetsbrev", title="Trygg stad tillsammans"),
            set(),
            "a newsletter answers nobody",
        ),
        (replace(RECORD, municipality=None, title="Svar på motion om belysning i parken"), set(), "of no municipality"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_keys_of_a_record(record: TagRecord, expected: set[tuple[str, str]], why: str) -> None:
    assert set(case_keys_of(record)) == expected, why
