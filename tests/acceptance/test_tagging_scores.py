"""No field of the tags may score lower on the gold than the last time (docs/reports/tagging.json)."""

from __future__ import annotations

import pytest

from tests.acceptance import tagging_scores


@pytest.mark.slow
@pytest.mark.parametrize("name", tagging_scores.present())
def test_no_field_falls(name: str) -> None:
    last = tagging_scores.last_scores()
    assert name in last, f"{name} has no scores yet: python -m tests.acceptance.tagging_scores --write"
    now = tagging_scores.scores_of(name)
    assert now["documents"] >= last[name]["documents"]
    if message := tagging_scores.fallen(name, last[name], now):
        pytest.fail(message)


def test_a_machine_cannot_lower_its_own_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    before = tagging_scores.LAST.read_bytes()
    with pytest.raises(SystemExit, match="never in CI"):
        tagging_scores.write({})
    assert tagging_scores.LAST.read_bytes() == before


def test_a_drop_names_field_and_failures() -> None:
    counts = {"precision": 1.0, "recall": 1.0, "f1": 1.0, "right": 4, "missed": 0, "extra": 0}
    failure = {"document": "a.pdf", "part": None, "field": "title", "expected": "Ny brygga", "got": None, "page": None}
    last = {"fields": {"title": counts, "date": counts}}
    now = {"fields": {"title": counts | {"f1": 0.75}, "date": counts}, "failures": [failure]}
    message = tagging_scores.fallen("sample", last, now)
    assert "title: F1 fell from 1.0000 to 0.7500" in message
    assert "a.pdf: expected Ny brygga, got nothing" in message
    assert "date" not in message
    assert tagging_scores.fallen("sample", now, now) == ""
