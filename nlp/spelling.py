"""Known words near a misspelt one: aldreomsorg -> äldreomsorg, förskolla -> förskola. Offered, never used unasked.

Known are the words of ``nlp/models/word_counts.txt.gz`` (frequent words of public Swedish with how common each is,
gathered by ``nlp.training.word_counts``) and the places of the vocabulary. A compound on no list is mended in its last
part.
"""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.vocabulary import districts, municipalities
from nlp.compounds import known_parts
from nlp.inflection import base_form

SHORTEST = 4  # letters of a word that may be misspelt
LONG = 8  # letters from which two mistakes are believed
LONGEST_LISTED = 28
LETTER_COLUMNS = 50  # a to z, å, ä, ö and é fall on columns of their own
# the same key on a foreign keyboard, or the dots forgotten: half a mistake
ALIKE = frozenset({("a", "å"), ("a", "ä"), ("å", "ä"), ("o", "ö"), ("o", "å"), ("e", "ä"), ("c", "k"), ("v", "w")})
PLACE_COMMON = 10  # a place counts as a word met 2^10 times


class _KnownWords(NamedTuple):
    """The words with how common they are (log2), and a row per word: how often it has each letter."""

    words: tuple[str, ...]
    common: dict[str, int]
    letters: NDArray[np.int8]


def is_known(word: str) -> bool:
    """True for a folded word that is on the list in this or its base form."""
    common = _known_words().common
    return word in common or base_form(word) in common


def near_words(word: str, most: int = 5) -> tuple[str, ...]:
    """Known words that the folded ``word`` may have been meant as, likeliest first; at most two mistakes away."""
    if not SHORTEST <= len(word) <= LONGEST_LISTED or not word.isalpha():
        return ()
    return tuple(near for _, near in sorted(_near(word) or _near_in_last_part(word))[:most])


def _near(word: str) -> list[tuple[tuple[float, int], str]]:
    """((mistakes, minus commonness), known word) for all near enough."""
    known = _known_words()
    allowed = 2 if len(word) >= LONG else 1
    # one mistake takes a letter away, brings one, or does both
    close = np.abs(known.letters - _letters([word])).sum(axis=1, dtype=np.int16) <= 2 * allowed
    found = []
    for number in np.flatnonzero(close).tolist():
        candidate = known.words[number]
        mistakes = mistakes_between(word, candidate, allowed)
        if mistakes <= allowed and candidate != word:
            found.append(((mistakes, -known.common[candidate]), candidate))
    return found


def _near_in_last_part(word: str) -> list[tuple[tuple[float, int], str]]:
    """The same for a word whose beginning builds compounds: hemtjänst|avgfit."""
    known = known_parts()
    found: list[tuple[tuple[float, int], str]] = []
    for cut in range(len(word) - SHORTEST, SHORTEST - 1, -1):
        if word[:cut] in known.modifiers:
            found += [(worth, word[:cut] + near) for worth, near in _near(word[cut:])]
    return found


def mistakes_between(one: str, other: str, most: int) -> float:
    """Letters put in, left out, swapped with the next or mistaken; letters easily confused count half. Over ``most`` it
    stops counting."""
    before: list[float] = []
    row = [float(number) for number in range(len(other) + 1)]
    for at, letter in enumerate(one, start=1):
        before, last, row = row, before, [float(at)]
        for to, wanted in enumerate(other, start=1):
            wrong = 0.0 if letter == wanted else 0.5 if tuple(sorted((letter, wanted))) in ALIKE else 1.0
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + wrong)
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                cost = min(cost, last[to - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return float(most + 1)
    return row[-1]


def _letters(words: Sequence[str]) -> NDArray[np.int8]:
    """How often each word has each letter; strange letters share columns."""
    counts = np.zeros((len(words), LETTER_COLUMNS), np.int8)
    columns = np.frombuffer("".join(words).encode("utf-32-le"), np.uint32) % LETTER_COLUMNS
    np.add.at(counts, (np.repeat(np.arange(len(words)), [len(word) for word in words]), columns), 1)
    return counts


@lru_cache(maxsize=1)
def _known_words() -> _KnownWords:
    """The list, read at the first word that is looked up (about 60 ms)."""
    packed = files("nlp").joinpath("models/word_counts.txt.gz").read_bytes()
    common = dict.fromkeys(_places(), PLACE_COMMON)
    word = ""
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        word = word[: int(line[0])] + line[1:-1]  # "4etK": four letters of the word before, then "et"; met 2^10 times
        common[word] = ord(line[-1]) - ord("A")
    words = tuple(common)
    return _KnownWords(words, common, _letters(words))


def _places() -> set[str]:
    names = {one.name for one in municipalities().all}
    names.update(name for one in districts().all for name in (*one.neighbourhoods, *one.name.split("-")))
    return {name.casefold() for name in names if name.isalpha()}
