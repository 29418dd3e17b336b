"""One order out of two: scores by meaning and scores by words, brought to one scale and added. Pure functions.

Per query each half is stretched to 0..1 over its own candidates and the weighted sum decides. Measured against
reciprocal rank fusion and z-scores on the tuning sets: docs/reports/retrieval-first-model.md.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from corpus.records import ScoredPassage

Key = TypeVar("Key", bound=Hashable)

DENSE_WEIGHT = 0.55


def fuse(dense: Mapping[Key, float], lexical: Mapping[Key, float], *, weight: float = DENSE_WEIGHT) -> dict[Key, float]:
    """Score 0..1 of everything either half found, best first; what a half did not find has 0 from it.

    Ties keep the order of the keys as text, so that the same question always gets the same answer.
    """
    by_meaning, by_words = stretched(dense), stretched(lexical, floor=0.0)
    total = {
        key: weight * by_meaning.get(key, 0.0) + (1 - weight) * by_words.get(key, 0.0)
        for key in {**by_meaning, **by_words}
    }
    return dict(sorted(total.items(), key=lambda item: (-item[1], str(item[0]))))


def stretched(scores: Mapping[Key, float], floor: float | None = None) -> dict[Key, float]:
    """The scores on a scale where the best is 1 and the lowest (or ``floor``, where given) is 0."""
    if not scores:
        return {}
    top = max(scores.values())
    low = min(scores.values()) if floor is None else floor
    if top <= low:
        return dict.fromkeys(scores, 1.0)
    return {key: (score - low) / (top - low) for key, score in scores.items()}


def best_per_document(scored: Iterable[ScoredPassage]) -> dict[str, ScoredPassage]:
    """The best passage of each document (ties: lowest passage id), best document first."""
    best: dict[str, ScoredPassage] = {}
    for passage in sorted(scored, key=lambda one: (-one.score, one.passage_id)):
        best.setdefault(passage.document_id, passage)
    return best
