"""The issue of a newsletter as it names itself: "2/4 2010"."""

from __future__ import annotations

import re

from nlp.tags.context import TagContext
from nlp.tags.date import MONTH

LOGIC_VERSION = 2

# "nr 2/4 2010" · "Nyhetsbrev nr 3, 2012" · "Nummer 1 2015" · "nr 4/2013" · "nr 2-2019" · "Nr 3, september 2012"
# · "Nummer 4 · December 2013" · "Nr 2"
ISSUE = re.compile(
    r"\b(?:nr|nummer)\.?[ \t]*(?P<number>\d{1,2}(?:[ \t]*/[ \t]*\d{1,2}(?!\d))?)"
    rf"(?:[ \t]*[,/·|–-]?[ \t]*(?:(?:{MONTH})(?:[ \t]*[–/-][ \t]*(?:{MONTH}))?\.?[ \t]*)?"
    r"(?P<year>(?:19|20)\d\d))?(?!\d)",
    re.IGNORECASE,
)

# how much of the text is the masthead
MASTHEAD = 600


def issue_in(context: TagContext) -> str | None:
    """Number and year of the issue as written, blanks evened out; ``None`` for anything but a newsletter."""
    if context.type != "nyhetsbrev":
        return None
    places = (context.main_text[:MASTHEAD], "\n".join(context.header_lines))
    found = [match for place in places for match in ISSUE.finditer(place)]
    return next((_even(match) for match in (*(match for match in found if match["year"]), *found)), None)


def _even(issue: re.Match[str]) -> str:
    """ "2 / 4  2010" -> "2/4 2010", "3, september 2012" -> "3 2012", "4/2014" -> "4 2014"."""
    number = re.sub(r"\s*/\s*", "/", issue["number"])
    return f"{number} {issue['year']}" if issue["year"] else number
