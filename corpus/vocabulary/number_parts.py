"""A case number of no known shape, read by what its parts can be: year, running number, plan code, owner's letters.

The named shapes (``numbers.yaml``) go first. This reading carries the diaries nobody has met: wherever they put the
year, it is the part that looks like one, and the running number stands beside it. The rules are those of the printed
numbers of thirty boards: year last -> the part before it; year in the middle -> the first part; year first -> the
second part, except where only the last one is padded to a diary's width ("2010-313-01743").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# letters, a dotted plan code ("1.5.1", "10.2"), or figures, each with the separator before it
_TOKEN = re.compile(
    r"(?P<separator>[ ./:-]*)"
    r"(?:(?P<letters>[A-Za-zÅÄÖåäö]+)|(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,3}(?![\d.]*\d))|(?P<figures>\d+))"
)
_YEAR = re.compile(r"(?:19[7-9]|20[0-4])\d")
_FIRST_TWO_DIGIT_YEAR_OF_1900 = 70
_LONGEST_RUN = 6
# letters that are no owner: what introduces a number, or names a law, a report or a unit of something else
_NO_OWNER = frozenset(
    "nr dnr motion bilaga möte protokoll version och samt resp sfs sou ds dir prop bet rskr skr mot sid sida kl kap kr "
    "tkr mnkr nummer".split()
)
# "N164-0218/22": an office's own number glued to its letter
_NUMBERED_OFFICE = re.compile(r"(?P<office>[A-ZÅÄÖ]{1,3}\d{3})-(?=\d)")
# a running number as wide as its diary: "01743", "0098"
_PADDED = re.compile(r"0\d{3,}")


@dataclass(frozen=True, slots=True)
class NumberParts:
    """Year (four figures), running number, plan code and the owner's letters."""

    year: int
    number: int
    code: str | None
    prefix: str | None


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    separator: str
    dotted: bool


def parts_of_number(text: str, document_year: int | None = None, *, oldest: int = 12) -> NumberParts | None:
    """The parts of a number in normal form, or None where no part can be the year, or several can.

    With ``document_year`` the case was opened in that year or at most ``oldest`` years before.
    """
    prefix, unit, parts = _split(text)
    if not 2 <= sum(not part.dotted for part in parts) <= 4 or len(parts) > 5:
        return None
    for at, year in _years(parts, prefix):
        if document_year is not None and not document_year - oldest <= year <= document_year:
            continue
        run_at = _run_beside(parts, at)
        if run_at is None or len(parts[run_at].text) > _LONGEST_RUN or not int(parts[run_at].text):
            continue
        return NumberParts(year, int(parts[run_at].text), _code(parts, at, run_at) or unit, prefix)
    return None


def _split(text: str) -> tuple[str | None, str | None, list[_Part]]:
    """The owner's letters, the unit's ("SFÖ" of "Fi2016/04376/SFÖ") and the figures; no parts for something else."""
    prefix, unit, offset, parts = None, None, 0, []
    if office := _NUMBERED_OFFICE.match(text):
        prefix, offset = office["office"], office.end()
    while offset < len(text):
        token = _TOKEN.match(text, offset)
        if token is None:
            return None, None, []
        if token["letters"]:
            if token["letters"].lower() in _NO_OWNER or len(token["letters"]) > _LONGEST_RUN:
                return None, None, []
            prefix, unit = (prefix, token["letters"]) if prefix else (token["letters"], None)
        else:
            figures = token["dotted"] or token["figures"]
            parts.append(_Part(figures, token["separator"].strip(), bool(token["dotted"])))
        offset = token.end()
    return prefix, unit, parts


def _years(parts: list[_Part], prefix: str | None) -> list[tuple[int, int]]:
    """(place, year) of what can be the year, the likeliest first: four figures, else two where years stand."""
    figures = [at for at, part in enumerate(parts) if not part.dotted]
    full = [(at, int(parts[at].text)) for at in figures if _YEAR.fullmatch(parts[at].text)]
    if full:
        return full if len(full) == 1 else _clear_year(parts, full, prefix)
    short = [at for at in figures if len(parts[at].text) == 2]
    first, last = figures[0], figures[-1]
    if len(figures) == 2 or prefix:
        # "KS 19/123", "19-123", "19/0123"; "0366/15" has its year last, and "16/2" has none; "07/19" is told by the
        # document's year
        is_first = prefix or parts[last].separator == "-" or len(parts[last].text) > 2
        order = [first, last] if is_first else [last, *([first] if len(parts[last].text) == 2 else [])]
    else:
        # "103-433-03" · "05-320/529", "704-06-8329"
        order = [last, *([first] if parts[last].separator == "/" else []), figures[1], first]
    return [(at, _four_figures(parts[at].text)) for at in dict.fromkeys(order) if at in short]


def _clear_year(parts: list[_Part], full: list[tuple[int, int]], prefix: str | None) -> list[tuple[int, int]]:
    """Of two parts that look like years the one behind the letters or, in three parts, the last behind a stroke."""
    if prefix:
        return full[:1]
    return full[-1:] if len(parts) >= 3 and full[-1][0] == len(parts) - 1 and parts[-1].separator == "/" else []


def _four_figures(two: str) -> int:
    return (1900 if int(two) >= _FIRST_TWO_DIGIT_YEAR_OF_1900 else 2000) + int(two)


def _run_beside(parts: list[_Part], year_at: int) -> int | None:
    """Where the running number stands, seen from the year."""
    figures = [at for at, part in enumerate(parts) if not part.dotted]
    before, behind = [at for at in figures if at < year_at], [at for at in figures if at > year_at]
    if not behind:
        return before[-1] if before else None
    if not before:
        # year first: "2006-152-307", but "2010-313-01743" and "05-320/529"
        if len(behind) == 2 and (_is_padded(parts, *behind) or _stroke_at_last(parts, year_at, *behind)):
            return behind[1]
        return behind[0]
    # year in the middle: "982-2009-103", but the counties' "704-06-8329"
    return behind[0] if _is_padded(parts, before[0], behind[0]) or len(parts[year_at].text) == 2 else before[0]


def _is_padded(parts: list[_Part], first: int, second: int) -> bool:
    return bool(_PADDED.fullmatch(parts[second].text)) and not _PADDED.fullmatch(parts[first].text)


def _stroke_at_last(parts: list[_Part], year_at: int, first: int, second: int) -> bool:
    return len(parts[year_at].text) == 2 and parts[first].separator == "-" and parts[second].separator == "/"


def _code(parts: list[_Part], year_at: int, run_at: int) -> str | None:
    """The plan code: the dotted part, else the first figures that are neither year nor running number."""
    others = [part for at, part in enumerate(parts) if at not in (year_at, run_at)]
    dotted = next((part.text for part in others if part.dotted), None)
    return dotted or (others[0].text if others else None)
