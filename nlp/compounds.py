"""Swedish compounds taken apart: missbruksvårdsplan -> missbruk, vård, plan.

A word is split where a beginning that builds many compounds (arbets-, skol-, gatu-) meets an ending that closes many.
Both lists, with the number of partners each was seen with and the base form of every beginning (skol- -> skola),
are ``nlp/models/compound_parts.txt.gz``, gathered by ``nlp.training.compound_parts`` from public texts.
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from importlib.resources import files
from math import log
from typing import NamedTuple

from nlp.stopwords import WHOLE_WORDS

LONGEST_WORD = 60  # longer strings are web addresses or lost blanks
SHORTEST_SPLIT = 6
SHORTEST_PART = 3
MOST_PARTS = 5
# A head seen with few beginnings is weak evidence: log partners of all parts must average at least this.
LEAST_EVIDENCE = log(5.0)


class KnownParts(NamedTuple):
    """What compounds are made of: beginnings with base form and log partners, endings with log partners."""

    modifiers: dict[str, tuple[str, float]]
    heads: dict[str, float]


class Part(NamedTuple):
    """One piece of a compound: as written (gatu) and as the word it stands for (gata)."""

    surface: str
    base: str


Reading = tuple[float, tuple[Part, ...]]


@lru_cache(maxsize=1)
def known_parts() -> KnownParts:
    """The shipped lists, read once (about 10 ms)."""
    packed = files("nlp").joinpath("models/compound_parts.txt.gz").read_bytes()
    modifiers: dict[str, tuple[str, float]] = {}
    heads: dict[str, float] = {}
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        fields = line.split(" ")
        if len(fields) == 3:  # "skol skola 338"
            modifiers[fields[0]] = (fields[1], log(int(fields[2])))
        else:  # "gård 41"
            heads[fields[0]] = log(int(fields[1]))
    return KnownParts(modifiers, heads)


def parts_of(word: str) -> tuple[str, ...]:
    """Parts of a compound in order, lower case, beginnings in base form; () for a word that is not a compound."""
    return tuple(part.base for part in pieces_of(word))


@lru_cache(maxsize=5_000)  # whoever asks for every word of a text remembers the answer itself
def pieces_of(word: str) -> tuple[Part, ...]:
    """The same parts with their spelling in the word (a dropped third letter is restored: processtöd, stöd)."""
    folded = word.casefold()
    if not SHORTEST_SPLIT <= len(folded) <= LONGEST_WORD or not folded.isalpha() or folded in WHOLE_WORDS:
        return ()
    best = _best_reading(folded, 0, MOST_PARTS, {})
    if best is None or best[0] / len(best[1]) < LEAST_EVIDENCE:
        return ()
    return best[1]


def _best_reading(word: str, start: int, most: int, seen: dict[tuple[int, int], Reading | None]) -> Reading | None:
    """The reading of ``word[start:]`` with the highest average evidence: (sum of log partners, parts)."""
    key = (start, most)
    if key in seen:
        return seen[key]
    known = known_parts()
    rest = word[start:]
    readings: list[Reading] = []
    # the word by itself is no compound; only what follows a beginning can be a head
    if start and rest in known.heads:
        readings.append((known.heads[rest], (Part(rest, rest),)))
    if most > 1:
        for cut in range(start + SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            modifier = known.modifiers.get(word[start:cut])
            if not modifier:
                continue
            piece = Part(word[start:cut], modifier[0])
            # process + stöd is written processtöd: of three equal letters one is dropped
            for next_start in (cut, cut - 1) if word[cut - 1] == word[cut - 2] else (cut,):
                after = _best_reading(word, next_start, most - 1, seen)
                if after:
                    readings.append((modifier[1] + after[0], (piece, *after[1])))
    seen[key] = max(readings, key=lambda reading: reading[0] / len(reading[1]), default=None)
    return seen[key]
