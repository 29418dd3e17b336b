"""How often public Swedish uses each word, and in how many texts: what every word list of the analyser is made from.

    python -m nlp.training.word_census --pairs PAIRS.jsonl.xz [-o FILE]

Writes ``nlp/models/word_counts.txt.gz``, the words that the spelling suggestion knows. Counts of words are facts about
the language; no sentence of the texts is kept.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import Counter
from math import log2
from pathlib import Path
from typing import NamedTuple

from nlp.training.texts import training_texts

MODELS = Path(__file__).resolve().parents[1] / "models"
# missbruksvård; not "hälso" in "hälso- och sjukvård", nor either half of a word broken over lines, "natio- nell"
WORD = re.compile(r"(?<![-\u00ada-zåäöéü])(?<!-\s)[a-zåäöéü]+(?![-\u00ada-zåäöéü])")
CAPITALISED = re.compile(r"(?<![-\w])[A-ZÅÄÖ][a-zåäöéü]+(?![-\w])")  # Nämnden, Halmstad
LISTED = re.compile("[a-zåäöé]{3,28}")
LISTED_FROM = 10  # occurrences, and texts
MOST_SHARED, MOST_COMMON = 9, 20  # one digit and one letter a line


class Census(NamedTuple):
    """Occurrences of each word in small letters, texts that have it, and occurrences with a capital."""

    counts: Counter[str]
    texts: Counter[str]
    capitals: Counter[str]

    def as_word(self, word: str, share: float = 1.0) -> float:
        """Occurrences less those (or ``share`` of those) with a capital: of Halmstad nearly none is left."""
        return self.counts[word] - share * self.capitals[word.capitalize()]


def census_of(pairs: Path) -> Census:
    """Counted over all texts that may be trained on."""
    census = Census(Counter(), Counter(), Counter())
    for text in training_texts(pairs):
        whole = f"{text.title} {text.summary} {text.body}"
        words = WORD.findall(whole.lower())
        census.counts.update(words)
        census.texts.update(set(words))
        census.capitals.update(CAPITALISED.findall(whole))
    return census


def main() -> None:
    """Count and write the list."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, default=MODELS / "word_counts.txt.gz")
    options = parser.parse_args()
    write_counts(options.output, census_of(options.pairs))


def write_counts(path: Path, census: Census) -> None:
    """One line each, sorted: letters shared with the word before, the rest of it, log2 of its count as a letter."""
    common = {word: census.as_word(word, 0.9) for word in census.counts}
    words = sorted(word for word in common if LISTED.fullmatch(word) and _is_common(word, common[word], census))
    lines, before = [], ""
    for word in words:
        same = shared(before, word, MOST_SHARED)
        lines.append(f"{same}{word[same:]}{chr(ord('A') + min(MOST_COMMON, int(log2(common[word]))))}")
        before = word
    path.write_bytes(gzip.compress("\n".join(lines).encode("utf-8"), compresslevel=9, mtime=0))


def _is_common(word: str, occurrences: float, census: Census) -> bool:
    return census.texts[word] >= LISTED_FROM and occurrences >= LISTED_FROM


def shared(one: str, other: str, most: int) -> int:
    """How many letters both words begin with, at most ``most``."""
    for number, (left, right) in enumerate(zip(one[:most], other, strict=False)):
        if left != right:
            return number
    return min(len(one), len(other), most)


if __name__ == "__main__":
    main()
