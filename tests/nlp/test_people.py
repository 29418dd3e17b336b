"""People by role, in the layouts of several municipalities."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nlp.tags.context import TagContext
from nlp.tags.people import people_in

People = list[tuple[str, str, str | None]]
REST = "\n\n# Bänkar i parken\n\nFörslag till beslut\n\n1. Nämnden avslår det.\n\n{}Sammanfattning\n\nDet kostar.\n"

UPPSALA = {"municipality": "Uppsala"}
FRONTS: list[tuple[str, dict[str, str], list[str], str]] = [
    ("Handläggare: Lisa Ek och Kerstin Al\nTfn: 08-508 00 001", {}, ["Lisa Ek", "Kerstin Al"], "two names"),
    ("Handläggare: utredare Monica Fred, tfn: 508 09 032", {}, ["Monica Fred"], "title before, telephone behind"),
    ("Handläggare: Rut Ek och Jesper\n\nMalm-Ask\n\nTelefon: 08-508", {}, ["Rut Ek", "Jesper Malm-Ask"], "cut in two"),
    ("Handläggare\n\nEva Ek\n\nDatum\n\n2014-02-03", {}, ["Eva Ek"], "the label over the value"),
    ("Handläggare\n\nEk Eva\n\nAl Jonatan\n\nDatum", UPPSALA, ["Eva Ek", "Jonatan Al"], "surname first"),
    ("Social utveckling\n\nAnn Ek\nTelefon 031-390 00 00", {}, ["Ann Ek"], "no label, a telephone below"),
    ("Till\nFarsta stadsdelsnämnd", {}, [], "nobody named"),
]


@pytest.mark.parametrize(("front", "known", "expected", "why"), FRONTS)
def test_officials(
    context_of: Callable[..., TagContext], front: str, known: dict[str, str], expected: list[str], why: str
) -> None:
    context = context_of(front + REST.format(""), type="tjänsteutlåtande", **known)
    assert [p.name for p in people_in(context) if p.role == "handläggare"] == expected, why


SIGNED: list[tuple[str, People, str]] = [
    (
        "Leif Ek\nstadsdelsdirektör\n\nEva Hagel Dy\nChef Bidrag & Vuxenstöd\n\n",
        [("Leif Ek", "signatory", "stadsdelsdirektör"), ("Eva Hagel Dy", "signatory", "Chef Bidrag & Vuxenstöd")],
        "name over title",
    ),
    ("Leif Ek, förvaltningschef\n\n", [("Leif Ek", "signatory", "förvaltningschef")], "on one line"),
    ("Leif Ek Parkchef\n\n", [("Leif Ek", "signatory", "Parkchef")], "joined by the page"),
    (
        "Tor Ek\n\nOmsorgsdirektör\n\nMaja Al\n\nMedicinskt ansvarig sjuksköterska\n\n",
        [("Tor Ek", "signatory", "Omsorgsdirektör"), ("Maja Al", "signatory", "Medicinskt ansvarig sjuksköterska")],
        "line by line: an office is that of the name above it",
    ),
    (
        "Tor Ek Maja Al\n\nordförande justerare\n\n",
        [("Tor Ek", "signatory", "ordförande"), ("Maja Al", "signatory", "justerare")],
        "two columns in one line",
    ),
]


@pytest.mark.parametrize(("signature", "expected", "why"), SIGNED)
def test_signatories(context_of: Callable[..., TagContext], signature: str, expected: People, why: str) -> None:
    found = people_in(context_of("Till\nFarsta stadsdelsnämnd" + REST.format(signature), type="tjänsteutlåtande"))
    assert [(p.name, p.role, p.title) for p in found] == expected, why


def test_minutes_are_signed_at_the_end(context_of: Callable[..., TagContext]) -> None:
    text = (
        "PROTOKOLL\n\nNärvarande\n\nKaj Ek (MP), ordförande\n\n§ 1 Bänkar\n\nBeslut\n\nNämnden avslår förslaget.\n\n"
        "Vid protokollet: Amanda Al, sekreterare\n\nJusteras: Kaj Ek, ordförande, och Gösta Bo, justerare\n"
    )
    found = people_in(context_of(text, type="protokoll"))
    assert [(p.name, p.role, p.title) for p in found] == [
        ("Amanda Al", "signatory", "sekreterare"),
        ("Kaj Ek", "signatory", "ordförande"),
        ("Gösta Bo", "signatory", "justerare"),
    ]


def test_who_is_present_signs_nothing(context_of: Callable[..., TagContext]) -> None:
    text = (
        "PROTOKOLL\n\nBeslutande\n\nKaj Ek (MP), ordförande\n\nCia Dal (M)\n\nSekreterare\n\nAmanda Al\n\n"
        "§ 1 Bänkar\n\nBeslut\n\nNämnden avslår förslaget.\n"
    )
    found = people_in(context_of(text, type="protokoll"))
    assert [(p.name, p.role) for p in found] == [("Amanda Al", "signatory")]


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Mellan Åby och Jursla saknas en cykelväg.", "a place behind a preposition"),
        ("Alternativ\tAvstånd till skolan\tBelysning\tKostnad, kronor", "the heads of a table"),
    ],
)
def test_no_persons(context_of: Callable[..., TagContext], sentence: str, why: str) -> None:
    text = f"Till\nFarsta stadsdelsnämnd{REST.format('')}\n{sentence}\n\nNorr\t210 m\tnej\t710 000\n"
    assert people_in(context_of(text, type="tjänsteutlåtande")) == (), why


def test_a_person_in_the_genitive_is_the_same(context_of: Callable[..., TagContext]) -> None:
    front = "# Fler bänkar\n\nSvar på medborgarförslag från Gunvor Malmstig\n\n"
    body = "Förslag till beslut\n\n1. Nämnden avslår det.\n\nBakgrund\n\nDet var Gunvor Malmstigs son som föll.\n"
    found = people_in(context_of(front + body, type="tjänsteutlåtande"))
    assert [(p.name, p.role) for p in found] == [("Gunvor Malmstig", "mover")]


def test_citizens_move_without_a_party(context_of: Callable[..., TagContext]) -> None:
    own = "# Medborgarförslag\n\nFörslagsställare: Gunvor Ek\n\n# Fler bänkar\n\nJag vill ha bänkar.\n\nGunvor Ek\n"
    answer = (
        "Handläggare: Bo Al\n\n# Fler bänkar\n\nSvar på medborgarförslag från Gunvor Ek\n\n"
        "Förslag till beslut\n\n1. Nämnden avslår det.\n"
    )
    assert [(p.name, p.role) for p in people_in(context_of(own, type="medborgarförslag"))] == [("Gunvor Ek", "mover")]
    assert [(p.name, p.role) for p in people_in(context_of(answer, type="tjänsteutlåtande"))] == [
        ("Bo Al", "handläggare"),
        ("Gunvor Ek", "mover"),
    ]


NEWS = """# Nytt om parkerna

Nyhetsbrev nr 2 2012

Mer information kan du få av Lise-Lotte Ek, Parkcentrum, tel 08-508 00 000, lise@park.example.

Kontakt

Karin Al

Parkförbundet

E post: karin@park.example

Cecilia Bo

Koordinator för bänkar

Telefon: 073-000 00 00

De som ingår i rådet är: Ulla Dal, SKL, Lars Elf, Upplands Bro, Bitte Fors, Bromma sd.
"""


def test_contacts_and_lists_of_a_newsletter(context_of: Callable[..., TagContext]) -> None:
    found = people_in(context_of(NEWS, type="nyhetsbrev"))
    assert {(p.name, p.role, p.title) for p in found} == {
        ("Karin Al", "contact", None),
        ("Cecilia Bo", "contact", "Koordinator för bänkar"),
        ("Lise-Lotte Ek", "contact", None),
        ("Ulla Dal", "mentioned", None),
        ("Lars Elf", "mentioned", None),
        ("Bitte Fors", "mentioned", None),
    }
