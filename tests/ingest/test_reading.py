"""Files read in several processes; one that ends its process takes only itself with it."""

from __future__ import annotations

import os
from typing import Any

import pytest

from ingest.reading import Failure, Task, read_and_tag, readings
from tests.ingest.papers import utlatande


class Deadly(bytes):
    """Content that ends the process which receives it, as a crash in a C library would."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os._exit, (11,)


def task(name: str, content: bytes) -> Task:
    return Task(name, name, name, name, content)


@pytest.mark.slow
def test_file_that_ends_its_process_takes_only_itself() -> None:
    tasks = [task("a.pdf", utlatande()), task("död.pdf", Deadly(b"%PDF")), task("b.txt", b"Vanlig text om gator.")]
    outcomes = {reading.task.name: reading.outcome for reading in readings(tasks, workers=2)}
    assert list(outcomes) == ["a.pdf", "död.pdf", "b.txt"]
    failure = outcomes["död.pdf"]
    assert isinstance(failure, Failure)
    assert "ended the reading process" in failure.reason
    assert not isinstance(outcomes["a.pdf"], Failure)
    assert not isinstance(outcomes["b.txt"], Failure)


def test_unforeseen_error_is_named_without_its_text() -> None:
    outcome = read_and_tag("a.txt", 811218_9876)  # type: ignore[arg-type]
    assert isinstance(outcome, Failure)
    assert "TypeError" in outcome.reason
    assert "9876" not in outcome.reason


def test_same_result_in_one_process_or_several() -> None:
    tasks = [task("a.pdf", utlatande()), task("tom.txt", b"")]
    assert list(readings(tasks, 1)) == list(readings(tasks, 2))
