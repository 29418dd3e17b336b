"""Decisions: what a body decided, as its minutes say. Other documents only propose, and give ().

A vote is taken from the decision itself ("efter votering 7 - 6") or from the account of it
("med 8 ja-röster mot 5 nej-röster") that belongs to the same matter.
"""

from __future__ import annotations

import re

from corpus.records import Decision
from corpus.vocabulary import decision_classes
from nlp.tags.context import TagContext
from nlp.tags.deciding_body import deciding_body
from nlp.tags.party import MINUTES
from nlp.tags.proposal import heading_stem, section_points

LOGIC_VERSION = 1

# "§ 12 Svar på skrivelse", "§63"
PARAGRAPH_HEAD = re.compile(r"^§+\s*\d+", re.MULTILINE)
# "efter votering 12 - 1", "med 7 röster mot 6", "8 ja-röster mot 5 nej-röster", "rösterna 31-18", "31 ja och 18 nej"
VOTES = re.compile(
    r"\b(?:(?:votering\w*|omröstning\w*|röstsiffror\w*|rösterna|röstetal\w*)[^.\d\n]{0,40}?(?P<a>\d{1,3})\s*[-–]\s*(?P<b>\d{1,3})"
    r"|(?P<c>\d{1,3})\s+(?:ja-?)?röst(?:er)?\s+(?:mot|och)\s+(?P<d>\d{1,3})"
    r"|(?P<e>\d{1,3})\s+ja(?:-röster)?\s*(?:,|mot|och)\s*(?P<f>\d{1,3})\s+nej)\b",
    re.IGNORECASE,
)


def decisions_in(context: TagContext) -> tuple[Decision, ...]:
    """Every decided point of minutes with class, body, meeting date and votes, numbered from 1."""
    if context.type not in MINUTES:
        return ()
    text = context.document.text
    found = [
        point
        for section in context.sections("decision")
        for point in section_points(text, section, heading_stem(section))
    ]
    return tuple(
        Decision(
            number=number,
            text=point.text,
            decision_class=decision_classes().classify(point.text),
            body=deciding_body(point, None, context.body),
            date=context.date,
            votes=votes_in(point.text) or votes_in(_paragraph_around(context, point.start)),
            page=context.document.page_at(point.start),
        )
        for number, point in enumerate(found, 1)
    )


def _paragraph_around(context: TagContext, offset: int) -> str:
    """The § of the minutes in which a decision stands; the whole text where there is only one."""
    heads = [head.start() for head in PARAGRAPH_HEAD.finditer(context.main_text)]
    start = max((head for head in heads if head <= offset), default=0)
    end = min((head for head in heads if head > offset), default=context.main_end)
    return context.main_text[start:end]


def votes_in(text: str) -> str | None:
    """The first count of votes as "7-6"; None where nobody voted."""
    if match := VOTES.search(text):
        numbers = [number for number in match.groups() if number]
        return "-".join(numbers)
    return None
