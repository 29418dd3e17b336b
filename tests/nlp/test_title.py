"""The title, without subtitle, label, field or number."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nlp.tags.context import TagContext
from nlp.tags.title import title_in

END = "\n\nFörslag till beslut\n\nNämnden godkänner planen.\n"

ROWS: list[tuple[str, str | None, str]] = [
    (
        "Till\nFarsta stadsdelsnämnd\n\nNy lekpark i Hökarängen\n\nSvar på skrivelse från (v)" + END,
        "Ny lekpark i Hökarängen",
        "subtitle left out",
    ),
    ("# Ny lekpark (SN/2014:12)" + END, "Ny lekpark", "the number some boards repeat is no part of it"),
    (
        "# Medborgarförslag\n\nInkom: 2005-02-14\n\n# Bänkar i parken\n\nJag vill ha bänkar.\n",
        "Bänkar i parken",
        "below a label",
    ),
    ("# Motion om fler träd\n\nVi yrkar att träd planteras.\n", "Motion om fler träd", "a motion keeps its word"),
    ("Handläggare: Eva Ek\nTelefon: 08-508 12 000\n", None, "fields are no title"),
]


@pytest.mark.parametrize(("text", "expected", "why"), ROWS)
def test_title(context_of: Callable[..., TagContext], text: str, expected: str | None, why: str) -> None:
    assert title_in(context_of(text)) == expected, why


PLAIN = [
    ("Tibro kommun\nMaj Alm\n2014-05-06\n\nKulturnämnden\n\nUtebio i parken\n\nFörslag till beslut\n\nJa.\n",
     "tjänsteskrivelse", "Utebio i parken", "an official's name is none"),
    ("Centerpartiet i Tibro\n\nMotion till kommunfullmäktige i Tibro\n\nMotion om bänkar\n\nVi yrkar på bänkar.\n",
     "motion", "Motion om bänkar", "the one that says about what"),
    ("Rubrik: Bänkar vid ån\n\nJag föreslår bänkar.\n", "medborgarförslag", "Bänkar vid ån", "a form's field"),
    ("Ks § 8      Dnr Ks 03-41 80\n\nBidrag till hembygden\n\nBeslut\n\nJa.\n", "protokollsutdrag",
     "Bidrag till hembygden", "below the paragraph"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "expected", "why"), PLAIN)
def test_title_of_a_plain_text(
    context_of: Callable[..., TagContext], text: str, kind: str, expected: str, why: str
) -> None:
    assert title_in(context_of(text, type=kind)) == expected, why
