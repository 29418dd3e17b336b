"""Strings of a text that may be case numbers: behind a label, in the row below it, or bare with a known prefix.

What they mean (year, running number) is for ``corpus.vocabulary.number_formats()``; whose they are, for
``diarienummer``. Here only: where they stand, and that they are no phone, law, date or motion number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from corpus.vocabulary import number_formats

# "Dnr" · "D nr:" · "Dn;" · "DNR 103-198/2002" · "Diarienummer" · "Ärendenr:" · "Länsstyrelsens beteckning" · "bet."
LABEL = re.compile(
    r"(?<![\w-])(?P<label>(?:dnr|d\s?nr|dn(?=;)|diarienummer|diarienr|ärendenummer|ärendenr"
    r"|(?:vår|er|ert|vårt)\s+(?:referens|dnr|diarienummer)|beteckning(?:en)?|bet\.(?=\s*\d{3,4}-\d\d-)))"
    r"\s*[.:;]?\s?(?:dnr\.?:?\s*)?(?=\W|\d|[A-ZÅÄÖ]{2}|[A-ZÅÄÖ]\d|$)",
    re.IGNORECASE,
)

# letters before a number: "KS 2018/14", "STK-2014-1045", "TEF/2019:263", "N164-0218/22", "Ks 00-1009 006",
# "T 2010-313-01743"
PREFIXED = (
    r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,5}\d{0,3}[ \t]?[/-]?[ \t]?"
    r"(?:(?:19|20)\d\d[:/-][ ]?\d{1,6}|\d{1,5}/(?:19|20)\d\d|\d{2}[/-]\d{1,5}|\d{3,4}/\d\d)"
    r"(?:[ -]\d{1,5}(?![\d/-])|/[A-ZÅÄÖ]{2,4}\b)?"
)
# a year before the letters: "2018/KS 0290 10", "2024/KS 0107", "2016KSM1221.042"
YEAR_PREFIXED = r"(?:19|20)\d\d/?[ ]?[A-ZÅÄÖ]{1,6}[ ]?\d{1,5}(?:[ .]\d{1,3}(?!\d))?"
# letters last: "2015/389 AKK"
SUFFIXED = r"(?:19|20)\d\d/\d{1,5}[ ][A-ZÅÄÖ]{2,4}\b"
# Norrtälje's without its letters: "04-257 041"
SPACED_CODE = r"\d\d-\d{1,5}[ ]\d{3}(?!\d)"
# digits only: "511 - 206 - 2007", "1.5.1-135-2012", "433-2011-1.6.", "05-320/ 529", "0366/15", "2017/356-1.2.4."
GLUE = r"[ ]?[-‐‑‒–—−/][ ]?"
PART = r"\d{1,6}(?:\.\d{1,2}){0,3}"
NUMERIC = rf"{PART}\.?{GLUE}{PART}(?:{GLUE}{PART}(?:(?<=\.\d)\.|(?<=\.\d\d)\.)?)?"

SHAPE = re.compile(rf"(?<![\w.:/§-])(?:{YEAR_PREFIXED}|{PREFIXED}|{SUFFIXED}|{SPACED_CODE}|{NUMERIC})(?![\w:/]|-\d)")
# "Dnr60902-188/2013": glued to its label
SHAPE_BEHIND_LABEL = re.compile(SHAPE.pattern.removeprefix(r"(?<![\w.:/§-])"))

# what stands between two numbers behind one label: "7-742-2011 och 5-744-2011"
BETWEEN = re.compile(r"\s*(?:,|;|\boch\b|\bsamt\b|\bresp\.?)\s*(?:dnr:?\s*)?", re.IGNORECASE)

# from a label to its number: blanks, one line break, an opening bracket
BEHIND_LABEL = re.compile(r"[ \t]*\n{0,2}[ \t]*\(?")

# a row of labels over a row of values: "Handläggare Datum Diarienummer"
LABEL_ROW = re.compile(
    r"^(?:(?:handläggare|datum|utfärdat|diarienummer|dnr|ärendenummer|referens|vår beteckning|er beteckning|sida?"
    r"|vår referens|er referens|inkom|förslagsställare|tjänsteskrivelse|\d+\s*\(\d+\))\s*[:;]?\s*)+$",
    re.IGNORECASE,
)

# what not even a label makes a case number
NEVER = frozenset({"labelled phone", "personnummer", "organisationsnummer", "giro"})

# how many characters around a number may make it something else: "fastigheten Fyrskeppet 2", "12 500 kronor"
LOOK_AROUND = 60

# how far below its label row a value may stand
COLUMN_REACH = 220

Finding = Literal["label", "column", "bare"]


@dataclass(frozen=True, slots=True)
class NumberString:
    """A string that may be a case number; ``cue`` is the offset where its label, or itself, begins."""

    start: int
    end: int
    raw: str
    cue: int
    label: str
    found: Finding


@lru_cache(maxsize=4)  # several extractors ask for the same document
def number_strings_in(text: str) -> tuple[NumberString, ...]:
    """All candidates, labelled ones first; look-alikes (phones, laws, days, motions) are left out."""
    return tuple(_candidates(text))


def _candidates(text: str) -> Iterator[NumberString]:
    taken: set[int] = set()
    for label in LABEL.finditer(text):
        behind = list(_behind(text, label))
        for candidate in behind or _below(text, label):
            if candidate.start not in taken:
                taken.update(range(candidate.start, candidate.end))
                yield candidate
    for match in SHAPE.finditer(text):
        if taken.isdisjoint(range(*match.span())) and not _look_alikes_at(text, match):
            yield NumberString(match.start(), match.end(), match.group(), match.start(), "", "bare")


def _look_alikes_at(text: str, match: re.Match[str]) -> set[str]:
    """Names of the look-alikes that take part of the match; found in its line, which is cheap even in a long text."""
    start = max(text.rfind("\n", 0, match.start()) + 1, match.start() - LOOK_AROUND)
    end = match.end() + LOOK_AROUND
    found = number_formats().look_alikes_in(text[start:end])
    return {name for first, last, name in found if start + first < match.end() and start + last > match.start()}


def _behind(text: str, label: re.Match[str]) -> Iterator[NumberString]:
    """Numbers straight behind a label, on its line or at the start of the next: one, or a list."""
    blank = BEHIND_LABEL.match(text, label.end())
    offset = blank.end() if blank else label.end()
    below = "\n" in text[label.end("label") : offset]
    while match := SHAPE_BEHIND_LABEL.match(text, offset):
        look_alikes = _look_alikes_at(text, match)
        if look_alikes if below else look_alikes & NEVER:
            return
        yield NumberString(match.start(), match.end(), match.group(), label.start(), label["label"], "label")
        between = BETWEEN.match(text, match.end())
        if between is None:
            return
        offset = between.end()


def _below(text: str, label: re.Match[str]) -> Iterator[NumberString]:
    """The number in a row of values under a row of labels."""
    line_start = text.rfind("\n", 0, label.start()) + 1
    line_end = text.find("\n", label.start())
    if line_end < 0 or not LABEL_ROW.match(text[line_start:line_end].strip()):
        return
    for match in SHAPE.finditer(text, line_end, line_end + COLUMN_REACH):
        if not _look_alikes_at(text, match):
            yield NumberString(match.start(), match.end(), match.group(), label.start(), label["label"], "column")
            return
