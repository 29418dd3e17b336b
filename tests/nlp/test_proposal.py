"""Proposed points: which text proposes, under which stem, to which body."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nlp.tags.att_list import Point
from nlp.tags.context import TagContext
from nlp.tags.deciding_body import deciding_body
from nlp.tags.proposal import proposals_in

FRONT = "Handläggare: Eva Ek\n\nTill\nFarsta stadsdelsnämnd\n\n# Bänkar i Hökarängen\n\n"
BODY = "Farsta stadsdelsnämnd"


def test_points_carry_class_body_and_span(context_of: Callable[..., TagContext]) -> None:
    text = FRONT + (
        "Förslag till beslut\n\n1. Nämnden avslår medborgarförslaget.\n2. Beslutet förklaras omedelbart justerat.\n\n"
        "Bo Al\nstadsdelsdirektör\n\nBakgrund\n\nFyra saker pekas ut:\n\n1. Nämnden godkänner inte detta.\n"
    )
    context = context_of(text, type="tjänsteutlåtande", body=BODY)
    found = proposals_in(context)
    assert [(p.number, p.lead, p.decision_class, p.addressee) for p in found] == [
        (1, None, "reject", BODY),
        (2, None, "immediate_adjust", BODY),
    ]
    assert all(context.document.text[p.start : p.end] == p.text for p in found)


def test_a_second_heading_is_the_stem(context_of: Callable[..., TagContext]) -> None:
    text = (
        FRONT
        + "Förslag till beslut\n\nStadsdelsnämnden beslutar\n\natt avslå förslaget.\n\nSammanfattning\n\nDet kostar.\n"
    )
    found = proposals_in(context_of(text, type="tjänsteutlåtande", body=BODY))
    assert [(p.lead, p.text) for p in found] == [("Stadsdelsnämnden beslutar", "att avslå förslaget.")]


def test_enclosed_papers_propose_nothing(context_of: Callable[..., TagContext]) -> None:
    text = FRONT + (
        "Förslag till beslut\n\n1. Nämnden bifaller skrivelsen.\n\nSammanfattning\n\nBra förslag.\n\n"
        "Bilaga: Skrivelse\n\nBänkar i Hökarängen\n\nFörslag till beslut\n\n1. Nämnden köper trettio bänkar.\n"
    )
    context = context_of(text, type="tjänsteutlåtande", body=BODY)
    assert [section.attachment for section in context.document.sections][-1]
    assert [p.text for p in proposals_in(context)] == ["Nämnden bifaller skrivelsen."]


def test_motions_at_a_meeting_are_not_proposals(context_of: Callable[..., TagContext]) -> None:
    text = "PROTOKOLLSUTDRAG\n\n§ 4 Bänkar\n\nFörslag till beslut\n\n1. Eva Ek (V) föreslår att skrivelsen bifalls.\n"
    assert proposals_in(context_of(text, type="protokollsutdrag")) == ()


BODIES: list[tuple[str | None, str, str | None, str | None, str]] = [
    ("Styrelsen föreslår kommunfullmäktige besluta", "att anta X", None, "Kommunfullmäktige", "the one asked"),
    ("Stadsdelsnämnden beslutar", "att anta X", BODY, BODY, "the document's body by its kind"),
    ("Nämnden beslutar", "att anta X", "Socialnämnden", "Socialnämnden", "by the bare word"),
    ("Social resursnämnd beslutar", "att anta X", "Social resursnämnd", "Social resursnämnd", "by its name"),
    (None, "Kulturnämnden godkänner X", None, "Kulturnämnden", "the subject of the point"),
    (None, "Beslutet justeras", BODY, BODY, "nothing said: the document's"),
    (None, "Motionen avslås", None, None, "nothing known"),
    ("Omsorgsnämnden föreslås besluta", "att anta X", "Omsorgsnämnden", "Omsorgsnämnden", "proposed to the subject"),
]  # fmt: skip


@pytest.mark.parametrize(("lead", "text", "body", "expected", "why"), BODIES)
def test_deciding_body(lead: str | None, text: str, body: str | None, expected: str | None, why: str) -> None:
    assert deciding_body(Point(lead, text, 0, len(text)), "Förslag till beslut", body) == expected, why


def test_a_heading_names_the_body() -> None:
    point = Point(None, "Motionen avslås.", 0, 16)
    assert deciding_body(point, "Styrelsens förslag till kommunfullmäktige", "Kommunstyrelsen") == "Kommunfullmäktige"


def test_a_short_sentence_taken_for_a_heading_is_read(context_of: Callable[..., TagContext]) -> None:
    text = FRONT + "Förslag till beslut\n\nNämnden beslutar att bifalla skrivelsen.\n\nSammanfattning\n\nBra förslag.\n"
    found = proposals_in(context_of(text, type="tjänsteutlåtande", body=BODY))
    assert [(p.lead, p.text, p.addressee) for p in found] == [("Nämnden beslutar", "att bifalla skrivelsen.", BODY)]
