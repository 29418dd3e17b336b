"""Which district board issued it, which are mentioned, and which of several bearers of a name is meant."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nlp.tags.context import TagContext
from nlp.tags.district import district_of, districts_mentioned

END = "\n\nNy lekpark\n\nFörslag till beslut\n\nNämnden godkänner planen.\n"
NAMELESS = "Till\nStadsdelsnämnden" + END

ISSUING: list[tuple[str, tuple[str, ...], str | None, str | None, str]] = [
    ("Till\nFarsta stadsdelsnämnd" + END, (), "2012-01-01", "sthlm-sdn-farsta", "addressee"),
    (
        NAMELESS,
        ("MARIA – GAMLA STANS STADSDELSFÖRVALTNING TJÄNSTEUTLÅTANDE",),
        None,
        "sthlm-sdn-maria-gamla-stan",
        "header",
    ),
    (
        NAMELESS + "\nSammanfattning\n\nKatarina-Sofia deltar. Maria - Gamla stans stadsdelsförvaltning har en plan.\n",
        (),
        None,
        "sthlm-sdn-maria-gamla-stan",
        "its administration speaks in the text",
    ),
    (
        "Till\nSocialnämnden" + END + "\nBakgrund\n\nFarsta stadsdelsförvaltning driver verksamheten.\n",
        (),
        "2012-01-01",
        None,
        "another board's document mentions a district",
    ),
    (
        "Eva Ek" + END,
        ("Göteborgs Stad", "CENTRUMS STADSDELSFÖRVALTNING"),
        "2005-01-01",
        "gbg-sdn-centrum-1990",
        "the Centrum of that time",
    ),
    (
        "Eva Ek" + END,
        ("Göteborgs Stad", "CENTRUMS STADSDELSFÖRVALTNING"),
        "2015-01-01",
        "gbg-sdn-centrum",
        "the later Centrum",
    ),
    ("Eva Ek" + END, ("Malmö stad", "SDF Centrum"), "2005-01-01", "malmo-sdn-centrum", "the Centrum of another city"),
]


@pytest.mark.parametrize(("text", "header", "date", "expected", "why"), ISSUING)
def test_issuing(
    context_of: Callable[..., TagContext],
    text: str,
    header: tuple[str, ...],
    date: str | None,
    expected: str | None,
    why: str,
) -> None:
    assert district_of(context_of(text, *header, date=date)) == expected, why


MENTIONED = [
    (
        "Farsta, Häselsby-Vällingby och Östermalm",
        "2010-06",
        ("farsta", "hasselby-vallingby", "ostermalm"),
        "a list, one misspelt",
    ),
    ("Rinkeby och Kista i väster", "2012-05-01", (), "in 2012 neighbourhoods of Rinkeby-Kista"),
    ("Rinkeby och Kista i väster", "2005-05-01", ("rinkeby", "kista"), "in 2005 boards"),
    ("det som var Maria-Gamla stan", "2012-05-01", ("maria-gamla-stan",), "a compound that only a board bore"),
    ("västra Södermalm", "2006-05-01", (), "the island: the board came in 2007"),
    ("dåvarande Rinkeby stadsdelsnämnd", "2012-05-01", ("rinkeby",), "history, with its board word"),
]


@pytest.mark.parametrize(("text", "date", "expected", "why"), MENTIONED)
def test_mentioned(
    context_of: Callable[..., TagContext], text: str, date: str, expected: tuple[str, ...], why: str
) -> None:
    found = districts_mentioned(context_of(text, date=date))
    assert found == tuple(f"sthlm-sdn-{name}" for name in expected), why
