"""Texts as bags of word pieces: which pieces a text holds and how much each counts.

A piece said c times counts 1 + floor(log2 c), as repetition is damped in ``nlp.prepared``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

CHUNK = 20_000  # units at a time
PIECES_FOR_RARE_WORDS = 8_000
COMMON = 3  # occurrences that may make a term a piece of its own


class Batch(NamedTuple):
    """Texts in one row: piece numbers, what each counts, and where each text begins."""

    pieces: np.ndarray
    counts: np.ndarray
    starts: np.ndarray


class Bags:
    """The bags of all units, by unit number."""

    def __init__(self, pieces: np.ndarray, counts: np.ndarray, ends: np.ndarray) -> None:
        self._pieces, self._counts = pieces, counts
        self._offsets = np.concatenate([[0], ends]).astype(np.int64)

    def of(self, units: np.ndarray) -> Batch:
        """The bags of these units."""
        sizes = self._offsets[units + 1] - self._offsets[units]
        starts = np.cumsum(sizes) - sizes
        at = np.repeat(self._offsets[units] - starts, sizes) + np.arange(sizes.sum())
        return Batch(self._pieces[at], self._counts[at].astype(np.float32), starts)

    def of_two(self, first: np.ndarray, second: np.ndarray) -> Batch:
        """The bags of two units each, taken as one text; a first of -1 is none."""
        both = np.stack([first, second], axis=1).ravel()
        there = both >= 0
        batch = self.of(both[there])
        sizes = there.reshape(-1, 2).sum(axis=1)
        return batch._replace(starts=batch.starts[np.cumsum(sizes) - sizes])


def bags_of(units: Sequence[np.ndarray], pieces: Sequence[np.ndarray]) -> Bags:
    """Bags of units of term numbers, given the pieces of every term."""
    sizes = np.array([len(own) for own in pieces])
    offsets, flat = np.cumsum(sizes) - sizes, np.concatenate(pieces)
    kept, counts, lengths = [], [], []
    for begin in range(0, len(units), CHUNK):
        chunk = units[begin : begin + CHUNK]
        terms = np.concatenate(chunk)
        rows = np.repeat(np.repeat(np.arange(len(chunk)), [len(unit) for unit in chunk]), sizes[terms])
        inside = np.arange(len(rows)) - np.repeat(np.cumsum(sizes[terms]) - sizes[terms], sizes[terms])
        found = flat[np.repeat(offsets[terms], sizes[terms]) + inside]
        keys, times = np.unique(rows * (1 << 20) + found, return_counts=True)
        kept.append((keys & ((1 << 20) - 1)).astype(np.int32))
        counts.append((np.floor(np.log2(times)) + 1).astype(np.uint8))
        lengths.append(np.bincount(keys >> 20, minlength=len(chunk)))
    return Bags(np.concatenate(kept), np.concatenate(counts), np.cumsum(np.concatenate(lengths)))


def word_pieces(terms: Sequence[str], counts: np.ndarray, size: int) -> Tokenizer:
    """WordPiece tokenizer: the commonest terms whole, and pieces for what is rarer. Terms are split at blanks."""
    trained = _tokenizer({"[UNK]": 0})
    trainer = trainers.WordPieceTrainer(
        vocab_size=PIECES_FOR_RARE_WORDS, special_tokens=["[UNK]"], limit_alphabet=300, show_progress=False
    )
    # each term a few times: what builds many words makes a piece, not what is said often
    trained.train_from_iterator(_said(terms, np.ceil(np.log2(counts + 1)).astype(int)), trainer)
    # the trainer gives its pieces out in another order every time
    pieces = ["[UNK]", *sorted(set(trained.get_vocab()) - {"[UNK]"})]
    vocabulary = {piece: number for number, piece in enumerate(pieces)}
    for number in np.argsort(-counts, kind="stable"):
        if len(vocabulary) >= size or counts[number] < COMMON:
            break
        vocabulary.setdefault(terms[number], len(vocabulary))
    return _tokenizer({piece: number for number, piece in enumerate(vocabulary)})


def _said(terms: Sequence[str], times: np.ndarray) -> Iterable[str]:
    for begin in range(0, len(terms), 1000):
        rows = zip(terms[begin : begin + 1000], times[begin : begin + 1000], strict=True)
        yield " ".join(" ".join([term] * count) for term, count in rows if count)


def _tokenizer(vocabulary: dict[str, int]) -> Tokenizer:
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=64))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return tokenizer


def pieces_of_terms(tokenizer: Tokenizer, terms: Sequence[str]) -> list[np.ndarray]:
    """The pieces of every term."""
    encodings = tokenizer.encode_batch_fast(list(terms), add_special_tokens=False)
    return [np.array(encoding.ids or [0], np.int64) for encoding in encodings]
