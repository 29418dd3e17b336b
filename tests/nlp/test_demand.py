"""What movers ask for, in their own texts and as an answer retells it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nlp.tags.context import TagContext
from nlp.tags.demand import demands_in

OPENING = "# Motion om bänkar i parken\n\nI parken finns två bänkar, och den ena är trasig sedan i våras.\n\n"
SIGNED = "\n\nEva Ek (V)\n"

OWN: list[tuple[str, list[str], str]] = [
    ("Jag föreslår därför att kommunen köper tio bänkar.", ["att kommunen köper tio bänkar."], "one sentence"),
    (
        "Vi yrkar att kommunfullmäktige beslutar\n\natt köpa tio bänkar,\n\natt måla de gamla.\n\nDet kostar lite.",
        ["att köpa tio bänkar,", "att måla de gamla."],
        "att-lines under a stem; what follows is not asked",
    ),
    (
        "Vi vill mot denna bakgrund\n\natt nämnden köper bänkar.",
        ["att nämnden köper bänkar."],
        "a stem without its verb",
    ),
    (
        "Jag vill därför fråga:\n\n1. Hur många bänkar är trasiga?\n2. När lagas de?",
        ["Hur många bänkar är trasiga?", "När lagas de?"],
        "numbered questions",
    ),
    ("Bänkar är bra för alla.", [], "an opinion asks for nothing"),
]


@pytest.mark.parametrize(("text", "expected", "why"), OWN)
def test_own_text(context_of: Callable[..., TagContext], text: str, expected: list[str], why: str) -> None:
    found = demands_in(context_of(OPENING + text + SIGNED, type="motion"))
    assert [demand.text for demand in found] == expected, why
    assert all(demand.by == ("V",) for demand in found)


ANSWER = (
    "Handläggare: Bo Al\n\n# Bänkar i parken\n\nSvar på skrivelse från (v)\n\nFörslag till beslut\n\n"
    "1. Nämnden avslår skrivelsen.\n\nBakgrund\n\n{}\n"
)

RETOLD: list[tuple[str, list[str], str]] = [
    (
        "Eva Ek (v) har i en skrivelse föreslagit att nämnden ska köpa bänkar.",
        ["att nämnden ska köpa bänkar."],
        "the movers' proposal",
    ),
    ("Vidare önskar man att förvaltningen räknar bänkarna.", ["att förvaltningen räknar bänkarna."], "their wish"),
    ("Förvaltningen föreslår att nämnden avslår skrivelsen.", [], "the officials' own proposal"),
    ("Parken anlades 1974.", [], "history"),
]


@pytest.mark.parametrize(("text", "expected", "why"), RETOLD)
def test_answer(context_of: Callable[..., TagContext], text: str, expected: list[str], why: str) -> None:
    found = demands_in(context_of(ANSWER.format(text), type="tjänsteutlåtande"))
    assert [demand.text for demand in found] == expected, why


def test_an_interpellation_ends_with_its_question(context_of: Callable[..., TagContext]) -> None:
    text = "# Interpellation om bänkar\n\nBänkarna är slitna.\n\nAvser ordföranden att köpa nya bänkar?\n\nEva Ek (V)\n"
    (demand,) = demands_in(context_of(text, type="interpellation"))
    assert demand.text == "Avser ordföranden att köpa nya bänkar?"
