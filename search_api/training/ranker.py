"""Learn the weights of the ranker from judged queries, and measure it beside the plain sum.

    python -m search_api.training.ranker --data FOLDER [--keep FILE] [-o search_api/ranker.json]

For each query the documents of its best passages, as the product finds them, with their features; then the weights
under which the right documents come first (logistic choice among the documents of a query, Newton's method, a little
shrinkage). The three sets count alike. Nothing is drawn by chance but the pool of texts, with a fixed seed.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections.abc import Sequence
from math import log2
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np

from nlp.encoder import Encoder, load_encoder
from nlp.term_vectors import TermVectors, term_vectors_of
from search_api.candidates import fused_candidates, halves_of, looked_at
from search_api.evaluation import DEPTH, EVERYTHING, indexed
from search_api.ranker import FEATURES, WEIGHTS_FILE, Floats, Ranker
from search_api.training.judged import Judged, judged_sets

SHRINKAGE = 0.002
ROUNDS, SMALLEST_STEP = 12, 1e-6  # of Newton's method; it stands still after six or seven
TENTH = 9  # place whose distance from the first sets the unit


class Example(NamedTuple):
    """A query's documents: features, plain sums, and which is right (None: not among those looked at)."""

    features: Floats
    plain: Floats
    right: int | None
    is_reported: bool


Weighted: TypeAlias = tuple[Floats, int, float]  # features, the right document, how much the example counts


def main() -> None:
    """Collect, fit, report, save."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with pairs.jsonl.xz and queries.jsonl")
    parser.add_argument("--keep", type=Path, help="file for the features, so that the next run need not collect")
    parser.add_argument("-o", "--output", type=Path, default=Path(__file__).parents[1] / WEIGHTS_FILE)
    options = parser.parse_args()
    encoder = load_encoder()
    sets = _kept(options.data, encoder, options.keep)
    trained = {name: [one for one in held if not one.is_reported] for name, held in sets.items()}
    weights = learned_weights(list(trained.values()))
    ranker = Ranker(encoder.model, weights, unit_of([one for held in trained.values() for one in held], weights))
    for name, held in sets.items():
        for label, some in (("trained on", trained[name]), ("reported", [one for one in held if one.is_reported])):
            plain, ranked = (mean_ndcg(some, which) for which in (None, ranker))
            print(f"{name:16} {label:10} {len(some):5} queries  sum {plain:.4f}  ranker {ranked:.4f}")
    save(options.output, ranker)


def collected(judged: Judged, encoder: Encoder, vectors: TermVectors) -> list[Example]:
    """The examples of a set, by the product's own path."""
    examples = []
    with indexed(judged.corpus, encoder) as index:
        for asked in judged.queries:
            halves = halves_of(index, encoder, asked.query, EVERYTHING, exact=True)
            found = fused_candidates(halves.dense, halves.lexical)
            near = looked_at(index, vectors, halves, found)
            plain = np.array([found.scores[one] for one in near.documents])
            right = near.documents.index(asked.answer) if asked.answer in near.documents else None
            examples.append(Example(near.features.documents, plain, right, asked.is_reported))
    print(judged.name, len(judged.corpus), "texts", len(examples), "queries", flush=True)
    return examples


def learned_weights(sets: Sequence[Sequence[Example]]) -> Floats:
    """A weight for each feature."""
    examples = [(one.features, one.right, 1 / len(held)) for held in sets for one in held if one.right is not None]
    everything = np.concatenate([features for features, _, _ in examples])
    middle, spread = everything.mean(axis=0), everything.std(axis=0) + 1e-9
    scaled = [((features - middle) / spread, right, share / len(sets)) for features, right, share in examples]
    weights = np.zeros(everything.shape[1])
    for _ in range(ROUNDS):
        slope, bend = _slope_and_bend(scaled, weights)
        step, now = np.linalg.solve(bend, slope), _loss(scaled, weights)
        while _loss(scaled, weights - step) > now and np.abs(step).max() > SMALLEST_STEP:
            step /= 2
        weights -= step
    return np.asarray(weights / spread)


def _loss(examples: Sequence[Weighted], weights: Floats) -> float:
    total = SHRINKAGE / 2 * float(weights @ weights)
    for features, right, share in examples:
        sums = features @ weights
        most = float(sums.max())
        total += share * (most + float(np.log(np.exp(sums - most).sum())) - float(sums[right]))
    return total


def _slope_and_bend(examples: Sequence[Weighted], weights: Floats) -> tuple[Floats, Floats]:
    """First and second derivatives of the loss."""
    slope, bend = SHRINKAGE * weights, SHRINKAGE * np.eye(len(weights))
    for features, right, share in examples:
        sums = features @ weights
        chance = np.exp(sums - sums.max())
        chance /= chance.sum()
        expected = chance @ features
        slope += share * (expected - features[right])
        bend += share * ((features * chance[:, None]).T @ features - np.outer(expected, expected))
    return slope, bend


def unit_of(examples: Sequence[Example], weights: Floats) -> float:
    """What a base score's unit is in sums of features: from the distance between the first and the tenth document."""
    pairs = [(one.features @ weights, one.plain) for one in examples if len(one.plain) > TENTH]
    ratios = [_distance(sums) / max(_distance(plain), 1e-6) for sums, plain in pairs]
    return float(np.median(ratios))


def _distance(scores: Floats) -> float:
    ordered = np.sort(scores)[::-1]
    return float(ordered[0] - ordered[TENTH])


def mean_ndcg(examples: Sequence[Example], ranker: Ranker | None) -> float:
    """nDCG@10 by the ranker, or by the plain sum; what was not looked at counts as not found, and of two equal texts
    either may come first."""
    total = 0.0
    for one in examples:
        if one.right is not None:
            scores = ranker.scores(one.features) if ranker else one.plain
            place = 0.5 * (1 + int((scores > scores[one.right]).sum()) + int((scores >= scores[one.right]).sum()))
            total += 1 / log2(place + 1) if place <= DEPTH else 0.0
    return total / max(1, len(examples))


def save(path: Path, ranker: Ranker) -> None:
    """The weights as JSON that a person can read."""
    weights = {name: round(float(weight), 4) for name, weight in zip(FEATURES, ranker.weights, strict=True)}
    held = {"model": ranker.model, "unit": round(ranker.unit, 4), "weights": weights}
    path.write_text(json.dumps(held, indent=2) + "\n", encoding="utf-8")


def _kept(data: Path, encoder: Encoder, kept: Path | None) -> dict[str, list[Example]]:
    if kept and kept.is_file():
        held: dict[str, list[Example]] = pickle.loads(kept.read_bytes())
        return held
    vectors = term_vectors_of(encoder)
    if vectors is None:
        raise SystemExit(f"the ranker needs the vectors of single terms, which {encoder.model} has not")
    sets = {judged.name: collected(judged, encoder, vectors) for judged in judged_sets(data)}
    if kept:
        kept.write_bytes(pickle.dumps(sets))
    return sets


if __name__ == "__main__":
    main()
