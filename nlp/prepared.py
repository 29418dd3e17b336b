"""Text as the shipped encoder reads it: compounds opened, words reduced to stems, repetition damped.

A static table has one vector for each word piece, so what a word means must be visible in its spelling:
"missbruksvårdsplanen" is given to it as "missbruksvårdsplan missbruk vård plan". And a text's vector is a mean, so
a word said ten times would drown the others: of each term the 1st, 2nd, 4th, 8th ... occurrence is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from nlp.lexical import terms_in

Form = Callable[[str], str]
Item = TypeVar("Item", bound=Hashable)


def as_terms(text: str) -> str:
    """What the shipped encoder reads: the terms of the lexical half in order, stop words gone, repetition damped."""
    return " ".join(damped(term.term for term in terms_in(text)))


def damped(items: Iterable[Item]) -> list[Item]:
    """The items in order, less those that come for the 3rd, 5th, 6th, 7th, 9th ... time."""
    seen: Counter[Item] = Counter()
    kept = []
    for item in items:
        seen[item] += 1
        if not seen[item] & (seen[item] - 1):
            kept.append(item)
    return kept


def plain(text: str) -> str:
    """The text as it stands: the form of the trial model that ours is measured against."""
    return text
