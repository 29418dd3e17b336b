"""The issue of a newsletter."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nlp.tags.context import TagContext
from nlp.tags.issue import issue_in

ROWS = [
    (
        "Stöd\n\nNyhetsbrev\nnr 2/4 2010\n\nLäs Nyhetsbrev nr 2 om stödet.\n",
        "nyhetsbrev",
        "2/4 2010",
        "the one with its year",
    ),
    ("Stöd\n\nNyhetsbrev nr 3, 2012\n\nVi berättar.\n", "nyhetsbrev", "3 2012", "comma"),
    ("Stöd\n\nNyhetsbrev nr 4/2013\n\nVi berättar.\n", "nyhetsbrev", "4 2013", "stroke before the year"),
    ("Stöd\n\nNr 3, september 2012\n\nVi berättar.\n", "nyhetsbrev", "3 2012", "a month between"),
    ("Stöd\n\nÅrgång 6 · Nummer 4 · December 2013\n\nHej.\n", "nyhetsbrev", "4 2013", "points between"),
    ("Stöd\n\nNyhetsbrev nr 5\n\nVi berättar.\n", "nyhetsbrev", "5", "no year"),
    ("Motion nr 2 2010\n\nVi yrkar.\n", "motion", None, "other papers have none"),
    ("Stöd\n\nNyhetsbrev i maj\n\nVi berättar.\n", "nyhetsbrev", None, "unnumbered"),
]


@pytest.mark.parametrize(("text", "kind", "expected", "why"), ROWS)
def test_issue(context_of: Callable[..., TagContext], text: str, kind: str, expected: str | None, why: str) -> None:
    assert issue_in(context_of(text, type=kind)) == expected, why
