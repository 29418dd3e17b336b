"""The years a document treats as now."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.records import Period
from nlp.tags.context import TagContext
from nlp.tags.period import period_of

ROWS: list[tuple[str, str | None, tuple[str, str] | None, str]] = [
    (
        "Sedan den 1 september 2011 drivs stödet av oss. Det har funnits i lite mer än ett år.",
        None,
        ("2012", "2012"),
        "a beginning and how long ago",
    ),
    ("Länet har 23 mnkr att fördela under 2006 och 64 mnkr under 2007.", None, ("2006", "2007"), "money at hand"),
    (
        "Nämnden beslutade 2009 om en plan. Den ska vara klar 2011.",
        None,
        ("2009", "2011"),
        "between what was and what will be",
    ),
    (
        "Enligt lagen (2001:453) och prop. 2005/06:123, dnr 12-2007, planen 2012-2015.",
        None,
        None,
        "numbers that are no years",
    ),
    ("Stödet är bra.", None, None, "nothing said"),
    ("Nämnden beslutade 2009 om en plan.", "2010-06", ("2010", "2010"), "a date decides"),
]


@pytest.mark.parametrize(("text", "date", "years", "why"), ROWS)
def test_period(
    context_of: Callable[..., TagContext], text: str, date: str | None, years: tuple[str, str] | None, why: str
) -> None:
    expected = Period(*years, "date" if date else "evidence") if years else None
    assert period_of(context_of(text, date=date)) == expected, why
