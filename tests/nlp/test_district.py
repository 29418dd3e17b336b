"""Which district board issued it, which are mentioned, and which of several bearers of a name is meant."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nlp.tagger import tag_document
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


# board in the head, year, who issued it
BOARDS: list[tuple[str, str, str | None, str]] = [
    ("Hässelby - Vällingby stadsdelsnämnd", "2012", "sthlm-sdn-hasselby-vallingby", "blanks at the dash"),
    ("Häselsby-Vällingby stadsdelsnämnd", "2012", "sthlm-sdn-hasselby-vallingby", "letters swapped"),
    ("Hässe1by-Vällingby stadsdelsnämnd", "2012", "sthlm-sdn-hasselby-vallingby", "a figure for a letter"),
    ("Hasselby-Vallingby stadsdelsnamnd", "2012", "sthlm-sdn-hasselby-vallingby", "dots lost"),
    ("Hässelby–Vällingby SDN", "2012", "sthlm-sdn-hasselby-vallingby", "abbreviation behind"),
    ("SDN Farsta", "2012", "sthlm-sdn-farsta", "abbreviation before"),
    ("Farsta SDF", "2012", "sthlm-sdn-farsta", "its administration"),
    ("Bromma sd", "2012", "sthlm-sdn-bromma", "shortest of all"),
    ("Faista stadsdelsnämnd", "2012", "sthlm-sdn-farsta", "one letter misread"),
    ("Spånga/Tensta stadsdelsnämnd", "2012", "sthlm-sdn-spanga-tensta", "a stroke"),
    ("Maria-Gamla stans stadsdelsnämnd", "2005", "sthlm-sdn-maria-gamla-stan", "before the merger"),
    ("Södermalms stadsdelsnämnd", "2012", "sthlm-sdn-sodermalm", "after it"),
    ("Södermalms stadsdelsnämnd", "2005", None, "not there yet"),
    ("Parkens stadsdelsnämnd", "2012", None, "no such board"),
]


@pytest.mark.parametrize(("board", "year", "expected", "why"), BOARDS)
def test_issuing_board_of_a_head(
    context_of: Callable[..., TagContext], board: str, year: str, expected: str | None, why: str
) -> None:
    text = (
        f"Stockholms stad\nTJÄNSTEUTLÅTANDE\n\nSammanträde {year}-05-03\n\nTill\n{board}\n\nNy lekpark\n\n"
        "Förslag till beslut\n\nNämnden godkänner planen.\n"
    )
    context = context_of(text)
    assert tag_document(context.document, context.swedish).district == expected, why


CITIES: list[tuple[str, str, str, str | None]] = [
    ("Göteborgs Stad", "Stadsdelsnämnden Centrum", "2009", "gbg-sdn-centrum-1990"),
    ("Göteborgs Stad", "Stadsdelsnämnden Centrum", "2015", "gbg-sdn-centrum"),
    ("Göteborgs Stad", "Socialnämnd Nordost", "2022", "gbg-sn-nordost"),
    ("Malmö stad", "Rosengårds stadsdelsfullmäktige", "2009", "malmo-sdn-rosengard"),
    ("Malmö stad", "Stadsområdesnämnd Öster", "2015", "malmo-son-oster"),
    ("Borås Stad", "Stadsdelsnämnden Norr", "2015", "boras-sdn-norr"),
    ("Kalmar kommun", "Södermöre kommundelsnämnd", "2015", "kalmar-kdn-sodermore"),
    ("Arboga kommun", "Socialnämnden", "2015", None),
]


@pytest.mark.parametrize(("city", "board", "year", "expected"), CITIES)
def test_boards_of_other_cities_in_their_periods(
    context_of: Callable[..., TagContext], city: str, board: str, year: str, expected: str | None
) -> None:
    text = (
        f"{city}\nTJÄNSTESKRIVELSE\n\nSammanträde {year}-05-03\n\nTill\n{board}\n\nNy lekpark\n\n"
        "Förslag till beslut\n\nNämnden godkänner planen.\n"
    )
    context = context_of(text)
    assert tag_document(context.document, context.swedish).district == expected
