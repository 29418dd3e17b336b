"""A query as words with their places, of which each reader takes those it has understood.

A word is taken once: "Rinkeby-Kista" is a district and then no longer the place Kista. Words that only state a filter
are dropped from what is searched for; names and topic words stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# matches: Hässelby-Vällingby · s-motion · 1.5.1-135-2012 · 0366/15 · m.fl · S:t · hemlöshet
WORD = re.compile(r"\d[\d./:–-]*\d|\w+(?:[-–:.]\w+)*")
# matches: Larsson · Eva-Stina · Åkerblom · Ö; not: LVM · larsson · K2
CAPITALISED = re.compile(r"[^\W\d_a-zåäöéü][^\W\d_A-ZÅÄÖ]*(?:-[^\W\d_a-zåäöéü][^\W\d_A-ZÅÄÖ]+)*")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the query, its case-folded form and its character span."""

    text: str
    folded: str
    start: int
    end: int

    @property
    def is_capitalised(self) -> bool:
        """True for a word written like a name: one capital, then small letters."""
        return CAPITALISED.fullmatch(self.text) is not None


class QueryWords:
    """The words of one query and which of them are taken; used by the readers of one ``understand`` call."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = tuple(
            Word(found.group(), found.group().casefold(), found.start(), found.end()) for found in WORD.finditer(text)
        )
        self._taken = [False] * len(self.words)
        self._dropped = [False] * len(text)

    def __len__(self) -> int:
        return len(self.words)

    def folded(self, index: int) -> str:
        """The case-folded word at ``index``, or "" beyond either end."""
        return self.words[index].folded if 0 <= index < len(self.words) else ""

    def is_free(self, first: int, beyond: int | None = None) -> bool:
        """True when all words from ``first`` up to ``beyond`` exist and nobody took them."""
        beyond = first + 1 if beyond is None else beyond
        return first >= 0 and beyond <= len(self.words) and not any(self._taken[first:beyond])

    def slice(self, first: int, beyond: int) -> str:
        """The query as written from word ``first`` up to word ``beyond``."""
        return self.text[self.words[first].start : self.words[beyond - 1].end]

    def windows(self, longest: int) -> Iterator[tuple[int, int, str]]:
        """Free runs of words as (first, beyond, text), longer ones first, then from left to right."""
        for length in range(min(longest, len(self.words)), 0, -1):
            for first in range(len(self.words) - length + 1):
                if self.is_free(first, first + length):
                    yield first, first + length, self.slice(first, first + length)

    @property
    def free_text(self) -> str:
        """The query with taken words blanked, at equal length, for readers that work by pattern."""
        letters = list(self.text)
        for index, word in enumerate(self.words):
            if self._taken[index]:
                letters[word.start : word.end] = " " * (word.end - word.start)
        return "".join(letters)

    def take(self, first: int, beyond: int, *, drop: bool) -> None:
        """Mark words as understood; ``drop`` also leaves them out of ``rest``."""
        for index in range(first, beyond):
            self._taken[index] = True
        if drop:
            start, end = self.words[first].start, self.words[beyond - 1].end
            self._dropped[start:end] = [True] * (end - start)

    def take_span(self, start: int, end: int, *, drop: bool) -> None:
        """Mark all words that touch the span ``start:end`` as understood."""
        for index, word in enumerate(self.words):
            if word.start < end and start < word.end:
                self.take(index, index + 1, drop=drop)
        if drop:
            self._dropped[start:end] = [True] * (end - start)

    @property
    def rest(self) -> str:
        """What is left to search for: everything not dropped, blanks tidied."""
        kept = "".join(" " if gone else letter for letter, gone in zip(self.text, self._dropped, strict=True))
        return " ".join(kept.split()).strip(" ,;:()?!")
