"""Quoted phrases, references and case numbers of a query: what is meant exactly as written."""

from __future__ import annotations

import re

from corpus.vocabulary.numbers import number_formats, parse
from search_api.query_words import QueryWords
from search_api.understood import UnderstoodNumber

# matches: "fri tid för alla" · ”personligt ombud” · “ombud” · »ombud«
PHRASE = re.compile(r"\"([^\"]+)\"|[”“]([^”“]+)[”“]|[»«]([^»«]+)[»«]")
# matches: motion 2012:6 · Motion (2016:5) · interpellation 2009:16 · prop. 2005/06:123 · SOU 2011:35 · SFS 2001:453
REFERENCE = re.compile(
    r"\b(motion(?:en)?|interpellation(?:en)?|prop(?:osition(?:en)?)?\.?|sou|sfs|ds|dir\.?|bet\.)\s*"
    r"\(?((?:19|20)\d{2}(?:/\d{2})?:\s?[A-Za-zÅÄÖ]{0,3}\d{1,4})\)?(?!\w)",
    re.IGNORECASE,
)
REFERENCE_KINDS = {"motionen": "motion", "interpellationen": "interpellation", "propositionen": "prop."}
REFERENCE_KINDS |= {"proposition": "prop.", "prop": "prop.", "sou": "SOU", "sfs": "SFS", "ds": "Ds", "dir": "dir."}
# the label alone when its number is understood: "dnr 206/2007", "länsstyrelsens beteckning 704-06-8329"
LABEL_BEFORE = re.compile(
    r"\b(?:dnr|d\s?nr|diarienummer|diarienr|ärendenummer|ärendenr|beteckning)\s*[.:;]?\s*$", re.IGNORECASE
)
# matches a number whose parts are typed with blanks: dnr 206 2007 · diarienr 511 206 2007
SPACED = re.compile(
    r"\b(?:dnr|d\s?nr|diarienummer|diarienr)\s*[.:]?\s*((?:\d{1,5}\s+)?\d{1,5}\s+(?:19|20)\d{2})(?![\w-])",
    re.IGNORECASE,
)
# matches a period at the end of what looks like a prefixed number: V 2006-2010 · år 2006–2010
PERIOD_AT_END = re.compile(r"(?<!\d)(?:19|20)\d{2}\s*[-–]\s*(?:19|20)\d{2}$")
# matches a word before two ages or counts: unga 13-25 · elever 7-9; not: KS 02-820 · Ks 00-1009
AGES = re.compile(r"(?:[^\W\d_]{4,}|[^\W\d_]*[a-zåäö]\s+(?=\d{1,2}-\d{1,2}$))[\s\d-]*\d{1,2}-\d{1,2}", re.IGNORECASE)
SCHOOL_YEAR = re.compile(r"(?:19|20)(\d{2})/(\d{2})")  # matches: 2012/13, a year and the next


def phrases_in(words: QueryWords) -> tuple[str, ...]:
    """Quoted phrases as written; their words mean nothing else."""
    found: list[str] = []
    for quoted in PHRASE.finditer(words.text):
        phrase = " ".join((quoted[1] or quoted[2] or quoted[3]).split())
        if any(letter.isalnum() for letter in phrase):
            words.take_span(quoted.start(), quoted.end(), drop=False)
            found.append(phrase)
    return tuple(dict.fromkeys(found))


def references_in(words: QueryWords) -> tuple[str, ...]:
    """Motions, bills, laws and reports by number: "motion 2012:6"."""
    found: list[str] = []
    for reference in REFERENCE.finditer(words.free_text):
        kind = reference[1].casefold()
        kind = REFERENCE_KINDS.get(kind, REFERENCE_KINDS.get(kind.rstrip("."), kind))
        words.take_span(reference.start(), reference.end(), drop=False)
        found.append(f"{kind} {reference[2].replace(' ', '')}")
    return tuple(dict.fromkeys(found))


def numbers_in(words: QueryWords) -> tuple[UnderstoodNumber, ...]:
    """Case numbers in any written form, each with year and running number; a period of years is none."""
    found: dict[str, UnderstoodNumber] = {}
    for spaced in SPACED.finditer(words.free_text):
        *parts, year = spaced[1].split()
        number = _understood(f"{'-'.join(parts)}/{year}", spaced[1])
        if number is not None:
            found.setdefault(number.key, number)
            words.take_span(spaced.start(), spaced.end(), drop=True)
    text = words.free_text
    looks_alike = [(start, end) for start, end, _ in number_formats().look_alikes_in(text)]
    for shape in number_formats().number_regex.finditer(text):
        label = LABEL_BEFORE.search(text[: shape.start()])
        inside = any(start < shape.end() and shape.start() < end for start, end in looks_alike)
        if _is_period(shape.group()) or (not label and (inside or AGES.fullmatch(shape.group()))):
            continue
        number = _understood(shape.group(), words.text[shape.start() : shape.end()].strip())
        if number is not None:
            found.setdefault(number.key, number)
            words.take_span(label.start() if label else shape.start(), shape.end(), drop=True)
    return tuple(found.values())


def _is_period(raw: str) -> bool:
    school_year = SCHOOL_YEAR.fullmatch(raw)
    if school_year and (int(school_year[1]) + 1) % 100 == int(school_year[2]):
        return True
    return PERIOD_AT_END.search(raw) is not None


def _understood(raw: str, written: str) -> UnderstoodNumber | None:
    """The number with its year and running number; whoever types such a string means a case number by it."""
    parsed = parse(raw, labelled=True)
    return None if parsed is None else UnderstoodNumber(written, parsed.year, parsed.number)
