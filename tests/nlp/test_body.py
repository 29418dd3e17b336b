"""The board under its proper name, and the addressee."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from nlp.tags.body import BoardNames, boards_of
from nlp.tags.context import TagContext

END = "\n\nNy lekpark\n\nFörslag till beslut\n\nNämnden godkänner planen.\n"
MARIA = "sthlm-sdn-maria-gamla-stan"

ROWS: list[tuple[str, tuple[str, ...], dict[str, Any], BoardNames, str]] = [
    ("Till\nSocialnämnden" + END, (), {}, BoardNames("Socialnämnden", "Socialnämnden"), "addressee"),
    (
        "Till\nStadsdelsnämnden" + END,
        (),
        {"district": MARIA},
        BoardNames("Maria-Gamla stans stadsdelsnämnd", "Maria-Gamla stans stadsdelsnämnd"),
        "a nameless addressee is the district's board",
    ),
    (
        "Eva Ek" + END.replace("Nämnden godkänner planen", "Social resursnämnd beslutar:\n\n- att anta planen"),
        (),
        {},
        BoardNames("Social resursnämnd", None),
        "who decides in the proposal",
    ),
    (
        "Vård- och omsorgsnämnden" + END,
        (),
        {},
        BoardNames("Vård- och omsorgsnämnden", "Vård- och omsorgsnämnden"),
        "without Till",
    ),
    ("Till kommunstyrelsen" + END, (), {}, BoardNames("Kommunstyrelsen", "Kommunstyrelsen"), "small letter"),
    (
        "Motion om träd\n\nVi yrkar att träd planteras.\n",
        (),
        {"type": "motion"},
        BoardNames("Kommunfullmäktige", "Kommunfullmäktige"),
        "motions are raised in the council",
    ),
    (
        "§ 3\n\nLekpark\n\nBeslut\n\nKommunstyrelsen godkänner planen.\n",
        ("TYRESÖ KOMMUN", "PROTOKOLLSUTDRAG", "BARN- OCH UTBILDNINGSNÄMNDEN"),
        {"type": "protokollsutdrag"},
        BoardNames("Barn- och utbildningsnämnden", None),
        "minutes: the board of the frame, capitals undone",
    ),
    (
        "Skrivelse till socialnämnden\n\nFler träd\n\nVi föreslår att träd planteras.\n",
        (),
        {"type": "skrivelse"},
        BoardNames("Socialnämnden", "Socialnämnden"),
        "addressee in the label",
    ),
    (
        "Nyheter\n\nNyhetsbrev nr 3 2012\n\nSocialnämnden beslutade.\n",
        (),
        {"type": "nyhetsbrev"},
        BoardNames(None, None),
        "no board",
    ),
]


@pytest.mark.parametrize(("text", "header", "known", "expected", "why"), ROWS)
def test_boards(
    context_of: Callable[..., TagContext],
    text: str,
    header: tuple[str, ...],
    known: dict[str, Any],
    expected: BoardNames,
    why: str,
) -> None:
    assert boards_of(context_of(text, *header, **known)) == expected, why


NAMED = [
    ("Direktionen" + END, "protokoll", "Direktionen", "of a federation"),
    ("Stadsdelsnämnden Hökarby" + END, "protokollsutdrag", "Stadsdelsnämnden Hökarby", "its name behind its kind"),
    ("Ljusglimten\n\nEtt nyhetsbrev från omsorgskontoret i Tibro kommun\n\nVi bygger.\n", "nyhetsbrev",
     "Omsorgskontoret", "who sends a newsletter"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "expected", "why"), NAMED)
def test_boards_that_no_list_has(
    context_of: Callable[..., TagContext], text: str, kind: str, expected: str, why: str
) -> None:
    assert boards_of(context_of(text, type=kind)).body == expected, why
