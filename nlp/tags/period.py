"""The years a document speaks of as present: from its date, else from what its text says of past and coming."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.records import Period
from nlp.swedish import SwedishPipeline
from nlp.tags.context import TagContext
from nlp.tags.date import MONTH

LOGIC_VERSION = 1

# a year that stands as a year: "under 2006", "1 september 2011", "i början på 2013"; not "2001:453", "2005/06",
# "2012-2015", "511-206-2007", "dnr 12/2007"
YEAR = re.compile(r"(?<![\d:/.–-])(?P<year>(?:19[89]|20[0-4])\d)(?![\d:/]|\s?[-–]\s?(?:19|20)?\d{2}\b)")

# the lines between two blank ones
PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")

# a point in time, where something began: "Sedan den 1 september 2011", "från och med januari 2012"
BEGINNING = re.compile(
    rf"\b(?:sedan|från och med|fr\.?\s?o\.?\s?m\.?|den)\s+(?:den\s+)?(?:\d{{1,2}}\s+)?(?:{MONTH})\s+"
    r"(?P<year>(?:19|20)\d\d)",
    re.IGNORECASE,
)

# how long it has gone on by now: "har funnits i lite mer än ett år", "har pågått i drygt två år"
ONGOING = re.compile(
    r"\b(?:har|haft)\b[^.\n]{0,60}?\bi\s+(?:lite mer än|drygt|mer än|över|cirka|ca|knappt|nästan|snart)?\s*"
    r"(?P<count>ett|två|tre|fyra|fem|\d)(?:\s+halvt?)?\s+år\b",
    re.IGNORECASE,
)
COUNTS = {"ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5}

# a sentence about what is to come: "lämnar sina första i början på 2013", "kommer att", "Medel söks för tiden"
COMING = re.compile(
    r"\b(?:kommer (?:att|inom)|ska(?:ll)?|planeras|beräknas|väntas|inför|avser|söks|ansöker|ansöka|i början (?:på|av)"
    r"|under hösten|till hösten|nästa år|kommande|inom kort|föreslås)\b",
    re.IGNORECASE,
)

# a sentence about what has been: "fick", "beslutade", "har beviljats", "gick ... från"
PAST = re.compile(
    r"\b(?:[a-zåäö]+(?:ade|ades|dde|ddes)|fick|gick|blev|var|hade|gav|tog|antog|övergick|sedan|infördes|startade)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class YearMention:
    """A year in the text, and whether its sentence looks ahead or back."""

    year: int
    tense: str


def period_of(context: TagContext) -> Period | None:
    """The document's year; without a date, the years its text treats as now, basis "evidence"; else ``None``."""
    if context.date:
        return Period(context.date[:4], context.date[:4], "date")
    return evidence_in(context)


def year_hint(context: TagContext) -> str | None:
    """The year to judge names by when the document has no date."""
    period = evidence_in(context)
    return period.first if period else None


def evidence_in(context: TagContext) -> Period | None:
    """The present of an undated text.

    Something that began on a given day and "has existed for a little more than a year" gives the year itself. Else the
    present lies after the last event told as past and no later than the first one told as coming.
    """
    return _evidence(context.swedish, context.main_text)


@lru_cache(maxsize=4)  # asked for once for every name that several boards have borne
def _evidence(swedish: SwedishPipeline, text: str) -> Period | None:
    if year := _from_duration(text):
        return Period(str(year), str(year), "evidence")
    mentions = list(_mentions(swedish, text))
    coming = sorted({mention.year for mention in mentions if mention.tense == "coming"})
    past = sorted({mention.year for mention in mentions if mention.tense == "past"})
    now = sorted({mention.year for mention in mentions if mention.tense == "now"})
    return _between(past, now, coming)


def _from_duration(text: str) -> int | None:
    """Year of the last beginning before "… har funnits i lite mer än ett år", plus that time."""
    if (ongoing := ONGOING.search(text)) is None:
        return None
    beginnings = [int(match["year"]) for match in BEGINNING.finditer(text, 0, ongoing.start())]
    if not beginnings:
        return None
    count = ongoing["count"].lower()
    return beginnings[-1] + (COUNTS[count] if count in COUNTS else int(count))


def _mentions(swedish: SwedishPipeline, text: str) -> Iterator[YearMention]:
    """Cut into sentences are only the paragraphs that name a year: a blank line ends every sentence."""
    for block in PARAGRAPH.findall(text):
        if YEAR.search(block) is None:
            continue
        for start, end in swedish.sentences_in(block):
            sentence = block[start:end]
            for match in YEAR.finditer(sentence):
                yield YearMention(int(match["year"]), _tense(sentence))


def _tense(sentence: str) -> str:
    if COMING.search(sentence):
        return "coming"
    return "past" if PAST.search(sentence) else "now"


def _between(past: list[int], now: list[int], coming: list[int]) -> Period | None:
    latest_past = past[-1] if past else None
    present = [year for year in now if latest_past is None or year >= latest_past]
    ahead = [year for year in coming if latest_past is None or year >= latest_past]
    if present:
        first, last = present[0], present[-1]
    elif ahead:
        first = latest_past if latest_past is not None else ahead[0]
        last = ahead[0]
    elif latest_past is not None:
        first = last = latest_past
    else:
        return None
    return Period(str(first), str(last), "evidence")
