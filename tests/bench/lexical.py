"""What the Swedish analyser finds, beside plain stems: compounds, tuning sets, speed.

    python -m tests.bench.lexical [--shared FOLDER]

Compounds: ``tests/golden/compounds`` (200 queries, each with the one text that answers it, in a pool with sentences of
the same words). Tuning sets, where the folder is there: interpellations of 2020 (title -> text) and the held-back
queries among 10,000 texts. No acceptance set is read. Scores are BM25 weights times the engine's IDF, best passage of
a document, computed here without an engine so that analysers that are not shipped can be compared.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import Stemmer

from corpus.records import SparseVector
from nlp.lexical import K1, B, passage_vector, query_vector, sparse_vector
from nlp.stopwords import STOP_WORDS
from nlp.training.texts import INTERPELLATIONS, TUNING_YEAR, is_held_back, queries_in, texts_in
from nlp.windows import windows_of
from nlp.words import fold
from search_api.evaluation import ndcg, recall

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "compounds"
SEED, POOL = 20, 10_000
SNOWBALL = Stemmer.Stemmer("swedish")
PLAIN_WORD = re.compile(r"[^\W_]+")  # personligt | ombud


class Judged(NamedTuple):
    """Texts with headings, and queries with the number of the text that answers each."""

    name: str
    texts: list[tuple[str, str]]
    queries: list[tuple[str, int]]


class System(NamedTuple):
    """A way to make vectors of passages (text, heading) and of queries."""

    name: str
    passage: Callable[[str, str], SparseVector]
    query: Callable[[str], SparseVector]


class Inverted:
    """Passages by term, and the scores of a query against all of them."""

    def __init__(self, vectors: Iterable[SparseVector]) -> None:
        ids, values, rows = [], [], []
        self.passages = 0
        for vector in vectors:
            ids.append(vector.indices)
            values.append(vector.values)
            rows.append(np.full(len(vector.indices), self.passages, np.int32))
            self.passages += 1
        terms = np.concatenate(ids)
        order = np.argsort(terms, kind="stable")
        self.values, self.rows = np.concatenate(values)[order], np.concatenate(rows)[order]
        names, starts = np.unique(terms[order], return_index=True)
        ends = [*starts[1:].tolist(), len(terms)]
        self.spans = {int(n): (int(s), e) for n, s, e in zip(names, starts, ends, strict=True)}

    def scores(self, query: SparseVector) -> np.ndarray:
        """One score a passage: weights times IDF as the engine computes it."""
        scores = np.zeros(self.passages, np.float32)
        for term, weight in zip(query.indices.tolist(), query.values.tolist(), strict=True):
            if term in self.spans:
                start, end = self.spans[term]
                held = end - start
                idf = math.log(1 + (self.passages - held + 0.5) / (held + 0.5))
                scores[self.rows[start:end]] += weight * idf * self.values[start:end]
        return scores


def measured(system: System, judged: Judged) -> dict[str, float]:
    """{"ndcg", "recall"} of the system on the set."""
    owner, vectors = [], []
    for number, (heading, text) in enumerate(judged.texts):
        for start, end in list(windows_of(text)) or [(0, len(text))]:
            owner.append(number)
            vectors.append(system.passage(text[start:end], heading))
    index, owners = Inverted(vectors), np.array(owner)
    totals = {"ndcg": 0.0, "recall": 0.0}
    for query, right in judged.queries:
        ranking = best_documents(index.scores(system.query(query)), owners)
        relevant = {str(right): 1.0}
        totals["ndcg"] += ndcg(relevant, ranking)
        totals["recall"] += recall(relevant, ranking)
    return {name: total / len(judged.queries) for name, total in totals.items()}


def best_documents(scores: np.ndarray, owners: np.ndarray, depth: int = 10) -> list[str]:
    """Numbers of the best documents as text; documents without any term are never found."""
    found: dict[str, None] = {}
    best = np.argpartition(-scores, min(400, len(scores) - 1))[:400]
    for at in best[np.lexsort((best, -scores[best]))]:
        if scores[at] <= 0 or len(found) == depth:
            break
        found[str(owners[at])] = None
    return list(found)


def plain_terms(text: str) -> Counter[str]:
    """Swedish Snowball stems of all words but stop words, as any search engine does it."""
    return Counter(SNOWBALL.stemWord(word) for word in map(fold, PLAIN_WORD.findall(text)) if word not in STOP_WORDS)


def plain_passage(text: str, heading: str) -> SparseVector:
    """BM25 weights of plain stems."""
    counts = plain_terms(f"{heading} {text}")
    norm = K1 * (1 - B + B * sum(counts.values()) / 100)
    return sparse_vector({term: count * (K1 + 1) / (count + norm) for term, count in counts.items()})


PLAIN = System("plain stems", plain_passage, lambda query: sparse_vector(plain_terms(query)))
SHIPPED = System("shipped", lambda text, heading: passage_vector(text, heading or None), query_vector)


def compounds() -> Judged:
    """The 200 pairs, in the pool with the distractors."""
    pairs = [json.loads(line) for line in (GOLDEN / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]
    others = [json.loads(line) for line in (GOLDEN / "distractors.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = [("", row["text"]) for row in (*pairs, *others)]
    return Judged("compounds", texts, [(row["query"], number) for number, row in enumerate(pairs)])


def tuning_sets(data: Path) -> list[Judged]:
    """Interpellations of 2020, and the held-back queries among 10,000 texts."""
    texts = list(texts_in(data / "pairs.jsonl.xz"))
    year = [text for text in texts if text.source == INTERPELLATIONS and text.year == TUNING_YEAR]
    titles = Judged(
        "interpellations 2020",
        [("", text.body) for text in year],
        [(text.title, number) for number, text in enumerate(year)],
    )
    asked = [query for query in queries_in(data / "queries.jsonl") if is_held_back(query.text_id)]
    wanted = {query.text_id for query in asked}
    rest = [text for text in texts if text.id not in wanted]
    pool = [text for text in texts if text.id in wanted]
    pool += random.Random(SEED).sample(rest, POOL - len(pool))
    place = {text.id: number for number, text in enumerate(pool)}
    queries = Judged(
        "user-style queries",
        [(text.title, text.body[:40_000]) for text in pool],
        [(query.query, place[query.text_id]) for query in asked if query.text_id in place],
    )
    return [titles, queries]


def report(systems: Sequence[System], sets: Sequence[Judged]) -> None:
    """One line a system and set."""
    for judged in sets:
        for system in systems:
            scores = measured(system, judged)
            print(f"{judged.name:22} {system.name:14} nDCG@10 {scores['ndcg']:.4f} recall@10 {scores['recall']:.4f}")


def misses(system: System, judged: Judged) -> dict[str, list[str]]:
    """Queries whose text is not among the first ten, with what stands first instead."""
    index = Inverted(system.passage(text, heading) for heading, text in judged.texts)
    owners = np.arange(len(judged.texts))
    missed: defaultdict[str, list[str]] = defaultdict(list)
    for query, right in judged.queries:
        found = best_documents(index.scores(system.query(query)), owners)
        if str(right) not in found:
            missed[query] = [judged.texts[right][1], *(judged.texts[int(one)][1] for one in found[:1])]
    return missed


def main() -> None:
    """Print every measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    sets = [compounds(), *(tuning_sets(options.shared / "data") if options.shared else [])]
    report([PLAIN, SHIPPED], sets)
    if options.misses:
        for query, texts in misses(SHIPPED, sets[0]).items():
            print(query, *texts, sep=" | ")


if __name__ == "__main__":
    main()
