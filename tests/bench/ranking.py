"""Ways to make one order out of two halves, on the sets that tuning may see: nDCG@10 of each.

    python -m tests.bench.ranking --data FOLDER

Reciprocal rank fusion (k = 60), distribution-based fusion (each half as distances from its mean, between three standard
deviations), the stretched sum at several weights, and the ranker. Queries that the ranker learned from are left out.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus.records import ScoredPassage
from nlp.encoder import load_encoder
from search_api.candidates import Halves, fused_candidates, halves_of, ranked_candidates
from search_api.evaluation import EVERYTHING, indexed, ndcg
from search_api.ranking import fuse
from search_api.training.judged import judged_sets

RRF = 60
WEIGHTS = (0.45, 0.65, 0.75)


def by_rank(halves: Halves) -> dict[int, float]:
    """Sum of 1 / (k + place)."""
    total: defaultdict[int, float] = defaultdict(float)
    for half in (halves.lexical, halves.dense):
        for place, one in enumerate(half, start=1):
            total[one.passage_id] += 1 / (RRF + place)
    return total


def by_distribution(halves: Halves) -> dict[int, float]:
    """Sum of both scores on a scale from three standard deviations below the mean to three above."""
    total: defaultdict[int, float] = defaultdict(float)
    for half in (halves.lexical, halves.dense):
        if half:
            scores = [one.score for one in half]
            middle, spread = statistics.mean(scores), statistics.pstdev(scores) or 1.0
            for one in half:
                total[one.passage_id] += (one.score - (middle - 3 * spread)) / (6 * spread)
    return total


def documents_by_best(halves: Halves, scores: Mapping[int, float]) -> list[str]:
    """Documents in the order of their best passages."""
    owners = {one.passage_id: one.document_id for one in (*halves.lexical, *halves.dense)}
    return list(dict.fromkeys(owners[one] for one in sorted(scores, key=lambda one: (-scores[one], one))))


def in_order(scores: Mapping[str, float]) -> list[str]:
    """Best first, ties by id."""
    return sorted(scores, key=lambda one: (-scores[one], one))


def weighted(halves: Halves, weight: float) -> dict[int, float]:
    """The stretched sum at another weight on the vectors."""
    return fuse(scored(halves.dense), scored(halves.lexical), weight=weight)


def scored(half: Sequence[ScoredPassage]) -> dict[int, float]:
    """Scores by passage."""
    return {one.passage_id: one.score for one in half}


def main() -> None:
    """One line a set and method."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    encoder = load_encoder()
    for judged in judged_sets(parser.parse_args().data):
        reported = [one for one in judged.queries if one.is_reported]
        totals: defaultdict[str, float] = defaultdict(float)
        closer: list[float] = []
        with indexed(judged.corpus, encoder) as index:
            for asked in reported:
                halves = halves_of(index, encoder, asked.query, EVERYTHING, exact=True)
                began = time.perf_counter()
                ranked = ranked_candidates(index, encoder, halves)
                closer.append((time.perf_counter() - began) * 1000)
                orders = {
                    "words alone": documents_by_best(halves, scored(halves.lexical)),
                    "meaning alone": documents_by_best(halves, scored(halves.dense)),
                    "reciprocal rank fusion": documents_by_best(halves, by_rank(halves)),
                    "distribution-based fusion": documents_by_best(halves, by_distribution(halves)),
                    "stretched sum": in_order(fused_candidates(halves.dense, halves.lexical).scores),
                    "ranker": in_order(ranked.scores),
                }
                orders |= {f"sum, weight {one}": documents_by_best(halves, weighted(halves, one)) for one in WEIGHTS}
                for name, order in orders.items():
                    totals[name] += ndcg({asked.answer: 1.0}, order)
        print(f"{judged.name}: {len(reported)} queries, {len(judged.corpus)} texts", flush=True)
        for name, total in totals.items():
            print(f"  {name:28} {total / len(reported):.4f}")
        print(f"  ms from halves to order: p50 {statistics.median(closer):.2f}", flush=True)


if __name__ == "__main__":
    main()
