"""Retrieval quality on judged queries, by the product's own path: passages, vectors, index, ranking.

A corpus is JSON Lines {"id", "title", "text"}, queries are {"id", "query", "relevant": {document id: grade}}.
nDCG@10 takes 2^grade - 1 as gain, recall@10 counts grades above 0, MRR is over the whole ranking.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import log2
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import NotFoundError, UserMistakeError
from corpus.index import PassageIndex
from corpus.records import Filterable, IndexPoint, SearchFilter
from nlp.embedding import text_in_context
from nlp.encoder import Encoder
from nlp.lexical import passage_vector
from nlp.passages import passage_id
from nlp.windows import windows_of
from search_api.candidates import halves_of, ranked_candidates
from search_api.ranking import best_per_document

DEPTH = 10
BATCH = 256
EVERYTHING = SearchFilter()


@dataclass(frozen=True, slots=True)
class CorpusText:
    """A document of a test corpus."""

    id: str
    title: str | None
    text: str


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query, and the documents that answer it with their grades (empty when unjudged)."""

    id: str
    query: str
    relevant: Mapping[str, float]


def evaluate_retrieval(corpus_path: Path, queries_path: Path, *, encoder: Encoder) -> dict[str, Any]:
    """{"documents", "queries", "model", "systems": {lexical | dense | hybrid: {"ndcg@10", "recall@10", "mrr"}}}.

    Raises ``UserMistakeError`` when a file is not as described above, or a query has no right answer.
    """
    corpus, queries = corpus_in(corpus_path), queries_in(queries_path)
    unjudged = [query.id for query in queries if not any(grade > 0 for grade in query.relevant.values())]
    if unjudged:
        raise UserMistakeError(f"query {unjudged[0]} of {queries_path} names no document as relevant")
    unknown = {name for query in queries for name in query.relevant} - {text.id for text in corpus}
    if unknown:
        raise UserMistakeError(f"{queries_path} names documents that {corpus_path} does not hold: {min(unknown)}")
    rankings: dict[str, list[list[str]]] = {"lexical": [], "dense": [], "hybrid": []}
    with indexed(corpus, encoder) as index:
        for query in queries:
            for system, ranking in ranked_ids(index, encoder, query.query).items():
                rankings[system].append(ranking)
    return {
        "documents": len(corpus),
        "queries": len(queries),
        "model": encoder.model,
        "systems": {system: mean_scores(queries, found) for system, found in rankings.items()},
    }


def rank(corpus_path: Path, queries_path: Path, *, encoder: Encoder, limit: int = 100) -> dict[str, list[str]]:
    """Query id -> ids of the best documents in the order of the shipped hybrid ranking."""
    with indexed(corpus_in(corpus_path), encoder) as index:
        return {
            query.id: ranked_ids(index, encoder, query.query)["hybrid"][:limit] for query in queries_in(queries_path)
        }


@contextmanager
def indexed(corpus: Sequence[CorpusText], encoder: Encoder) -> Iterator[PassageIndex]:
    """The corpus in an index of its own, gone when the block ends."""
    from corpus.edge_index import EdgeIndex

    with tempfile.TemporaryDirectory(prefix="beslut-evaluate-") as folder:
        index = EdgeIndex(Path(folder) / "index", encoder.dimensions)
        try:
            for at in range(0, len(corpus), BATCH):
                index.upsert(points_of(corpus[at : at + BATCH], encoder))
            yield index
        finally:
            index.close()


def points_of(corpus: Sequence[CorpusText], encoder: Encoder) -> list[IndexPoint]:
    """The passages of the texts with both vectors."""
    cut = [
        (text, ordinal, text.text[start:end])
        for text in corpus
        for ordinal, (start, end) in enumerate(list(windows_of(text.text)) or [(0, len(text.text))])
    ]
    dense = encoder.encode_passages([text_in_context(words, title=text.title) for text, _, words in cut])
    return [
        IndexPoint(
            id=passage_id(text.id, ordinal),
            dense=row.astype(np.float16),
            sparse=passage_vector(words, text.title),
            filterable=Filterable(text.id, "övrigt", "other", None, (), (), (), (), None, None),
        )
        for (text, ordinal, words), row in zip(cut, dense, strict=True)
    ]


def ranked_ids(index: PassageIndex, encoder: Encoder, query: str) -> dict[str, list[str]]:
    """Document ids, best first, by words, by meaning, and by both."""
    halves = halves_of(index, encoder, query, EVERYTHING, exact=True)
    joint = ranked_candidates(index, encoder, halves).scores
    return {
        "lexical": list(best_per_document(halves.lexical)),
        "dense": list(best_per_document(halves.dense)),
        "hybrid": sorted(joint, key=lambda document: (-joint[document], document)),
    }


def mean_scores(queries: Sequence[JudgedQuery], rankings: Sequence[Sequence[str]]) -> dict[str, float]:
    """{"ndcg@10", "recall@10", "mrr"} over all queries; zeros where there is none."""
    pairs = list(zip(queries, rankings, strict=True))
    measures = {"ndcg@10": ndcg, "recall@10": recall, "mrr": reciprocal_rank}
    return {
        name: sum(measure(query.relevant, found) for query, found in pairs) / max(1, len(pairs))
        for name, measure in measures.items()
    }


def ndcg(relevant: Mapping[str, float], ranking: Sequence[str], depth: int = DEPTH) -> float:
    """Discounted gain of the first ``depth`` against the best possible order, 0..1."""
    gains = [2 ** relevant.get(document, 0) - 1 for document in ranking[:depth]]
    ideal = sorted((2**grade - 1 for grade in relevant.values()), reverse=True)[:depth]
    return _discounted(gains) / _discounted(ideal) if any(ideal) else 0.0


def recall(relevant: Mapping[str, float], ranking: Sequence[str], depth: int = DEPTH) -> float:
    """Share of the right documents among the first ``depth``."""
    right = {document for document, grade in relevant.items() if grade > 0}
    return len(right & set(ranking[:depth])) / len(right) if right else 0.0


def reciprocal_rank(relevant: Mapping[str, float], ranking: Sequence[str]) -> float:
    """1 / place of the first right document; 0 when none was found."""
    places = (place for place, document in enumerate(ranking, start=1) if relevant.get(document, 0) > 0)
    return 1 / next(places, float("inf"))


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / log2(place + 1) for place, gain in enumerate(gains, start=1))


def corpus_in(path: Path) -> list[CorpusText]:
    """The texts of a corpus file."""
    return [
        CorpusText(str(row["id"]), str(row["title"]) if row.get("title") else None, str(row.get("text") or ""))
        for row in _rows(path, ("id", "text"))
    ]


def queries_in(path: Path) -> list[JudgedQuery]:
    """The queries of a file, judged or not."""
    queries = []
    for row in _rows(path, ("id", "query")):
        relevant = row.get("relevant") or {}
        if not isinstance(relevant, dict) or not all(isinstance(grade, int | float) for grade in relevant.values()):
            raise UserMistakeError(f'{path}: "relevant" of query {row["id"]} must map document ids to grades')
        queries.append(JudgedQuery(str(row["id"]), str(row["query"]), {str(k): float(v) for k, v in relevant.items()}))
    return queries


def _rows(path: Path, needed: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        raise NotFoundError(f"there is no file {path}")
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as error:
                raise UserMistakeError(f"line {number} of {path} is not JSON: {error}") from error
            if not isinstance(row, dict) or any(name not in row for name in needed):
                raise UserMistakeError(f"line {number} of {path} must be an object with {' and '.join(needed)}")
            yield row
