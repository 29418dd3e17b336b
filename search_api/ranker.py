"""A closer look at the best documents: word by word, how near what they say is to what was asked.

A sum of two scores does not see which words of a query a document answers. Here each term of the query is compared
with every term of a document's best passages (cosine of their vectors in the shipped encoder; 1 for the same term),
weighted by how much the term says (the length of its vector) and how much the query stresses it. A weighted sum of
these features and of both scores decides; ``search_api.training.ranker`` learned the weights from queries and wrote
``ranker.json``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.records import SparseVector
from nlp.term_vectors import TermVectors

Floats = NDArray[np.float64]

WEIGHTS_FILE = "ranker.json"
# Features of a document, each the best of its passages unless it says otherwise. Shares are of the query's weight.
FEATURES = (
    "meaning",  # score by meaning, stretched over the query's candidates
    "words",  # score by words, likewise
    "said",  # share of the terms that the passage has, times how much it makes of each
    "near",  # share of the terms, each as near as the nearest term of the passage
    "near_said",  # nearness times how much the passage makes of that nearest term
    "near_together",  # as "near", from all passages together
    "passages",  # logarithm of how many passages were found: a long document has more chances
)
FULL = 2.2  # the most that a term's weight in a passage can be (BM25: k1 + 1)


class Looked(NamedTuple):
    """Passages looked at: the number of each one's document (0, 1, 2 ... all there), scores 0..1, stored terms."""

    owners: NDArray[np.int64]
    meaning: Floats
    words: Floats
    terms: Sequence[SparseVector]


@dataclass(frozen=True, slots=True, eq=False)
class Ranker:
    """What each feature weighs; ``unit`` is what one unit of a base score (best document: 1) is worth in that sum."""

    model: str
    weights: Floats
    unit: float

    def scores(self, features: Floats) -> Floats:
        """Of each document the score in units of a base score: the best has 1, none is below 0."""
        sums = features @ self.weights
        scores: Floats = np.maximum(0.0, 1.0 + (sums - sums.max()) / self.unit)
        return scores


@lru_cache(maxsize=1)
def shipped_ranker() -> Ranker:
    """The weights beside this module."""
    held = json.loads(files("search_api").joinpath(WEIGHTS_FILE).read_text("utf-8"))
    weights: Mapping[str, float] = held["weights"]
    return Ranker(held["model"], np.array([weights[name] for name in FEATURES]), float(held["unit"]))


class Features(NamedTuple):
    """Features of the documents and of each passage by itself, shapes (documents, features), (passages, features)."""

    documents: Floats
    passages: Floats


def features_of(query: SparseVector, vectors: TermVectors, looked: Looked, found: Sequence[int]) -> Features:
    """The features of what was looked at; ``found`` says how many passages of each document were found in all."""
    numbers = np.concatenate([one.indices for one in looked.terms])
    values = np.concatenate([one.values for one in looked.terms])[:, None]
    sizes = np.array([len(one.indices) for one in looked.terms])
    starts = np.cumsum(sizes) - sizes
    distinct, inverse = np.unique(numbers, return_inverse=True)
    theirs, _ = vectors.of(distinct)
    asked, weights = vectors.of(query.indices)
    shares = _shares(weights, query)
    same = distinct[:, None] == query.indices
    near = np.clip(theirs @ asked.T, 0.0, 1.0)
    near[same] = 1.0
    each = near[inverse]
    nearest = np.maximum.reduceat(each, starts)
    said = np.maximum.reduceat(each * values, starts)
    exactly = np.maximum.reduceat(same[inverse] * values, starts)
    columns = {
        "meaning": looked.meaning,
        "words": looked.words,
        "said": exactly @ shares / FULL,
        "near": nearest @ shares,
        "near_said": said @ shares / FULL,
        "near_together": nearest @ shares,
        "passages": np.zeros(len(starts)),
    }
    passages = np.stack([columns[name] for name in FEATURES], axis=1).astype(np.float64)
    order = np.argsort(looked.owners, kind="stable")
    firsts = np.searchsorted(looked.owners[order], np.arange(len(found)))
    documents = np.maximum.reduceat(passages[order], firsts)
    documents[:, FEATURES.index("near_together")] = np.maximum.reduceat(nearest[order], firsts) @ shares
    documents[:, FEATURES.index("passages")] = np.log(found)
    return Features(documents, passages)


def _shares(lengths: NDArray[np.float32], query: SparseVector) -> NDArray[np.float32]:
    """How much of the query each term is; a word too seldom for a vector says as much as the most telling one."""
    most = float(lengths.max(initial=0.0)) or 1.0
    weights = np.where(lengths > 0, lengths, most) * query.values
    shares: NDArray[np.float32] = weights / max(float(weights.sum()), 1e-9)
    return shares
