"""Proposals: the points the body is asked to decide, exactly as they stand under "Förslag till beslut".

Only the document itself counts; what an enclosed paper proposes is not this matter's. In minutes, what a board decides
to ask another one is a proposal to that one: "Kommunstyrelsen föreslår kommunfullmäktige besluta att ...".
"""

from __future__ import annotations

from collections.abc import Iterator

from corpus.records import Proposal
from corpus.vocabulary import decision_classes
from nlp.tags.att_list import Point
from nlp.tags.context import TagContext
from nlp.tags.deciding_body import asks_another, deciding_body
from nlp.tags.decision_sections import Stretch, deciding_stretches, proposing_stretches
from nlp.tags.party import MINUTES
from nlp.tags.party_mentions import party_mentions_in

LOGIC_VERSION = 2


def proposals_in(context: TagContext) -> tuple[Proposal, ...]:
    """Every proposed point with its stem, class, deciding body and span, numbered from 1 through the document."""
    text = context.document.text
    found: dict[tuple[int, int], tuple[Point, Stretch]] = {}
    for point, stretch in _proposed(context):
        name = decision_classes().classify(point.text)
        tells = found and context.type in MINUTES and name is None and stretch.is_story(text, point)
        if not tells and not _is_motion_at_meeting(context, point):
            found.setdefault((point.start, point.end), (point, stretch))
    return tuple(
        Proposal(
            number=number,
            lead=point.lead,
            text=point.text,
            decision_class=decision_classes().classify(point.text),
            addressee=deciding_body(point, stretch.heading, context.body),
            page=context.document.page_at(point.start),
            start=point.start,
            end=point.end,
        )
        for number, (_, (point, stretch)) in enumerate(sorted(found.items()), 1)
    )


def _proposed(context: TagContext) -> Iterator[tuple[Point, Stretch]]:
    text = context.document.text
    for stretch in proposing_stretches(context):
        yield from ((point, stretch) for point in stretch.points(text))
    for stretch in deciding_stretches(context):
        yield from ((point, stretch) for point in stretch.points(text) if asks_another(point.lead))


def _is_motion_at_meeting(context: TagContext, point: Point) -> bool:
    """Whether a point of minutes is somebody's motion: "Eva Ek (V) föreslår att skrivelsen bifalls." """
    if context.type not in MINUTES:
        return False
    return any(party_mentions_in(place or "", municipality=context.municipality) for place in (point.lead, point.text))
