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

from corpus.vocabulary import normalised, number_formats
from corpus.vocabulary.number_parts import parts_of_number

# "Dnr" · "D nr:" · "Dn;" · "DNR 103-198/2002" · "Diarienummer" · "Ärende nr:" · "Länsstyrelsens beteckning" · "bet."
LABEL = re.compile(
    r"(?<![\w-])(?P<label>(?:d(?:\.\s?|\s)?nr|dn(?=;)|diarie[ -]?(?:nummer|nr|beteckning)|ärende[ -]?(?:nummer|nr)"
    r"|(?:vår|er|ert|vårt)\s+(?:referens|ref\.|dnr|diarienummer|beteckning|ärendenummer)|beteckning(?:en)?"
    r"|bet\.(?=\s*\d{3,4}-\d\d-)))"
    r"\s*[.:;]?\s?(?:dnr\.?:?\s*)?(?=\W|\d|[A-ZÅÄÖ]{2}|[A-ZÅÄÖ]\d|$)",
    re.IGNORECASE,
)

# a plan code behind a blank: "KS 01-486 841", "2018/KS 0290 10"; not "KS 2018/14 1 (3)", "KS 2018/14 12 juni 2018"
BLANK_CODE = (
    r"[ ](?!\d+[ ]?(?:\(|:|av\b|kr|%|st\b|jan|feb|mars?\b|apr|maj\b|jun|jul|aug|sep|okt|nov|dec))"
    r"\d{2,3}(?![\d/:-]|\.\d)"
)
# letters before a number: "KS 2018/14", "STK-2014-1045", "TEF/2019:263", "N164-0218/22", "Ks 00-1009 006",
# "T 2010-313-01743"
PREFIXED = (
    r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,5}\d{0,3}[ \t]?[/-]?[ \t]?"
    r"(?:(?:19|20)\d\d[:/-][ ]?\d{1,6}|\d{1,5}/(?:19|20)\d\d|\d{2}[/-]\d{1,5}|\d{3,4}/\d\d)"
    rf"(?:-\d{{1,5}}(?![\d/-])|{BLANK_CODE}|/[A-ZÅÄÖ]{{2,4}}\b)?"
)
# letters in lower case, alone on a line, in a bracket or behind a label: "sbf/2016:91"
LOWER_PREFIXED = (
    r"(?<![^\n(])(?!(?:och|samt|nr|dnr|den|från|för|ds|sou|sfs|dir|prop|bet)\b)"
    r"[a-zåäö]{2,5}[ /-](?:19|20)\d\d[:/-]\d{1,6}"
)
# a year before the letters: "2018/KS 0290 10", "2024/KS 0107", "2016KSM1221.042"
YEAR_PREFIXED = rf"(?:19|20)\d\d/?[ ]?[A-ZÅÄÖ]{{1,6}}[ ]?\d{{1,5}}(?:\.\d{{1,3}}(?!\d)|{BLANK_CODE})?"
# letters last: "2015/389 AKK", "2013/98-KS-008"
SUFFIXED = r"(?:19|20)\d\d/\d{1,5}(?:[ ][A-ZÅÄÖ]{2,4}\b|-[A-ZÅÄÖ]{2,5}(?:-\d{1,3})?\b)"
# Norrtälje's without its letters: "04-257 041"
SPACED_CODE = r"\d\d-\d{1,5}[ ]\d{3}(?!\d)"
# digits only: "511 - 206 - 2007", "1.5.1-135-2012", "433-2011-1.6.", "05-320/ 529", "0366/15", "2017/356-1.2.4."
GLUE = r"[ ]?[-‐‑‒–—−/][ ]?"
PART = r"\d{1,6}(?:\.\d{1,2}){0,3}"
NUMERIC = rf"{PART}\.?{GLUE}{PART}(?:{GLUE}{PART}(?:(?<=\.\d)\.|(?<=\.\d\d)\.)?)?"

NOT_INSIDE = r"(?<![\w.:/§-])"
SHAPE = re.compile(
    rf"{NOT_INSIDE}(?:{YEAR_PREFIXED}|{PREFIXED}|{SUFFIXED}|{SPACED_CODE}|{NUMERIC}|{LOWER_PREFIXED})(?![\w:/]|-\d)"
)
# "Dnr60902-188/2013": glued to its label
SHAPE_BEHIND_LABEL = re.compile(SHAPE.pattern.removeprefix(NOT_INSIDE).replace(r"(?<![^\n(])", ""))

# in a row of values the letters may be small, too: "Eva Ek 2016-02-03 sbf/2016:91"
SHAPE_IN_ROW = re.compile(SHAPE.pattern.replace(r"(?<![^\n(])", r"(?<![^\s(])"))

# any row of figures and letters with their separators, believed behind a label only: "KS/2019/0123/001-3",
# "SN-2018/3456.109", "KS19/123", "2019-00123 1.1.3.1"
ANY_GLUE = r"(?:[ ]?[-‐‑‒–—−/][ ]?|[:.])"
ANY_LETTERS = r"[A-Za-zÅÄÖåäö]{1,6}"
ANY_SHAPE = re.compile(
    rf"(?:{ANY_LETTERS}(?:{ANY_GLUE}|[ ])?)?\d{{1,6}}"
    rf"(?:(?:{ANY_GLUE})(?:{ANY_LETTERS}[ ]?)?\d{{1,6}}|[A-ZÅÄÖ]{{1,6}}\d{{1,6}}){{1,5}}"
    rf"(?:{BLANK_CODE}|[ ]\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}(?![\w:/.-]))?(?:[ /][A-ZÅÄÖ]{{2,5}}\b)?(?![\w:/]|[-.]\d)"
)

