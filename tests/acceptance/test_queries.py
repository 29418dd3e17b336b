"""The realistic queries over the real documents and the sample: found, near the top, and understood."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

from nlp.encoder import load_encoder
from tests.bench.queries_report import Outcome, archive_of_seeds_and_sample, filter_misses, outcomes, queries_in

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def results(shared: Path) -> Iterator[list[Outcome]]:
    encoder = load_encoder()
    with archive_of_seeds_and_sample(shared, encoder) as archive:
        yield outcomes(archive, encoder, queries_in(shared))


def test_expected_seeds_are_among_the_first_ten(results: list[Outcome]) -> None:
    assert len(results) > 50
    assert statistics.mean(one.recall for one in results) >= 0.9, [one for one in results if one.recall < 1]


def test_an_expected_seed_is_among_the_first_three(results: list[Outcome]) -> None:
    near = [one.is_near_top for one in results]
    assert sum(near) / len(near) >= 0.8, [one for one in results if not one.is_near_top]


def test_filters_are_understood_exactly(shared: Path) -> None:
    queries = queries_in(shared)
    scored = [query for query in queries if query.get("score_filters") is not False]
    missed = filter_misses(queries)
    assert len(missed) <= 0.05 * len(scored), missed
