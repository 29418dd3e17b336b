"""Proposals: the points the body is asked to decide, exactly as they stand under "Förslag till beslut".

Only sections of kind ``proposal`` of the document itself count; what an enclosed paper proposes is not this matter's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.records import Proposal, Section
from corpus.vocabulary import decision_classes
from nlp.tags.att_list import Point, points_in
from nlp.tags.context import TagContext
from nlp.tags.deciding_body import deciding_body
from nlp.tags.party import MINUTES
from nlp.tags.party_mentions import party_mentions_in

LOGIC_VERSION = 1

# "Omsorgsnämnden föreslås besluta", "Kommunstyrelsen föreslår kommunfullmäktige besluta följande"
HEADING_STEM = re.compile(
    r"\b(?:beslut(?:ar|a|ade|at)|föreslår|hemställer)(?:\s+(?:följande|för (?:egen|sin) del|att))*$", re.IGNORECASE
)


def proposals_in(context: TagContext) -> tuple[Proposal, ...]:
    """Every proposed point with its stem, class, deciding body and span, numbered from 1 through the document."""
    text = context.document.text
    found = [
        (point, section)
        for section, stem in _proposing(context)
        for point in section_points(text, section, stem)
        if not _is_motion_at_meeting(context, point)
    ]
    return tuple(
        Proposal(
            number=number,
            lead=point.lead,
            text=point.text,
            decision_class=decision_classes().classify(point.text),
            addressee=deciding_body(point, section.heading, context.body),
            page=context.document.page_at(point.start),
            start=point.start,
            end=point.end,
        )
        for number, (point, section) in enumerate(found, 1)
    )


def _proposing(context: TagContext) -> Iterator[tuple[Section, str | None]]:
    """Sections that propose, each with the stem its heading gives.

    "Förslag till beslut" may have nothing under it but a second heading: "Nämnden beslutar", "Kommunstyrelsens förslag
    till kommunfullmäktige"; that one is the stem of its points.
    """
    above: Section | None = None
    for section in context.main_sections:
        is_stem = heading_stem(section) is not None
        opens_below = above is not None and above.kind == "proposal" and not context.text_of(above).strip()
        if section.kind == "proposal" or (section.kind == "decision" and is_stem and context.type not in MINUTES):
            stem = section.heading if is_stem or opens_below else None
            yield section, stem.rstrip(": ") if stem else None
        above = section


def section_points(text: str, section: Section, stem: str | None) -> tuple[Point, ...]:
    """Points of a section; a short decision ("Nämnden beslutar att avslå motionen.") may be its heading."""
    heading = section.heading or ""
    is_sentence = heading.endswith(".") and len(heading.split()) > 2
    return points_in(text, section.start if is_sentence else section.body_start, section.end, stem=stem)


def heading_stem(section: Section) -> str | None:
    """The heading where it is a sentence stem: "Kommunstyrelsen föreslår kommunfullmäktige besluta följande"."""
    heading = (section.heading or "").rstrip(": ")
    return heading if len(heading.split()) > 1 and HEADING_STEM.search(heading) else None


def _is_motion_at_meeting(context: TagContext, point: Point) -> bool:
    """Whether a point of minutes is somebody's motion: "Eva Ek (V) föreslår att skrivelsen bifalls." """
    if context.type not in MINUTES:
        return False
    return any(party_mentions_in(place or "", municipality=context.municipality) for place in (point.lead, point.text))