# what stands between two numbers behind one label: "7-742-2011 och 5-744-2011"
BETWEEN = re.compile(r"\s*(?:,|;|\boch\b|\bsamt\b|\bresp\.?)\s*(?:dnr:?\s*)?", re.IGNORECASE)

# from a label to its number: blanks, one line break, an opening bracket
BEHIND_LABEL = re.compile(r"[ \t]*\n{0,2}[ \t]*\(?")

# a row of labels over a row of values: "Handläggare Datum Diarienummer"
LABEL_ROW = re.compile(
    r"^(?:(?:handläggare(?:/\w+)?|(?:vårt |ert |besluts|mötes|sammanträdes)?datum|utfärdat|diarie[ -]?(?:nummer|nr)|dnr"
    r"|ärende[ -]?(?:nummer|nr|typ)|(?:vår |er )?(?:referens|beteckning)|vårt? dnr|ert? dnr|sida?(?:nr)?|inkom"
    r"|förslagsställare|telefon|e-?post|version|enhet|avdelning|förvaltning|kontor|kontakt(?:person)?|skapad|upprättad"
    r"|tjänsteskrivelse|tjänsteutlåtande|protokoll|sammanträde|paragraf|\d+\s*\(\d+\))\s*[:;]?\s*)+$",
    re.IGNORECASE,
)

# what not even a label makes a case number
NEVER = frozenset(
    "full phone|labelled phone|personnummer|organisationsnummer|giro|law|bill|state report|meeting|form|amount".split(
        "|"
    )
)

# a day with a nought ("2004-01-01"), or the first day of a span: no running number is padded to two figures
PADDED_DAY = re.compile(
    r"(?:19|20)\d\d-(?:0\d-\d\d|\d\d-0\d)(?!\d)|(?:19|20)\d\d-\d\d-\d\d(?=\s*[-–—]\s*(?:19|20)\d\d)"
)

# years, not a case: "2005-2007", "ANDT 2012-2015"; "KS 2012/2015" is a case
SPAN_OF_YEARS = re.compile(r"(?:[A-ZÅÄÖa-zåäö]+ )?(?:19|20)\d\d[ ]?[-–—][ ]?(?:19|20)\d\d|(?:19|20)\d\d/(?:19|20)\d\d")

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
    names = {name for first, last, name in found if start + first < match.end() and start + last > match.start()}
    if "span of years" in names and not SPAN_OF_YEARS.fullmatch(match.group()):
        names.remove("span of years")
    return names


def _behind(text: str, label: re.Match[str]) -> Iterator[NumberString]:
    """Numbers straight behind a label, on its line or at the start of the next: one, or a list."""
    blank = BEHIND_LABEL.match(text, label.end())
    offset = blank.end() if blank else label.end()
    below = "\n" in text[label.end("label") : offset]
    while match := _labelled_at(text, offset, below=below):
        yield NumberString(match.start(), match.end(), match.group(), label.start(), label["label"], "label")
        between = BETWEEN.match(text, match.end())
        if between is None:
            return
        offset = between.end()


def _labelled_at(text: str, offset: int, *, below: bool) -> re.Match[str] | None:
    """The number at this place; a known shape first, then whatever has a year and a running number in it."""
    if PADDED_DAY.match(text, offset):
        return None
    known, longer = SHAPE_BEHIND_LABEL.match(text, offset), ANY_SHAPE.match(text, offset)
    if known and longer and _reading(known) and _reading(known) != _reading(longer):
        longer = None  # what follows is no part of it: "511-206-2012 753 75 Uppsala"
    for match in (longer if longer and (known is None or longer.end() > known.end()) else None, known):
        if match is None or SPAN_OF_YEARS.fullmatch(match.group()) or (match is longer and not _reading(match)):
            continue
        look_alikes = _look_alikes_at(text, match)
        if not (look_alikes if below else look_alikes & NEVER):
            return match
    return None


def _reading(match: re.Match[str]) -> tuple[int, int] | None:
    """Year and running number by the parts alone."""
    parts = parts_of_number(normalised(match.group()))
    return (parts.year, parts.number) if parts else None


def _below(text: str, label: re.Match[str]) -> Iterator[NumberString]:
    """The number in a row of values under a row of labels: the first label's first, "Er beteckning" the second."""
    line_start = text.rfind("\n", 0, label.start()) + 1
    line_end = text.find("\n", label.start())
    if line_end < 0 or not LABEL_ROW.match(text[line_start:line_end].strip()):
        return
    labels = [found.start() for found in LABEL.finditer(text, line_start, line_end)]
    values = _values_in_row(text, line_end)
    place = labels.index(label.start()) if label.start() in labels else 0
    if place and (len(values) <= place or "\n\n" in text[values[0].start() : values[place].start()]):
        return
    for match in values[place : place + 1]:
        yield NumberString(match.start(), match.end(), match.group(), label.start(), label["label"], "column")


def _values_in_row(text: str, start: int) -> list[re.Match[str]]:
    """What can be a number in the row of values: of a known shape, else words with a year and a running number."""
    end = start + COLUMN_REACH
    known = [match for match in SHAPE_IN_ROW.finditer(text, start, end) if not _look_alikes_at(text, match)]
    if known:
        return known
    words = (
        ANY_SHAPE.match(text, word.start(), end)
        for word in re.finditer(r"(?<!\S)\S*\d", text[:end])
        if word.start() > start
    )
    return [
        match
        for match in words
        if match and parts_of_number(normalised(match.group())) and not _look_alikes_at(text, match)
    ]
