"""Organisations with a part in the matter, and none besides."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nlp.tags.context import TagContext
from nlp.tags.organisation import organisations_in

TEXT = "Till\nFarsta stadsdelsnämnd\n\n# {title}\n\nFörslag till beslut\n\n1. {point}\n\nSammanfattning\n\n{summary}\n"

ROWS: list[tuple[str, str, str, list[tuple[str, str]], str]] = [
    (
        "Ansökan om bidrag",
        "Nämnden godkänner ansökan till länsstyrelsen i Uppsala län om bidrag.",
        "Länsstyrelsen har bjudit in kommunerna.",
        [("Länsstyrelsen i Uppsala län", "addressee")],
        "the short form is the same authority",
    ),
    (
        "Svar till stadsledningskontoret",
        "Nämnden antar svaret.",
        "Frågan är stor.",
        [("Stadsledningskontoret", "addressee")],
        "an office that is answered",
    ),
    (
        "Remiss från Socialdepartementet",
        "Nämnden avstår.",
        "Frågan är stor.",
        [("Socialdepartementet", "sender")],
        "a ministry that asks",
    ),
    ("Bänkar", "Nämnden avslår det.", "Socialstyrelsens råd följs.", [("Socialstyrelsen", "mentioned")], "genitive"),
    ("Bänkar", "Nämnden avslår det.", "Förvaltningen och parkkontoret är eniga.", [], "offices in passing"),
    ("Svar på skrivelse till stadsdelsnämnden", "Nämnden avslår det.", "Nej.", [], "the document's own body"),
]


@pytest.mark.parametrize(("title", "point", "summary", "expected", "why"), ROWS)
def test_organisations(
    context_of: Callable[..., TagContext],
    title: str,
    point: str,
    summary: str,
    expected: list[tuple[str, str]],
    why: str,
) -> None:
    text = TEXT.format(title=title, point=point, summary=summary)
    context = context_of(text, type="tjänsteutlåtande", body="Farsta stadsdelsnämnd")
    assert [(found.name, found.role) for found in organisations_in(context)] == expected, why
