"""Gather which words build compounds, and how often: what ``nlp.training.compound_weights`` learns from.

A beginning (arbets-, skol-, gatu-) counts by the number of different known words seen after it, an ending by the
number of such beginnings. Public texts say little of parks and streets: ``municipal_parts.txt`` adds what municipal
compounds are made of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from nlp.stopwords import NEVER_A_PART, SHORT_PARTS
from nlp.training.word_census import Census

MUNICIPAL = Path(__file__).with_name("municipal_parts.txt")
KNOWN_FROM = 5  # occurrences that make a string a known word
SHORT_KNOWN_FROM = 150  # the same for a word of three letters
SEEN_FROM = 2  # occurrences that let a word bear witness
LONGEST_WITNESS = 35
PLENTY = 12
MUNICIPAL_SIZE, MUNICIPAL_COUNT = 15, 300  # partners and occurrences that a part of the list is believed to have
COMMON_FROM = 30  # occurrences from which a known word may be an ending though none was seen so


class CompoundParts(NamedTuple):
    """Beginnings with base form and partners, endings with partners, occurrences of words, and what was added."""

    modifiers: dict[str, tuple[str, int]]
    heads: dict[str, int]
    counts: Counter[str]
    known: dict[str, int]
    added: frozenset[tuple[str, str]]  # ("+", "park"), ("-", "lek")
    seen: frozenset[str]  # beginnings that the texts themselves show

    @property
    def common(self) -> dict[str, int]:
        """Known words that are common enough to be endings."""
        return {word: count for word, count in self.known.items() if count >= COMMON_FROM}


def compound_parts_in(census: Census) -> CompoundParts:
    """Estimated in two rounds over the census, with the municipal list."""
    known = {word: count for word, count in census.counts.items() if count >= KNOWN_FROM and may_be_part(word, census)}
    witnesses = [word for word, count in census.counts.items() if count >= SEEN_FROM and len(word) <= LONGEST_WITNESS]
    bases: dict[str, str] = {}
    heads = dict(known)
    modifiers: dict[str, int] = {}
    for _ in range(2):
        head_set = set(heads)
        productive = Counter(begin for begin, _ in cuts(witnesses, head_set) if may_be_part(begin, census))
        bases = {begin: base_of(begin, census.counts, size) for begin, size in productive.items()}
        modifiers = {begin: productive[begin] for begin, base in bases.items() if base}
        heads = dict(Counter(end for begin, end in cuts(witnesses, head_set) if begin in modifiers))
    seen = {begin: (bases[begin], size) for begin, size in modifiers.items()}
    return _with_municipal(seen, heads, Counter(census.counts), known)


def _with_municipal(
    modifiers: dict[str, tuple[str, int]], heads: dict[str, int], counts: Counter[str], known: dict[str, int]
) -> CompoundParts:
    added, seen = set(), frozenset(modifiers)
    for line in MUNICIPAL.read_text(encoding="utf-8").splitlines():
        kind, part, *rest = line.split()
        added.add((kind, part))
        if kind == "+":  # "+ gung gunga"
            base, size = modifiers.get(part, (rest[0], 0))
            modifiers[part] = (base, max(size, MUNICIPAL_SIZE))
            for word in (base, rest[0]):
                counts[word] = max(counts[word], MUNICIPAL_COUNT)
        else:  # "- skottning"
            heads[part] = max(heads.get(part, 0), MUNICIPAL_SIZE)
            known[part] = max(known.get(part, 0), MUNICIPAL_COUNT)
            counts[part] = max(counts[part], MUNICIPAL_COUNT)
    return CompoundParts(modifiers, heads, counts, known, frozenset(added), seen)


def cuts(words: Iterable[str], heads: set[str]) -> Iterable[tuple[str, str]]:
    """(beginning, ending) for every cut that leaves a known head."""
    for word in words:
        for at in range(3, len(word) - 2):
            if word[at:] in heads:
                yield word[:at], word[at:]


def may_be_part(text: str, census: Census) -> bool:
    """True for a string long enough to mean something and not barred."""
    if text in NEVER_A_PART:
        return False
    return len(text) >= 4 or text in SHORT_PARTS or (len(text) == 3 and census.as_word(text) >= SHORT_KNOWN_FROM)


def base_of(beginning: str, counts: Counter[str], size: int) -> str:
    """The word that a compound's beginning stands for: arbets -> arbete, skol -> skola; "" when none is known."""
    forms = {beginning: 1.0}
    if beginning.endswith("s"):
        forms[beginning[:-1]] = 0.9  # vårds -> vård
        forms[beginning[:-1] + "e"] = 0.6  # arbets -> arbete
    if beginning.endswith("es"):
        forms[beginning[:-2] + "a"] = 0.6  # hyres -> hyra
    if beginning.endswith("ar"):
        forms[beginning + "e"] = 1.5  # brukar -> brukare, before the verb
    if beginning[-1] in "uoe":
        forms[beginning[:-1] + "a"] = 0.6  # gatu -> gata, kyrko -> kyrka, skade -> skada
    if beginning.endswith("e"):
        forms[beginning[:-1]] = 0.6  # familje -> familj
    forms[beginning + "a"] = forms[beginning + "e"] = 0.3  # skol -> skola, pojk -> pojke
    score, base = max((counts[form] * trust, form) for form, trust in forms.items() if may_stand_for(form))
    if score >= KNOWN_FROM:
        return base
    return beginning if size >= PLENTY else ""  # kriminal-, riks-: no word, but plainly a beginning


def may_stand_for(form: str) -> bool:
    """True for a base form with a meaning of its own; "vara" is goods in varuhus, though a stop word elsewhere."""
    return form == "vara" or form not in NEVER_A_PART
