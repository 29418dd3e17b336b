"""The Swedish analyzer: text in, terms with weights and places out, and from them the sparse vectors of the index.

A word gives its Snowball stem; a compound also the stems of its parts, weaker (missbruksvård -> missbruksvård,
missbruk, vård); "missbruks- och beroendevård" gives both whole words; a number string gives itself, running
number/year and its groups. Weights of a passage are BM25's term frequency part; the engine multiplies with IDF.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from math import sqrt
from typing import NamedTuple

import numpy as np

from corpus.records import SparseVector
from nlp.case_numbers import number_terms
from nlp.compounds import pieces_of
from nlp.query_weights import query_weight
from nlp.synonyms import alternatives
from nlp.word_terms import CACHED, word_terms
from nlp.words import TOKEN, fold

# BM25 (Robertson): saturation, length normalisation, and the length that counts as normal, in weighted terms.
# The last is a constant, not a statistic of the archive: a passage's vector must not depend on its neighbours.
K1, B, AVERAGE_LENGTH = 1.2, 0.75, 150.0
PART_IN_PASSAGE, PART_IN_QUERY = 0.7, 0.6
GROUP_WEIGHT = 0.3  # one group of a number string: 206 in 511-206-2007
HEADING_WEIGHT = 1.2  # title and heading say what a passage is about
SYNONYM_WEIGHT = 0.5

# what may stand between "missbruks-" and the word that ends it: "missbruks-, drog- och beroendevård"
CONJUNCTIONS = frozenset({"och", "eller", "samt", "respektive", "resp", "till"})


class Term(NamedTuple):
    """A search term, how much it counts (1 for the whole word), and where it stands in the text."""

    term: str
    weight: float
    start: int
    end: int


def terms_in(text: str) -> list[Term]:
    """All terms of the text in order; the parts of a compound carry the place of the whole word."""
    return list(_terms(text, PART_IN_PASSAGE))


def passage_vector(text: str, heading: str | None = None, names: Iterable[str] = ()) -> SparseVector:
    """BM25 weights of a passage. ``names`` are strings that shall find it as if they stood in it once."""
    counts: defaultdict[str, float] = defaultdict(float)
    for term in _terms(text, PART_IN_PASSAGE):
        counts[term.term] += term.weight
    length = sum(counts.values())
    for weight, extra in [(HEADING_WEIGHT, heading or ""), *((1.0, name) for name in names)]:
        for term in _terms(extra, PART_IN_PASSAGE):
            counts[term.term] += weight * term.weight
    norm = K1 * (1 - B + B * length / AVERAGE_LENGTH)
    return sparse_vector({term: count * (K1 + 1) / (count + norm) for term, count in counts.items()})


def query_vector(text: str) -> SparseVector:
    """Weights of a query's terms: 1 for a word each time it is said, less for parts of compounds, for synonyms, and for
    words that tell little in a question."""
    return sparse_vector({term: weight * query_weight(term) for term, weight in plain_query_weights(text).items()})


def plain_query_weights(text: str) -> dict[str, float]:
    """The same without what was learned of each term (``nlp.training.query_weights`` learns it from these)."""
    weights: defaultdict[str, float] = defaultdict(float)
    for term in _terms(text, PART_IN_QUERY):
        weights[term.term] += term.weight
    for phrase in alternatives(text):
        terms = list(_terms(phrase, PART_IN_QUERY))
        share = SYNONYM_WEIGHT / sqrt(max(1, sum(term.weight == 1.0 for term in terms)))  # a phrase counts as one word
        for term in terms:
            weights[term.term] = max(weights[term.term], share * term.weight)
    return weights


def sparse_vector(weights: Mapping[str, float]) -> SparseVector:
    """Term weights as the index takes them: ids ascending."""
    by_id: defaultdict[int, float] = defaultdict(float)
    for term, weight in weights.items():
        by_id[term_id(term)] += weight
    ids = sorted(by_id)
    values = np.fromiter((by_id[number] for number in ids), np.float32, len(ids))
    return SparseVector(np.array(ids, np.uint32), values)


@lru_cache(maxsize=CACHED)
def term_id(term: str) -> int:
    """Stable number of a term, 32 bits: the same on every machine and in every version."""
    return int.from_bytes(blake2b(term.encode("utf-8"), digest_size=4).digest(), "big")


def _terms(text: str, part_weight: float) -> Iterator[Term]:
    waiting: list[tuple[str, int, int]] = []  # "missbruks-" until the word comes that ends it
    for match in TOKEN.finditer(text):
        start, end = match.span()
        if match["number"]:
            for term, weight in _number(match["number"].lstrip("§ \u00a0")):
                yield Term(term, weight, start, end)
            continue
        word = fold(match["word"])
        if match["open"]:
            waiting.append((word.rstrip("-"), start, end))
            continue
        if waiting and word not in CONJUNCTIONS:
            for beginning, begin, stop in waiting:
                for term, weight in _completed(beginning, word, part_weight):
                    yield Term(term, weight, begin, stop)
            waiting.clear()
        for term, weight in _word(word, part_weight):
            yield Term(term, weight, start, end)
    for beginning, begin, stop in waiting:
        for term, weight in _word(beginning, part_weight):
            yield Term(term, weight, begin, stop)


@lru_cache(maxsize=CACHED)
def _word(word: str, part_weight: float) -> tuple[tuple[str, float], ...]:
    """(term, weight) of a folded word: itself, then its parts."""
    return tuple((term, part_weight if number else 1.0) for number, term in enumerate(word_terms(word)))


@lru_cache(maxsize=20_000)
def _completed(beginning: str, word: str, part_weight: float) -> tuple[tuple[str, float], ...]:
    """Terms of "missbruks-" before "beroendevård": those of missbruksvård. Nothing to borrow: the beginning alone."""
    pieces = pieces_of(word)
    rest = "".join(piece.surface for piece in pieces[1:])
    return _word(beginning + rest, part_weight)


@lru_cache(maxsize=50_000)
def _number(raw: str) -> tuple[tuple[str, float], ...]:
    """(term, weight) of a number string: itself, running number/year, its groups."""
    whole, keys, groups = number_terms(raw)
    terms = {whole: 1.0}
    for key in keys:
        terms.setdefault(key, 1.0)
    for group in groups:
        terms.setdefault(group, GROUP_WEIGHT)
    return tuple(terms.items())
