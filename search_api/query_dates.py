"""Years and periods that a query speaks of: ("2006", "2010") of "motioner 2006-2010".

"Efter 2011" includes 2011, as people mean it when they look for documents; "före 2007" ends with 2006.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TypeAlias

from search_api.query_words import QueryWords

Period: TypeAlias = tuple[str | None, str | None]

EARLIEST_YEAR = 1950
MANDATE_YEARS = 4
FIRST_MANDATE = 1994  # elections every fourth year since: 1994, 1998, 2002, ...

YEAR = r"(?<![\w/:.-])((?:19|20)\d{2})"
END = r"(?![\w:]|[/.-]\d)"
GAP = r"\s+(?:år\s+)?"
NUMBER_WORDS = [
    "två",
    "tre",
    "fyra",
    "fem",
    "sex",
    "sju",
    "åtta",
    "nio",
    "tio",
    "elva",
    "tolv",
    "tretton",
    "fjorton",
    "femton",
]

# matches: 2007-08-28
FULL_DATE = re.compile(r"(?<![\w-])((?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?![\w-])")
# matches: 2006-2010 · 2006 – 2010 · 2006 till 2010 · mellan åren 2006 och 2010 · från 2006 till och med 2010
PERIOD = re.compile(
    rf"(?:\b(?:från|mellan|åren|under)\s+(?:åren\s+|år\s+)?)?{YEAR}"
    rf"(?:\s*[-–—]\s*|\s+(?:till(?:\s+och\s+med)?|t\.?\s?o\.?\s?m\.?)\s+)((?:19|20)\d{{2}}){END}"
    rf"|\bmellan\s+(?:åren\s+)?{YEAR}\s+och\s+((?:19|20)\d{{2}}){END}",
    re.IGNORECASE,
)
# matches: läsåret 2012/13 · budgetåret 1998/99
SCHOOL_YEAR = re.compile(r"(?:\b\w+året\s+)?(?<![\w/:.-])((?:19|20)\d{2})/(\d{2})(?![\w/:-])", re.IGNORECASE)
# matches: sedan 2015 · efter år 2011 · från och med 2010 · fr.o.m. 2010 · från 2004
SINCE = re.compile(rf"\b(?:sedan|efter|från(?:\s+och\s+med)?|fr\.?\s?o\.?\s?m\.?){GAP}{YEAR}{END}", re.IGNORECASE)
# matches: före 2007 · innan år 2007
BEFORE = re.compile(rf"\b(?:före|innan){GAP}{YEAR}{END}", re.IGNORECASE)
# matches: till och med 2010 · t.o.m. 2010 · fram till 2010 · till 2010
UNTIL = re.compile(rf"\b(?:(?:fram\s+)?till(?:\s+och\s+med)?|t\.?\s?o\.?\s?m\.?){GAP}{YEAR}{END}", re.IGNORECASE)
# matches: 90-talet · 1990-talet · 2010-talet
DECADE = re.compile(r"(?<![\w-])((?:19|20)?\d0)-tal(?:et|ets)?\b", re.IGNORECASE)
# matches: juni 2010 · i juni 2010 · 2013 · år 2013 · under 2013
MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
SINGLE = re.compile(rf"(?:\b(?:i|år|under|hösten|våren)\s+)?(?:\b(?:{MONTHS})\s+)?{YEAR}{END}", re.IGNORECASE)
# matches the end of: stadsdelsreformen 1997 · valet 2006 · Vision Järva 2030 · Agenda 2030 (the year names the thing)
NAMED_BY_YEAR = re.compile(
    r"(?:\w*reformen|\b(?:riksdags|kommunal|eu-)?valet|\b(?:social\w+|skol|miljö|bygg|alkohol)?lagen|agenda|vision(?:\s\w+)?)\s*$",
    re.IGNORECASE,
)
# matches: de senaste 15 åren · senaste fem åren · senaste året
LAST_YEARS = re.compile(rf"(?:\bde\s+)?\bsenaste\s+(?:(\d{{1,2}}|{'|'.join(NUMBER_WORDS)})\s+åren|året)\b", re.I)
LAST_YEAR = re.compile(r"\b(?:förra\s+året|i\s+fjol)\b", re.IGNORECASE)  # matches: förra året · i fjol
THIS_YEAR = re.compile(r"\b(?:i\s+år|detta\s+år)\b", re.IGNORECASE)  # matches: i år
# matches: förra mandatperioden · föregående mandatperiod
LAST_MANDATE = re.compile(r"\b(?:förra|föregående)\s+mandatperiod(?:en)?\b", re.IGNORECASE)
# matches: denna mandatperiod · nuvarande mandatperiod · den här mandatperioden
THIS_MANDATE = re.compile(r"\b(?:denna|innevarande|nuvarande|den\s+här)\s+mandatperiod(?:en)?\b", re.IGNORECASE)


def period_in(words: QueryWords, today: date) -> Period:
    """First and last year (or full date) that the words state, inclusive; ``None`` where a side is open."""
    readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Period]], ...] = (
        (FULL_DATE, lambda found, _: (found[1], found[1])),
        (PERIOD, _stated_period),
        (SCHOOL_YEAR, lambda found, _: (found[1], str(int(found[1]) + 1))),
        (SINCE, lambda found, _: (found[1], None)),
        (BEFORE, lambda found, _: (None, str(int(found[1]) - 1))),
        (UNTIL, lambda found, _: (None, found[1])),
        (DECADE, _decade),
        (LAST_MANDATE, lambda _, day: _mandate(day, back=1)),
        (THIS_MANDATE, lambda _, day: _mandate(day, back=0)),
        (LAST_YEARS, _last_years),
        (LAST_YEAR, lambda _, day: (str(day.year - 1), str(day.year - 1))),
        (THIS_YEAR, lambda _, day: (str(day.year), str(day.year))),
    )
    first: str | None = None
    last: str | None = None
    for pattern, reading in readers:
        for found in pattern.finditer(words.free_text):
            begin, end = reading(found, today)
            if not (_is_plausible(begin, today) and _is_plausible(end, today)):
                continue
            words.take_span(found.start(), found.end(), drop=True)
            first, last = first or begin, last or end  # "sedan 2015 och före 2020": each side is said once
    return (first, last) if first or last else _single_years(words, today)


def _single_years(words: QueryWords, today: date) -> Period:
    """The span of the years that stand alone, those left out that name a reform, an election or a goal."""
    years: list[str] = []
    text = words.free_text
    for found in SINGLE.finditer(text):
        if NAMED_BY_YEAR.search(text[: found.start(1)]) or not _is_plausible(found[1], today):
            continue
        years.append(found[1])
        # the month is said in the text too ("juni 2010"), so that only the year is dropped from the search
        words.take_span(found.start(1), found.end(1), drop=True)
    return (min(years), max(years)) if years else (None, None)


def _stated_period(found: re.Match[str], _: date) -> Period:
    first, last = (found[1], found[2]) if found[1] else (found[3], found[4])
    return min(first, last), max(first, last)


def _decade(found: re.Match[str], _: date) -> Period:
    year = int(found[1]) if len(found[1]) == len("1990") else 1900 + int(found[1])
    # "2000-talet" means the century as often as the decade: its end is left open
    return str(year), None if year == 2000 else str(year + 9)


def _last_years(found: re.Match[str], today: date) -> Period:
    said = found[1]
    if said is None:
        count = 1
    else:
        count = int(said) if said.isdigit() else NUMBER_WORDS.index(said.casefold()) + 2
    return str(today.year - count), str(today.year)


def _mandate(today: date, *, back: int) -> Period:
    """Years of the current term of office or of one ``back`` terms ago; elections are held in September."""
    voted = today.year - (0 if today.month >= 10 else 1)
    first = voted - (voted - FIRST_MANDATE) % MANDATE_YEARS - back * MANDATE_YEARS
    return str(first), str(first + MANDATE_YEARS)


def _is_plausible(year: str | None, today: date) -> bool:
    return year is None or EARLIEST_YEAR <= int(year[:4]) <= today.year + 1
