"""Stretches of text that propose or decide, each with the stem its heading gives.

Förslag till beslut                                  <- a section of kind ``proposal``
Kommunstyrelsen föreslår kommunfullmäktige besluta   <- a heading that is the stem of its points
Beslut: Kommunstyrelsen utser Kim Ek                 <- a heading with its decision on one line
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.records import Section
from corpus.vocabulary import headings
from nlp.tags.att_list import Point, end_of_list, points_in
from nlp.tags.context import TagContext
from nlp.tags.party import MINUTES, POLITICIANS_TEXTS

# "Omsorgsnämnden föreslås besluta", "Kommunstyrelsen föreslår kommunfullmäktige besluta följande"
HEADING_STEM = re.compile(
    r"\b(?:beslut(?:ar|a|ade|at)|föreslår|föreslås|hemställer)(?:\s+(?:följande|för (?:egen|sin) del|att))*$",
    re.IGNORECASE,
)
# "Kommunstyrelsen föreslår kommunfullmäktige": a stem that stops at the body it asks
ASKING_STEM = re.compile(r"\bföreslår\s+(?:[\w-]+\s+){0,2}?[\w-]*(?:nämnden|nämnd|styrelsen|fullmäktige)$", re.I)
# what stands on the line before a listed point: "1. ", "- "
LIST_MARKER = re.compile(r"\s*(?:\d{1,2}[.)]?|[a-h]\)|[-–•*])\s*$")
# "Beslut: Kommunstyrelsen utser Kim Ek att justera." - the heading and what stands behind its colon
RUN_IN = re.compile(r"^(?P<heading>[^\n:.]{0,60}(?:[Bb]eslut|BESLUT)[^\n:.]{0,40}):[ \t]+(?=\S)", re.MULTILINE)


# "PROTOKOLLSUTDRAG", "Sigtuna kommun PROTOKOLL", "Utdrag ur protokoll" on a line of its own, and the matter's number
MINUTES_NAME = re.compile(
    r"^(?:[\w-]+[ \t]+){0,3}(?:(?:sammanträdes)?protokoll(?:s?utdrag)?(?:[ \t]+utdrag)?|"
    r"utdrag[ \t]+(?:ur|av)[ \t]+protokoll)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
MATTER_NUMBER = re.compile(r"^§[ \t]*\d", re.MULTILINE)
OFFICIALS_TEXTS = frozenset({"tjänsteutlåtande", "tjänsteskrivelse", "nyhetsbrev"})
LETTERHEAD = 1500  # characters


@dataclass(frozen=True, slots=True)
class Stretch:
    """``start:end`` holds the points; ``heading`` stands above them, ``stem`` where it is one."""

    start: int
    end: int
    heading: str | None
    stem: str | None

    def points(self, text: str) -> tuple[Point, ...]:
        """The points of the stretch."""
        return points_in(text, self.start, self.end, stem=self.stem)

    def is_story(self, text: str, point: Point) -> bool:
        """Whether a sentence stands below the first paragraph, outside any list: what minutes tell of the matter."""
        line = text.rfind("\n", 0, point.start) + 1
        is_listed = point.text.startswith("att ") or LIST_MARKER.match(text, line, point.start) is not None
        return not is_listed and "\n\n" in text[self.start : point.start]


def proposing_stretches(context: TagContext) -> Iterator[Stretch]:
    """What proposes, in order. A politician's text proposes nothing: what it says under such a heading it demands."""
    if context.type in POLITICIANS_TEXTS:
        return
    above: Section | None = None
    for section in context.main_sections:
        is_stem = heading_stem(section) is not None
        opens_below = above is not None and above.kind == "proposal" and not context.text_of(above).strip()
        if section.kind == "proposal" or (section.kind == "decision" and is_stem and context.type not in MINUTES):
            yield _stretch(section, section.heading if is_stem or opens_below else None)
        else:
            yield from _run_in(context, section, "proposal")
        above = section


def deciding_stretches(context: TagContext) -> Iterator[Stretch]:
    """What minutes say was decided, in order; also that the body asks another one to decide."""
    if not is_minutes(context):
        return
    for section in context.main_sections:
        if section.kind == "decision":
            yield _stretch(section, heading_stem(section))
        else:
            yield from _run_in(context, section, "decision")


def is_minutes(context: TagContext) -> bool:
    """Whether a paper is of a meeting: by its type, or an extract of minutes that serves as something else too."""
    if context.type in MINUTES or context.type in OFFICIALS_TEXTS:
        return context.type in MINUTES
    head = context.main_text[:LETTERHEAD]
    return MINUTES_NAME.search(head) is not None and MATTER_NUMBER.search(head) is not None


def heading_stem(section: Section) -> str | None:
    """The heading where it is a sentence stem: "Kommunstyrelsen föreslår kommunfullmäktige besluta följande"."""
    heading = (section.heading or "").rstrip(": ")
    is_stem = HEADING_STEM.search(heading) or ASKING_STEM.search(heading)
    return heading if len(heading.split()) > 1 and is_stem else None


def _stretch(section: Section, stem: str | None) -> Stretch:
    """The section below its heading; a short decision ("Nämnden beslutar att avslå motionen.") may be its heading."""
    heading = section.heading or ""
    is_sentence = heading.endswith(".") and len(heading.split()) > 2
    start = section.start if is_sentence else section.body_start
    return Stretch(start, section.end, section.heading, stem.rstrip(": ") if stem else None)


def _run_in(context: TagContext, section: Section, kind: str) -> Iterator[Stretch]:
    """Headings of this kind that stand on one line with what they head, in a section of another kind."""
    text = context.document.text
    if section.kind in ("proposal", "decision", "title"):
        return
    for match in RUN_IN.finditer(text, section.body_start, section.end):
        if headings().kind_of(match["heading"]) == kind:
            yield Stretch(match.end(), end_of_list(text, match.end(), section.end), match["heading"], None)
