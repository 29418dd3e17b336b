"""The measures, worked out by hand; the evaluation, by the product's path on a small corpus."""

from __future__ import annotations

import json
from collections import Counter
from math import log, log2
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import NotFoundError, UserMistakeError
from nlp.encoder import load_encoder
from nlp.lexical import query_vector
from search_api.evaluation import (
    corpus_in,
    evaluate_retrieval,
    indexed,
    ndcg,
    points_of,
    rank,
    ranked_ids,
    recall,
    reciprocal_rank,
)

CORPUS = [
    ("ombud", "Personligt ombud", "Stadsdelen inrättar två tjänster som personligt ombud för personer med missbruk."),
    ("hund", "Hundrastgård", "Parken får en inhägnad yta där hundar kan springa lösa."),
    ("snö", "Vinterväghållning", "Trottoarer plogas före klockan sju när det har fallit mer än fem centimeter."),
    ("skola", "", "Elever i årskurs tre erbjuds resor till simhallen en gång i veckan."),
    ("tom", "", ""),
]
QUERIES = [
    ("q1", "personliga ombud i missbruksvården", {"ombud": 2}),
    ("q2", "hundrastgård", {"hund": 1}),
    ("q3", "plogning av trottoarer", {"snö": 1, "hund": 0}),
]


@pytest.mark.parametrize(
    ("relevant", "ranking", "expected", "why"),
    [
        ({"a": 1}, ["a", "b"], 1.0, "the right one first"),
        ({"a": 1}, ["b", "a"], 1 / log2(3), "the right one second"),
        ({"a": 1}, ["b"] * 10 + ["a"], 0.0, "eleventh is too late"),
        ({"a": 2, "b": 1}, ["b", "a"], (1 + 3 / log2(3)) / (3 + 1 / log2(3)), "gain 2^grade - 1"),
        ({"a": 1, "b": 1}, ["a", "x"], 1 / (1 + 1 / log2(3)), "one of two found"),
        ({"a": 0}, ["a"], 0.0, "nothing to find"),
    ],
)
def test_ndcg(relevant: dict[str, float], ranking: list[str], expected: float, why: str) -> None:
    assert ndcg(relevant, ranking) == pytest.approx(expected), why


def test_recall_and_reciprocal_rank() -> None:
    assert recall({"a": 1, "b": 2, "c": 0}, ["c", "b"]) == 0.5
    assert reciprocal_rank({"a": 1, "c": 0}, ["c", "b", "a"]) == pytest.approx(1 / 3)
    assert reciprocal_rank({"a": 1}, ["c"]) == 0.0


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    corpus, queries = tmp_path / "corpus.jsonl", tmp_path / "queries.jsonl"
    rows = [{"id": name, "title": title, "text": text} for name, title, text in CORPUS]
    corpus.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    asked = [{"id": name, "query": query, "relevant": relevant} for name, query, relevant in QUERIES]
    queries.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in asked), encoding="utf-8")
    return corpus, queries


def test_three_systems_are_measured(files: tuple[Path, Path]) -> None:
    report = evaluate_retrieval(*files, encoder=load_encoder())
    assert (report["documents"], report["queries"]) == (5, 3)
    assert list(report["systems"]) == ["lexical", "dense", "hybrid"]
    assert report["systems"]["hybrid"] == {"ndcg@10": 1.0, "recall@10": 1.0, "mrr": 1.0}


def test_ranking_needs_no_judgements(files: tuple[Path, Path]) -> None:
    run = rank(*files, encoder=load_encoder(), limit=2)
    assert {name: found[0] for name, found in run.items()} == {"q1": "ombud", "q2": "hund", "q3": "snö"}
    assert all(len(found) == 2 for found in run.values())


def test_the_index_scores_words_as_bm25_does(files: tuple[Path, Path]) -> None:
    """The engine's IDF times our weights, worked out beside it with nothing but arithmetic."""
    corpus, encoder = corpus_in(files[0]), load_encoder()
    points = points_of(corpus, encoder)
    holders = Counter(term for point in points for term in point.sparse.indices.tolist())
    idf = {term: log(1 + (len(points) - count + 0.5) / (count + 0.5)) for term, count in holders.items()}
    query = query_vector("ombud för personer i parken")
    asked = dict(zip(query.indices.tolist(), query.values.tolist(), strict=True))
    by_hand = {}
    for point in points:
        held = dict(zip(point.sparse.indices.tolist(), point.sparse.values.tolist(), strict=True))
        total = sum(weight * held[term] * idf[term] for term, weight in asked.items() if term in held)
        if total:
            by_hand[point.filterable.document_id] = total
    with indexed(corpus, encoder) as index:
        found = ranked_ids(index, encoder, "ombud för personer i parken")["lexical"]
    assert found == sorted(by_hand, key=lambda name: -by_hand[name])


def test_the_index_finds_the_nearest_as_numpy_does(files: tuple[Path, Path]) -> None:
    corpus, encoder = corpus_in(files[0]), load_encoder()
    points = points_of(corpus, encoder)
    scores = np.stack([point.dense for point in points]).astype(np.float32) @ encoder.encode_query("hundar i parken")
    expected = [points[at].filterable.document_id for at in np.argsort(-scores, kind="stable")]
    with indexed(corpus, encoder) as index:
        assert ranked_ids(index, encoder, "hundar i parken")["dense"] == expected


@pytest.mark.parametrize(
    ("line", "words", "why"),
    [
        ('{"id": "q"', "line 1", "broken JSON"),
        ('["q"]', "line 1", "no object"),
        ('{"id": "q"}', "query", "no query"),
        ('{"id": "q", "query": "hund", "relevant": ["hund"]}', "relevant", "a list of documents"),
        ('{"id": "q", "query": "hund", "relevant": {}}', "no document", "unjudged"),
        ('{"id": "q", "query": "hund", "relevant": {"finns ej": 1}}', "finns ej", "unknown document"),
    ],
)
def test_a_bad_query_file_is_named(files: tuple[Path, Path], line: str, words: str, why: str) -> None:
    corpus, queries = files
    queries.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(UserMistakeError, match=words):
        evaluate_retrieval(corpus, queries, encoder=load_encoder())


def test_a_missing_file_is_named(files: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"nowhere\.jsonl"):
        rank(tmp_path / "nowhere.jsonl", files[1], encoder=load_encoder())
