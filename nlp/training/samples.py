"""What the encoder learns from: batches of questions with the units that answer them, drawn by chance with a seed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from nlp.training.term_corpus import HEADS, TermCorpus
from nlp.training.texts import OwnQuestion, Query

WINDOWS_DRAWN = 12  # from the beginning of a text: a long law shall not drown the rest
SUMMARY_SHARE, NEIGHBOUR_SHARE = 0.15, 0.15  # the rest are titles
TITLED_NEIGHBOURS, TITLED_ANSWERS = 0.3, 0.5  # how often an answer stands under its title, as in the archive
SIBLINGS_FROM, SIBLINGS_MOST = 4, 16
OWN_WEIGHT = 3  # of a question of our own against one of the file
SECTIONS = "avsnitt"  # sources of sections, whose summary is the title of the whole


class Pairs(NamedTuple):
    """Units that ask, units that answer, and titles above the answers (-1: none)."""

    asked: np.ndarray
    answers: np.ndarray
    titles: np.ndarray


class Samples:
    """Draws batches of pairs."""

    def __init__(self, corpus: TermCorpus, queries: Sequence[Query], own: Sequence[OwnQuestion], seed: int) -> None:
        self._random = np.random.default_rng(seed)
        self._first, self._windows = corpus.first, corpus.windows
        section = np.array([source.endswith(SECTIONS) for source in corpus.sources])
        self._titled = corpus.lengths[corpus.first[:-1]] > 0
        self._summarised = (corpus.lengths[corpus.first[:-1] + 1] > 3) & ~section
        self._texts = np.flatnonzero(corpus.lengths[corpus.first[:-1] + HEADS] > 0)
        self._siblings = _siblings(corpus, self._texts[section[self._texts]])
        self._asked, self._answering = _asked(corpus, queries, own)
        self._own_from = len(queries)

    def window_units(self) -> np.ndarray:
        """All windows of the texts."""
        return np.concatenate([np.arange(self._first[i] + HEADS, self._first[i + 1]) for i in self._texts])

    def batch(self, size: int, query_share: float, sibling_share: float) -> Pairs:
        """A batch, a share of it queries; now and then its texts are sections of the same laws and reports."""
        queries = self._of_queries(min(int(size * query_share), len(self._asked)))
        left = size - len(queries.asked)
        if self._random.random() < sibling_share:
            texts = self._of_one_whole(left)
        else:
            texts = self._random.choice(self._texts, min(left, len(self._texts)), replace=False)
        return _joined(self._of_texts(texts), queries)

    def _of_one_whole(self, size: int) -> np.ndarray:
        drawn: list[np.ndarray] = []
        for number in self._random.permutation(len(self._siblings)):
            group = self._siblings[number]
            drawn.append(self._random.permutation(group)[:SIBLINGS_MOST])
            if sum(map(len, drawn)) >= size:
                break
        return np.concatenate(drawn)[:size]

    def _of_texts(self, texts: np.ndarray) -> Pairs:
        """A title, a summary or the neighbouring window asks for a window of the text."""
        chance = self._random.random(len(texts))
        heads, windows = self._first[texts], self._windows[texts]
        answers = self._window(texts, WINDOWS_DRAWN)
        is_last = answers + 1 == self._first[texts + 1]
        neighbours = np.where(windows > 1, np.where(is_last, answers - 1, answers + 1), answers)
        asked = np.where((chance < SUMMARY_SHARE) & self._summarised[texts], heads + 1, heads)
        asked = np.where((chance > 1 - NEIGHBOUR_SHARE) & (windows > 1), neighbours, asked)
        asked = np.where((asked == heads) & ~self._titled[texts], neighbours, asked)
        titled = (asked != heads) & (self._random.random(len(texts)) < TITLED_NEIGHBOURS)
        return Pairs(asked, answers, np.where(titled, heads, -1))

    def _of_queries(self, size: int) -> Pairs:
        """Queries, each with a window of its text or, one of our own, with its answer."""
        if not size:
            return Pairs(*np.zeros((3, 0), np.int64))
        weights = np.where(np.arange(len(self._asked)) < self._own_from, 1.0, OWN_WEIGHT)
        drawn = self._random.choice(len(self._asked), size, replace=False, p=weights / weights.sum())
        ours = drawn >= self._own_from
        texts = np.where(ours, 0, self._answering[drawn])
        answers = np.where(ours, self._answering[drawn], self._window(texts, WINDOWS_DRAWN))
        titled = ~ours & (self._random.random(size) < TITLED_ANSWERS)
        return Pairs(self._asked[drawn], answers, np.where(titled, self._first[texts], -1))

    def _window(self, texts: np.ndarray, among: int) -> np.ndarray:
        chance = self._random.random(len(texts))
        return self._first[texts] + HEADS + (chance * np.minimum(self._windows[texts], among)).astype(np.int64)


def _siblings(corpus: TermCorpus, sections: np.ndarray) -> list[np.ndarray]:
    """Sections by the whole they belong to: telling them apart takes the small words."""
    wholes: defaultdict[str, list[int]] = defaultdict(list)
    for text in sections:
        wholes[corpus.ids[text].split("#")[0]].append(text)
    return [np.array(group) for group in wholes.values() if len(group) >= SIBLINGS_FROM]


def _asked(corpus: TermCorpus, queries: Sequence[Query], own: Sequence[OwnQuestion]) -> tuple[np.ndarray, np.ndarray]:
    """Units of all questions, and of each the text (of the file's) or the unit (of our own) that answers it.

    After the texts' units stand those of the queries, then of our own questions, then of our own answers.
    """
    begin = len(corpus.lengths)
    texts = {text_id: number for number, text_id in enumerate(corpus.ids)}
    ours = [row for row, one in enumerate(own) for _ in one.questions]
    first_answer = begin + len(queries) + len(ours)
    answering = [texts[query.text_id] for query in queries] + [first_answer + row for row in ours]
    return begin + np.arange(len(answering)), np.array(answering)


def _joined(one: Pairs, other: Pairs) -> Pairs:
    return Pairs(*(np.concatenate(both) for both in zip(one, other, strict=True)))
