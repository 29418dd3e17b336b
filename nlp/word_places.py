"""Where each word of a text stands, so that a slow pattern is tried at the few words that may open it.

An alternation of hundreds of names, tried at every letter, costs milliseconds a page; looking up which of their first
words the text holds at all costs next to nothing. A match found so is the same one ``finditer`` gives.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

# letters in a row: "Rinkeby" and "Kista" of "Rinkeby-Kista"
LETTERS = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=4)  # extractors ask for the same text in turn
def word_places(text: str) -> dict[str, list[int]]:
    """Lower-case word -> offsets of its first letters, in order."""
    places: dict[str, list[int]] = {}
    for match in LETTERS.finditer(text):
        places.setdefault(match.group().lower(), []).append(match.start())
    return places


def places_of(
    text: str,
    words: Collection[str] = (),
    endings: tuple[str, ...] = (),
    holding: re.Pattern[str] | None = None,
) -> list[int]:
    """Offsets, in order, of the given lower-case words, and of all words with one of the endings or the pattern."""
    known = word_places(text)
    found = known.keys() & words
    if endings:
        found |= {word for word in known if word.endswith(endings)}
    if holding:
        found |= {word for word in known if holding.search(word)}
    return sorted(place for word in found for place in known[word])


def first_word(text: str) -> str:
    """The lower-case letters that a name opens with: "rinkeby" of "Rinkeby-Kista"; empty when it opens otherwise."""
    match = LETTERS.match(text)
    return match.group().lower() if match else ""


def matches_at(pattern: re.Pattern[str], text: str, places: list[int]) -> Iterator[re.Match[str]]:
    """The matches of a pattern that begin at these places, none overlapping another, as ``finditer`` gives them."""
    end = 0
    for place in places:
        if place >= end and (match := pattern.match(text, place)):
            yield match
            end = max(match.end(), place + 1)
