"""Vectors of single terms by their number in the index: how near two words are, and how much each says.

The shipped encoder has a row for each of the commonest terms. A seldom word is made of pieces, which have no number of
their own: such a word is near itself alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from nlp.encoder import Encoder, StaticEncoder
from nlp.lexical import term_id

Numbers = NDArray[np.uint32]
Matrix = NDArray[np.float32]
INSIDE_A_WORD = "##"  # how the tokenizer marks a piece that begins no word
SHARE = 2  # of the dimensions the first half: near enough to all of them, and twice as fast
CHUNK = 4_096


@dataclass(frozen=True, slots=True, eq=False)
class TermVectors:
    """Term numbers, ascending, with a unit vector each (the first half of the dimensions) and the length
    of the encoder's whole row. The last entry stands for every term without a row: zeros."""

    numbers: Numbers
    vectors: Matrix
    lengths: Matrix

    def of(self, terms: Numbers) -> tuple[Matrix, Matrix]:
        """(unit vectors, shape (terms, dimensions / 2); lengths): zeros for a term without a row."""
        places = np.searchsorted(self.numbers, terms)
        places[places == len(self.numbers)] = 0
        places[self.numbers[places] != terms] = len(self.numbers)
        return self.vectors[places], self.lengths[places]


def term_vectors_of(encoder: Encoder) -> TermVectors | None:
    """The term vectors of the shipped encoder; None for a model whose words have no vectors of their own."""
    return _read(encoder) if isinstance(encoder, StaticEncoder) else None


@lru_cache(maxsize=2)
def _read(encoder: StaticEncoder) -> TermVectors:
    whole = [(piece, row) for piece, row in encoder.vocabulary().items() if not piece.startswith(INSIDE_A_WORD)]
    numbers = np.array([term_id(piece) for piece, _ in whole], np.uint32)
    order = np.argsort(numbers)
    rows = np.array([row for _, row in whole], np.int64)[order]
    size = encoder.dimensions // SHARE
    vectors = np.zeros((len(rows) + 1, size), np.float32)
    lengths = np.zeros(len(rows) + 1, np.float32)
    for at in range(0, len(rows), CHUNK):
        whole_rows = encoder.rows_of(rows[at : at + CHUNK])
        begin = whole_rows[:, :size]
        lengths[at : at + len(begin)] = np.sqrt(np.einsum("ij,ij->i", whole_rows, whole_rows))
        vectors[at : at + len(begin)] = begin / np.maximum(np.linalg.norm(begin, axis=1, keepdims=True), 1e-9)
    return TermVectors(numbers[order], vectors, lengths)
