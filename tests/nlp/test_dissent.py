"""A dissent told in passing, outside minutes."""

from __future__ import annotations

from collections.abc import Callable

from nlp.tags.context import TagContext
from nlp.tags.dissent import dissents_in

TEXT = "# Svar till kontoret\n\nFörslag till beslut\n\n1. Nämnden antar svaret.\n\nBakgrund\n\nParken är stor. {}\n"


def test_a_yrkande_told_in_the_background(context_of: Callable[..., TagContext]) -> None:
    sentence = "I yrkande till styrelsen från S och V krävs fler bänkar."
    (found,) = dissents_in(context_of(TEXT.format(sentence), type="tjänsteutlåtande"))
    assert (found.kind, found.parties, found.text) == ("yrkande", ("S", "V"), sentence)


def test_a_yrkande_without_party_is_none(context_of: Callable[..., TagContext]) -> None:
    assert dissents_in(context_of(TEXT.format("Ett yrkande kan lämnas skriftligt."), type="tjänsteutlåtande")) == ()
