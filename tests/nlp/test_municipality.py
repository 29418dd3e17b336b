"""Whose document it is, and which municipalities it speaks of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nlp.tags.context import TagContext
from nlp.tags.municipality import municipalities_mentioned, municipality_of

END = "\n\nNy lekpark\n\nFörslag till beslut\n\nNämnden godkänner planen.\n"

ISSUING: list[tuple[str, tuple[str, ...], str | None, str]] = [
    ("Till\nSocialnämnden" + END, ("Göteborgs Stad Park, tjänsteutlåtande",), "Göteborg", "letterhead with genitive"),
    ("Till\nSocialnämnden" + END, ("Postadress: Uppsala kommun, 753 75 Uppsala",), "Uppsala", "address in the footer"),
    ("Eva Ek\nE-post: eva.ek@social.tyreso.se" + END, (), "Tyresö", "e-mail"),
    (
        "Motion om träd\n\nNorrköping den 4 mars 2012\n\nVi yrkar att träd planteras.\n",
        (),
        "Norrköping",
        "place of signing",
    ),
    (
        "Till\nSocialnämnden"
        + END
        + "\nBakgrund\n\nFarsta, Skarpnäck och Älvsjö delar på ett ombud i Stockholms stad.\n",
        (),
        "Stockholm",
        "its districts and its city are all that is named",
    ),
    (
        "Till\nSocialnämnden" + END + "\nBakgrund\n\nTäby kommun och Nacka kommun har prövat modellen.\n",
        (),
        None,
        "others are mentioned, none more than the other",
    ),
    ("Till\nSocialnämnden" + END, (), None, "every municipality has one"),
]


@pytest.mark.parametrize(("text", "header", "expected", "why"), ISSUING)
def test_issuing(
    context_of: Callable[..., TagContext], text: str, header: tuple[str, ...], expected: str | None, why: str
) -> None:
    assert municipality_of(context_of(text, *header)) == expected, why


MENTIONED = [
    ("Danderyds sjukhus och psykiatrin i Danderyd", (), "a hospital and its region"),
    (
        "Danderyd, Salem, Upplands Bro och Upplands Väsby deltar",
        ("Danderyd", "Salem", "Upplands-Bro", "Upplands Väsby"),
        "a list",
    ),
    ("Länsstyrelsen i Stockholms län och Uppsala universitet", (), "a county and a university"),
    ("Vara kommun vill vara med", ("Vara",), "the municipality and the verb"),
    ("Vara med i arbetet kan alla", (), "a verb that opens a sentence"),
    ("Anders Berg ringde", (), "a surname"),
    ("Täby, Täbys skolor och Täby kommun", ("Täby",), "once"),
]


@pytest.mark.parametrize(("text", "expected", "why"), MENTIONED)
def test_mentioned(context_of: Callable[..., TagContext], text: str, expected: tuple[str, ...], why: str) -> None:
    assert municipalities_mentioned(context_of(text)) == expected, why


WITHIN = [
    (
        "Revisorerna i Tibro kommun\n\nSkrivelse om inköp\n\nVi har granskat inköpen.\n",
        "skrivelse",
        "Tibro",
        "auditors",
    ),
    ("Centerpartiet i Tibro\n\nMotion om bänkar\n\nVi yrkar på bänkar.\n", "motion", "Tibro", "a party's branch"),
    ("Liv i Tibro\n\nNyhetsbrev nr 2 2014\n\nBadet öppnar.\n", "nyhetsbrev", "Tibro", "a newsletter's masthead"),
    ("Liv i staden\n\nNyhetsbrev nr 2 2014\n\nBussen går till Tibro.\n", "nyhetsbrev", None, "mentioned only"),
]


@pytest.mark.parametrize(("text", "kind", "expected", "why"), WITHIN)
def test_within_a_line(
    context_of: Callable[..., TagContext], text: str, kind: str, expected: str | None, why: str
) -> None:
    assert municipality_of(context_of(text, type=kind)) == expected, why
