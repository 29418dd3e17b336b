"""Decisions: what a body decided, as its minutes say. Other documents only propose, and give ().

A vote is taken from the decision itself ("efter votering 7 - 6") or from the account of it
("med 8 ja-röster mot 5 nej-röster") that belongs to the same matter.
"""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.records import Decision
from corpus.vocabulary import decision_classes, meeting_acts
from nlp.tags.att_list import Point
from nlp.tags.context import TagContext
from nlp.tags.deciding_body import body_that_decided
from nlp.tags.decision_sections import deciding_stretches
from nlp.tags.votes import Votes, votes_in

LOGIC_VERSION = 2

# "§ 12 Svar på skrivelse", "§63"
PARAGRAPH_HEAD = re.compile(r"^§+\s*\d+", re.MULTILINE)


def decisions_in(context: TagContext) -> tuple[Decision, ...]:
    """Every decided point of minutes with class, body, meeting date and votes, numbered from 1."""
    text = context.document.text
    found: dict[tuple[int, int], tuple[Point, str | None]] = {}
    for stretch in deciding_stretches(context):
        for point in stretch.points(text):
            name = decision_classes().classify(point.text)
            if name is not None or not (_only_tells(point) or (found and stretch.is_story(text, point))):
                found.setdefault((point.start, point.end), (point, name))
    heads = [head.start() for head in PARAGRAPH_HEAD.finditer(context.main_text)] if found else []
    return tuple(
        _decision(context, number, point, name, heads)
        for number, (_, (point, name)) in enumerate(sorted(found.items()), 1)
    )


def _decision(context: TagContext, number: int, point: Point, name: str | None, heads: list[int]) -> Decision:
    votes = votes_in(point.text) or _votes_told(_paragraph_around(context, point.start, heads))
    return Decision(
        number=number,
        text=point.text,
        decision_class=name,
        body=body_that_decided(point, context.body),
        date=context.date,
        votes=votes.count if votes else None,
        page=context.document.page_at(point.start),
        abstained=votes.abstained if votes else None,
    )


def _only_tells(point: Point) -> bool:
    """Whether a sentence among the decisions tells of the meeting: who reserved, moved something or took no part."""
    return point.lead is None and meeting_acts().classify(point.text) is not None


@lru_cache(maxsize=4)  # all points of a § ask for the same account
def _votes_told(paragraph: str) -> Votes | None:
    return votes_in(paragraph)


def _paragraph_around(context: TagContext, offset: int, heads: list[int]) -> str:
    """The § of the minutes in which a decision stands; the whole text where there is only one."""
    start = max((head for head in heads if head <= offset), default=0)
    end = min((head for head in heads if head > offset), default=context.main_end)
    return context.main_text[start:end]
