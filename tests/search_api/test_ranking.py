"""Two scores become one order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import ScoredPassage
from search_api.ranking import best_per_document, fuse

SCORES = st.dictionaries(st.integers(0, 30), st.floats(-1, 1, allow_nan=False, width=16), max_size=15)


@pytest.mark.parametrize(
    ("dense", "lexical", "order", "why"),
    [
        ({1: 0.9, 2: 0.5}, {1: 7.0, 2: 3.0}, [1, 2], "both agree"),
        ({1: 0.9, 2: 0.1}, {}, [1, 2], "no words in common with anything"),
        ({}, {4: 2.0, 5: 8.0}, [5, 4], "nothing by meaning"),
        ({1: 0.9, 2: 0.8, 3: 0.1}, {2: 5.0, 3: 4.0}, [2, 1, 3], "good in both beats best in one"),
        ({1: 0.5, 2: 0.5}, {}, [1, 2], "a tie is broken by the key"),
        ({}, {}, [], "nothing found"),
    ],
)
def test_order(dense: dict[int, float], lexical: dict[int, float], order: list[int], why: str) -> None:
    assert list(fuse(dense, lexical)) == order, why


def test_the_weight_moves_the_balance() -> None:
    dense, lexical = {"a": 0.9, "b": 0.1}, {"a": 1.0, "b": 9.0}
    assert next(iter(fuse(dense, lexical, weight=0.9))) == "a"
    assert next(iter(fuse(dense, lexical, weight=0.1))) == "b"


def test_a_poor_match_in_words_keeps_what_it_has() -> None:
    # the lowest lexical score found is a match all the same: it is not stretched down to nothing
    assert fuse({}, {"a": 8.0, "b": 6.0}, weight=0.0)["b"] == pytest.approx(0.75)


@given(SCORES, SCORES)
def test_all_candidates_are_ranked_between_0_and_1(dense: dict[int, float], lexical: dict[int, float]) -> None:
    positive = {key: abs(score) for key, score in lexical.items()}
    fused = fuse(dense, positive)
    assert set(fused) == set(dense) | set(positive)
    assert all(0 <= score <= 1 + 1e-9 for score in fused.values())
    assert list(fused.values()) == sorted(fused.values(), reverse=True)


@given(SCORES, st.floats(0.5, 20), st.floats(0, 5))
def test_only_the_order_and_distances_of_dense_scores_matter(
    dense: dict[int, float], stretch: float, shift: float
) -> None:
    moved = {key: score * stretch + shift for key, score in dense.items()}
    one, other = fuse(dense, {}), fuse(moved, {})
    assert all(one[key] == pytest.approx(other[key], abs=1e-3) for key in one)


def test_best_passage_of_each_document() -> None:
    scored = [ScoredPassage(3, "a", 0.5), ScoredPassage(1, "b", 0.9), ScoredPassage(2, "a", 0.7)]
    scored += [ScoredPassage(9, "c", 0.7), ScoredPassage(8, "c", 0.7)]
    best = best_per_document(scored)
    assert [(document, passage.passage_id) for document, passage in best.items()] == [("b", 1), ("a", 2), ("c", 8)]
