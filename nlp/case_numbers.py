"""Number strings as search terms: a diarienummer is found whole, by its running number and year, and by each part.

The shapes are facts about Swedish diaries (511-206-2007, 0366/15, 704-06-8329); who owns the number is not this
module's question, nor whether it is a diarienummer at all: a query and a document are read alike, that is enough.
"""

from __future__ import annotations

import re

# 511-206-2007, 1.5.1-135-2012, 0366/15, 2014:119, 511 - 206 - 2007: digit groups joined by dash, slash or colon
NUMBER_PATTERN = r"\d+(?:\.\d+)*\.?(?:\s?[-\u2010-\u2015\u2212/:]\s?\d+(?:\.\d+)*)*"
SEPARATOR = re.compile(r"\s?[-\u2010-\u2015\u2212/:]\s?")
FULL_YEAR = re.compile(r"(?:19|20)\d\d")  # 2007
ISO_DATE = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")  # 2007-08-28
OLDEST_SHORT_YEAR = 70  # two digits from 70 on mean the 1900s


def number_terms(raw: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """(whole, keys, parts) of a number string: ("511-206-2007", ("206/2007",), ("511", "206", "2007"))."""
    groups = [group.rstrip(".") for group in SEPARATOR.split(raw)]
    parts = tuple(group.lstrip("0") or "0" for group in groups)
    whole = "-".join(parts)
    if len(parts) == 1:
        return whole, (), ()
    keys = () if ISO_DATE.fullmatch(raw) else tuple(f"{run}/{year}" for run, year in _cases(groups))
    return whole, keys, parts


def _cases(groups: list[str]) -> list[tuple[str, str]]:
    """(running number, year) that the digit groups can mean; several where the shape leaves it open."""
    if len(groups) > 3 or not all(group.replace(".", "").isdigit() for group in groups):
        return []
    years = [at for at, group in enumerate(groups) if FULL_YEAR.fullmatch(group)]
    if years:  # year last: the group before it; in the middle: the first; first: the second
        year_at = years[-1]
        run_at = {0: 1, len(groups) - 1: len(groups) - 2}.get(year_at, 0)
        pairs = [(run_at, groups[year_at])]
    elif len(groups) == 3 and len(groups[1]) == 2 and len(groups[2]) >= 4:
        pairs = [(2, _full_year(groups[1]))]  # 704-06-8329
    elif len(groups[-1]) == 2:
        pairs = [(len(groups) - 2, _full_year(groups[-1]))]  # 0366/15, 103-433-03
    elif len(groups[0]) == 2:
        pairs = [(len(groups) - 1, _full_year(groups[0]))]  # 05-320/529, 00-1009
    else:
        return []
    return [(groups[at].lstrip("0"), year) for at, year in pairs if groups[at].strip("0").isdigit()]


def _full_year(two_digits: str) -> str:
    return f"{19 if int(two_digits) >= OLDEST_SHORT_YEAR else 20}{two_digits}"
