"""Swedish compounds taken apart: missbruksvårdsplan -> missbruk, vård, plan.

A reading of a word is one way to cut it. It is worth the sum of what its parts and its joints are worth: a beginning
(arbets-, gatu-) that builds many compounds, an ending that closes many, and letters around the joint that look like a
seam. The word is cut by its best reading, and stays whole when none is worth enough. The worths were learned from
public texts by ``nlp.training.compound_parts`` and ``nlp.training.compound_weights`` and lie, with the base form of
every beginning (skol- -> skola), in ``nlp/models/compound_parts.txt.gz``.
"""

from __future__ import annotations

import gzip
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from corpus.vocabulary import districts, municipalities
from nlp.stopwords import NEVER_A_PART, WHOLE_WORDS

LONGEST_WORD = 60  # longer strings are web addresses or lost blanks
SHORTEST_SPLIT = 5
SHORTEST_PART = 2  # tomt-kö; only listed parts are this short
SHORTEST_UNKNOWN = 4  # a beginning that is on no list
SHORTEST_INFLECTED = 4
MOST_PARTS = 5
# What a reading must be worth. Below 0, where being cut and staying whole are equally likely: a part too many costs a
# search less than a part too few.
LEAST_WORTH = -1.0

VOWEL = re.compile("[aeiouyåäö]")
# what an ending may wear and still be the listed word: lek|en, taxa -> tax|or; "s" of the genitive stands last
INFLECTIONS = (
    *((ending + genitive, "") for ending in "n en et t r er erna ar arna na".split() for genitive in ("", "s")),
    *((ending + genitive, "a") for ending in "or orna an".split() for genitive in ("", "s")),
    ("s", ""),
)


class KnownParts(NamedTuple):
    """What compounds are made of, each with its worth: beginnings with base form, endings, letters at the joint."""

    modifiers: dict[str, tuple[str, float]]
    heads: dict[str, float]
    productive: frozenset[str]  # endings that may stand after an unknown beginning
    joints: dict[str, float]
    constants: dict[str, float]


class Part(NamedTuple):
    """One piece of a compound: as written (gatu) and as the word it stands for (gata)."""

    surface: str
    base: str


Reading = tuple[float, tuple[Part, ...]]


@lru_cache(maxsize=1)
def known_parts() -> KnownParts:
    """The shipped lists, read once (about 30 ms)."""
    packed = files("nlp").joinpath("models/compound_parts.txt.gz").read_bytes()
    known = KnownParts({}, {}, frozenset(), {}, {})
    productive = set()
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        kind, name, *rest = line.split(" ")
        worth = int(rest[-1]) / 100
        if kind == "+":  # "+ skol skola 171"
            known.modifiers[name] = (rest[0], worth)
        elif kind == "~":  # "~ B s|v 45": s before the joint and v after it
            known.joints[name] = worth
        elif kind == "!":  # "! inflected -225"
            known.constants[name] = worth
        else:  # "= gård 131", "- kö -72"
            known.heads[name] = worth
            if kind == "=":
                productive.add(name)
    return known._replace(productive=frozenset(productive))


def parts_of(word: str) -> tuple[str, ...]:
    """Parts of a compound in order, lower case, beginnings in base form; () for a word that is not a compound."""
    return tuple(part.base for part in pieces_of(word))


@lru_cache(maxsize=5_000)  # whoever asks for every word of a text remembers the answer itself
def pieces_of(word: str) -> tuple[Part, ...]:
    """The same parts with their spelling in the word (a dropped third letter is restored: processtöd, stöd)."""
    folded = word.casefold()
    if not SHORTEST_SPLIT <= len(folded) <= LONGEST_WORD or not folded.isalpha() or stays_whole(folded):
        return ()
    reading = _best_reading(folded, 0, MOST_PARTS, {})
    if not reading or reading[0] <= LEAST_WORTH:
        reading = _after_unknown(folded)
    return reading[1] if reading and reading[0] > LEAST_WORTH else ()


