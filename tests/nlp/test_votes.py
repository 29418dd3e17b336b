"""Counts of votes in the words of minutes."""

from __future__ import annotations

import pytest

from nlp.tags.votes import Votes, votes_in

ROWS: list[tuple[str, Votes | None, str]] = [
    ("efter votering 12 - 1", Votes("12-1"), "figures behind the word"),
    ("Med 8 ja-röster mot 5 nej-röster beslutar nämnden", Votes("8-5"), "counted in words"),
    ("med 31 ja och 18 nej", Votes("31-18"), "yes and no"),
    ("med 7 röster mot 6", Votes("7-6"), "votes against votes"),
    ("åtta ja-röster mot fem nej-röster", Votes("8-5"), "numbers in words"),
    ("Ja: 31, nej: 18, avstår: 2", Votes("31-18", 2), "a table read as a line"),
    ("Vid votering avges 48 ja-röster, 15 nej-röster och 2 ledamöter avstår.", Votes("48-15", 2), "who abstains"),
    ("25 ledamöter röstade ja, 20 nej och 4 avstod", Votes("25-20", 4), "members who voted"),
    ("31 röster för och 18 emot", Votes("31-18"), "for and against"),
    ("Ja-röster 26\nNej-röster 23", Votes("26-23"), "each on its line"),
    ("efter votering den 3 maj", None, "a date is no count"),
    ("klockan 18-20", None, "neither are hours"),
    ("12 personer och 3 hundar", None, "nothing voted on"),
]


@pytest.mark.parametrize(("text", "expected", "why"), ROWS)
def test_votes(text: str, expected: Votes | None, why: str) -> None:
    assert votes_in(text) == expected, why
