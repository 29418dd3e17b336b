"""Who raised the matter, and who only stands in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from nlp.tags.context import TagContext
from nlp.tags.dissent import dissents_in
from nlp.tags.party import parties_in

Expected = list[tuple[str, str, tuple[str, ...]]]

REPORT = (
    "Handläggare: Bo Al\n\nTill\nFarsta stadsdelsnämnd\n\n# Bänkar i parken\n\n{subtitle}\n\nFörslag till beslut\n\n"
    "1. Nämnden avslår skrivelsen.\n\nBakgrund\n\n{background}\n"
)
ANSWERS: list[tuple[str, str, Expected, str]] = [
    (
        "Skrivelse till stadsdelsnämnden från (v)",
        "Leif Ek och Nils Elf (v) har i en skrivelse föreslagit nya bänkar.",
        [("V", "mover", ("Leif Ek", "Nils Elf"))],
        "party in the title, persons in the text",
    ),
    (
        "Svar på skrivelse från Anna Ek (MP) och Stefan Al (MP)",
        "Anna Ek och Stefan Al samtliga MP, har tagit upp frågan. Ulf Bo (M) väckte 2003 en motion om samma sak.",
        [("MP", "mover", ("Anna Ek", "Stefan Al")), ("M", "mentioned", ("Ulf Bo",))],
        "movers once each; whoever raised an older matter is mentioned",
    ),
    (
        "Yttrande över motion",
        "I yrkande till kommunstyrelsen från S, MP och V har behovet lyfts fram.",
        [("S", "proposal", ()), ("MP", "proposal", ()), ("V", "proposal", ())],
        "behind a yrkande",
    ),
    ("Svar på remiss", "Vänsterpartiet hade 1998 sex mandat.", [("V", "mentioned", ())], "named in passing"),
    ("Svar på remiss", "Bänkarna är slitna.", [], "no party at all"),
]


@pytest.mark.parametrize(("subtitle", "background", "expected", "why"), ANSWERS)
def test_answers(
    context_of: Callable[..., TagContext], subtitle: str, background: str, expected: Expected, why: str
) -> None:
    context = context_of(REPORT.format(subtitle=subtitle, background=background), type="tjänsteutlåtande")
    assert [(m.party, m.role, m.persons) for m in parties_in(context)] == expected, why


def test_a_person_addressed_is_mentioned(context_of: Callable[..., TagContext]) -> None:
    text = (
        "# Interpellation av Eva Ek (V) till socialborgarrådet Bo Al (M) om bänkar\n\nHur många finns?\n\nEva Ek (V)\n"
    )
    found = parties_in(context_of(text, type="interpellation"))
    assert [(m.party, m.role, m.persons) for m in found] == [
        ("V", "mover", ("Eva Ek",)),
        ("M", "mentioned", ("Bo Al",)),
    ]


def test_those_who_sign_their_own_text_move_it(context_of: Callable[..., TagContext]) -> None:
    text = "# Motion om bänkar\n\nModeraterna har sålt bänkarna.\n\nVi vill ha dem åter.\n\nEva Ek (V)\n\nBo Al (S)\n"
    found = parties_in(context_of(text, type="motion"))
    assert [(m.party, m.role) for m in found] == [("V", "mover"), ("S", "mover"), ("M", "mentioned")]


def test_the_enclosed_text_names_the_persons(context_of: Callable[..., TagContext]) -> None:
    text = REPORT.format(subtitle="Svar på skrivelse från (v)", background="Bänkarna är slitna.") + (
        "\n\nBilaga: Skrivelse\n\nBänkar i parken\n\nVi vill ha bänkar.\n\nEva Ek (v)\n"
    )
    assert [(m.party, m.role, m.persons) for m in parties_in(context_of(text, type="tjänsteutlåtande"))] == [
        ("V", "mover", ("Eva Ek",))
    ]


MINUTES = """PROTOKOLLSUTDRAG

§ 7 Bänkar i parken

Beslut

Nämnden avslår skrivelsen.

Ärendet

Eva Ek och Bo Al (fp) har i en skrivelse yrkat att bänkar köps.

Yrkanden

Eva Ek (fp) yrkar bifall till skrivelsen.

Ulf Dal m fl (s) och ledamöterna för (v) yrkar avslag. Kaj Lo (m) tackar för ordet.

Beslutsgång

Ordföranden ställer Eva Eks (fp) yrkande mot avslag.

Reservation

Eva Ek (fp) reserverar sig mot beslutet. Att (s) säger nej förvånar.

Särskilt uttalande

Kaj Lo (m) lät anteckna följande: bänkar behövs.
"""


def test_roles_at_a_meeting(context_of: Callable[..., TagContext]) -> None:
    found = parties_in(context_of(MINUTES, type="protokollsutdrag"))
    assert {(m.party, m.role, m.persons) for m in found} == {
        ("L", "mover", ("Eva Ek", "Bo Al")),
        ("L", "proposal", ("Eva Ek",)),
        ("S", "proposal", ("Ulf Dal",)),
        ("V", "proposal", ()),
        ("L", "reservation", ("Eva Ek",)),
        ("M", "statement", ("Kaj Lo",)),
    }


def test_dissents_of_a_meeting(context_of: Callable[..., TagContext]) -> None:
    found = dissents_in(context_of(MINUTES, type="protokollsutdrag"))
    assert [(d.kind, d.parties) for d in found] == [
        ("yrkande", ("L",)),
        ("yrkande", ("S", "V")),
        ("reservation", ("L",)),
        ("special_statement", ("M",)),
    ]
    assert found[2].text.startswith("Eva Ek (fp) reserverar sig")


def test_a_mover_outranks_a_mention(context_of: Callable[..., TagContext]) -> None:
    context = context_of(
        REPORT.format(subtitle="Svar på skrivelse från (v)", background="Vänsterpartiet är ett parti."),
        type="tjänsteutlåtande",
    )
    assert [(m.party, m.role, m.raw) for m in parties_in(context)] == [("V", "mover", "(v)")]


def test_the_yrkande_that_a_paper_answers_has_movers(context_of: Callable[..., TagContext]) -> None:
    text = REPORT.format(
        subtitle="Yttrande över yrkande om bänkar", background="I ett yrkande från MP och S begärs bänkar."
    )
    context = context_of(text, type="tjänsteutlåtande")
    assert [(m.party, m.role) for m in parties_in(context)] == [("MP", "mover"), ("S", "mover")]
    assert dissents_in(context) == ()


def test_composed_and_decomposed_letters_give_the_same_tags(context_of: Callable[..., TagContext]) -> None:
    text = REPORT.format(subtitle="Svar på skrivelse från Åsa Öberg (v)", background="Åke Möller (mp) är för.")
    composed, decomposed = (
        context_of(unicodedata.normalize(form, text), type="tjänsteutlåtande") for form in ("NFC", "NFD")
    )
    assert parties_in(composed) == parties_in(decomposed)
    assert [m.persons for m in parties_in(composed)] == [("Åsa Öberg",), ("Åke Möller",)]