def stays_whole(folded: str) -> bool:
    """True for a word of the list, and the name of a municipality or a district: Halmstad is no stad of halm."""
    return folded in WHOLE_WORDS or folded in _place_names()


@cache
def _place_names() -> frozenset[str]:
    names = {name for one in municipalities().all for name in (one.name, one.genitive)}
    for district in districts().all:
        for name in (*district.neighbourhoods, *re.split(r"[-\s]", district.name)):
            names.update((name, f"{name}s"))
    kinds = {"stadsdelsnämnd", "stadsdelsförvaltning", "kommundelsnämnd", "stadsdelsområde"}
    return frozenset(name.casefold() for name in names) - kinds


def _best_reading(word: str, start: int, most: int, seen: dict[tuple[int, int], Reading | None]) -> Reading | None:
    """The reading of ``word[start:]`` that is worth most."""
    key = (start, most)
    if key in seen:
        return seen[key]
    known = known_parts()
    readings: list[Reading] = []
    # the word by itself is no compound; only what follows a beginning can be a head
    if start:
        head = _worth_of_head(word[start:])
        if head is not None:
            readings.append((head, (Part(word[start:], word[start:]),)))
    if most > 1:
        middle = known.constants["middle"] if start else 0.0
        for cut in range(start + SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            modifier = known.modifiers.get(word[start:cut])
            if not modifier:
                continue
            piece = Part(word[start:cut], modifier[0])
            # process + stöd is written processtöd: of three equal letters one is dropped
            for next_start in (cut, cut - 1) if word[cut - 1] == word[cut - 2] else (cut,):
                after = _best_reading(word, next_start, most - 1, seen)
                if after:
                    worth = modifier[1] + middle + _worth_of_joint(word, next_start) + after[0]
                    readings.append((worth, (piece, *after[1])))
    seen[key] = max(readings, default=None)
    return seen[key]


def _after_unknown(word: str) -> Reading | None:
    """The best reading of two parts whose first is on no list: durban|mötet."""
    known = known_parts()
    readings: list[Reading] = []
    for cut in range(SHORTEST_UNKNOWN, len(word) - 2):
        beginning, rest = word[:cut], word[cut:]
        if rest not in known.productive or beginning in known.modifiers or beginning in NEVER_A_PART:
            continue
        if VOWEL.search(beginning):
            worth = known.constants["unknown"] + known.constants.get(f"unknown_short{cut}", 0.0)
            worth += known.constants["unknown_s"] * beginning.endswith("s")
            base = beginning[:-1] if beginning.endswith("s") and cut > SHORTEST_UNKNOWN else beginning
            worth += _worth_of_joint(word, cut) + known.heads[rest]
            readings.append((worth, (Part(beginning, base), Part(rest, rest))))
    return max(readings, default=None)


def _worth_of_head(rest: str) -> float | None:
    """Worth of an ending, listed or an inflected form of a listed one; None for what is neither."""
    known = known_parts()
    if rest in known.heads:
        return known.heads[rest]
    if len(rest) < SHORTEST_INFLECTED or rest in NEVER_A_PART:
        return None
    bases = [rest.removesuffix(ending) + base for ending, base in INFLECTIONS if rest.endswith(ending)]
    worths = [known.heads[base] for base in bases if base in known.productive and len(base) >= 3]
    return max(worths) + known.constants["inflected"] if worths else None


def _worth_of_joint(word: str, at: int) -> float:
    """How much the letters on both sides look like a seam."""
    joints = known_parts().joints
    return sum(joints.get(name, 0.0) for name in joint_names(word, at))


def joint_names(word: str, at: int) -> list[str]:
    """What is looked at around a joint: up to four letters on either side (Lrds, Rplan), one or two on both (Bs|pl)."""
    left, right = f"^{word[:at]}", f"{word[at:]}$"
    names = [f"L{left[-size:]}" for size in (1, 2, 3, 4)] + [f"R{right[:size]}" for size in (1, 2, 3, 4)]
    return names + [f"B{left[-before:]}|{right[:behind]}" for before, behind in ((1, 1), (2, 2), (2, 1), (1, 2))]
