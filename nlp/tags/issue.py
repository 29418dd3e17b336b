"""The issue of a newsletter as it names itself: "2/4 2010"."""

from __future__ import annotations

import re

from nlp.tags.context import TagContext

LOGIC_VERSION = 1

# "nr 2/4 2010" · "Nyhetsbrev nr 3, 2012" · "Nummer 1 2015" · "nr 4/2013" · "Nr 2"
ISSUE = re.compile(
    r"\b(?:nr|nummer)\.?\s*(?P<issue>\d{1,2}(?:\s*/\s*\d{1,2})?(?:(?:\s*,\s*|\s*/\s*|\s+)(?:19|20)\d\d)?)(?!\d)",
    re.IGNORECASE,
)

# how much of the text is the masthead
MASTHEAD = 600


def issue_in(context: TagContext) -> str | None:
    """Number and year of the issue as written, blanks evened out; ``None`` for anything but a newsletter."""
    if context.type != "nyhetsbrev":
        return None
    places = (context.main_text[:MASTHEAD], "\n".join(context.header_lines))
    found = [match["issue"] for place in places for match in ISSUE.finditer(place)]
    with_year = [issue for issue in found if re.search(r"\d{4}$", issue)]
    return next((_even(issue) for issue in (*with_year, *found)), None)


def _even(issue: str) -> str:
    """ "2 / 4  2010" -> "2/4 2010", "3, 2012" -> "3 2012"."""
    return " ".join(re.sub(r"\s*/\s*", "/", issue).replace(",", " ").split())
