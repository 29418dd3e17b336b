"""Judged sets to train and tune the ranking on: queries, each with the text that answers it.

None of their texts was the encoder trained on (``nlp.training.texts`` keeps the split), for a ranker that learned from
queries the encoder has seen would trust it too much. The acceptance sets are not among them.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from nlp.training.texts import (
    INTERPELLATIONS,
    TUNING_YEAR,
    Text,
    is_held_back,
    queries_in,
    texts_in,
    tuning_questions,
)
from search_api.evaluation import CorpusText

SEED, POOL = 20, 10_000
LONGEST = 40_000  # characters of a text


class Asked(NamedTuple):
    """A query and the id of the text that answers it; ``is_reported``: kept out of training."""

    query: str
    answer: str
    is_reported: bool


class Judged(NamedTuple):
    """Texts, and queries that some of them answer."""

    name: str
    corpus: list[CorpusText]
    queries: list[Asked]


def judged_sets(data: Path) -> list[Judged]:
    """Questions to laws, titles of interpellations, and user-style queries among 10,000 texts."""
    texts = list(texts_in(data / "pairs.jsonl.xz"))
    queries = [one for one in queries_in(data / "queries.jsonl") if is_held_back(one.text_id)]
    return [_questions(texts), _interpellations(texts), _queries(texts, [(one.query, one.text_id) for one in queries])]


def is_reported(text_id: str) -> bool:
    """True for the half of the texts whose queries are kept out of training, by a hash of the id."""
    return blake2b(text_id.encode(), digest_size=8, person=b"ranker").digest()[0] % 2 == 1


def _questions(texts: Iterable[Text]) -> Judged:
    asked = [(one.query, one.text_id) for one in tuning_questions()]
    wanted = {answer for _, answer in asked}
    return Judged("questions", _corpus(one for one in texts if one.id in wanted), _asked(asked))


def _interpellations(texts: Iterable[Text]) -> Judged:
    year = [one for one in texts if one.source == INTERPELLATIONS and one.year == TUNING_YEAR]
    return Judged("interpellations", _corpus(year), _asked([(one.title, one.id) for one in year]))


def _queries(texts: list[Text], asked: list[tuple[str, str]]) -> Judged:
    wanted = {answer for _, answer in asked}
    pool = [one for one in texts if one.id in wanted]
    others = [one for one in texts if one.id not in wanted]
    pool += random.Random(SEED).sample(others, POOL - len(pool))
    return Judged("queries", _corpus(pool, titled=True), _asked(asked))


def _corpus(texts: Iterable[Text], *, titled: bool = False) -> list[CorpusText]:
    return [CorpusText(one.id, one.title if titled else None, one.body[:LONGEST]) for one in texts]


def _asked(queries: Iterable[tuple[str, str]]) -> list[Asked]:
    return [Asked(query, answer, is_reported(answer)) for query, answer in queries]
