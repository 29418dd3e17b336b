"""A file read and tagged: what is unforeseen is named without its text; one process or several give the same."""

from __future__ import annotations

from pathlib import Path

from ingest.reading import Failure, Outcome, Task, read_and_tag, readings
from ingest.sandbox import Sandbox
from tests.ingest.papers import utlatande


def test_unforeseen_error_is_named_without_its_text() -> None:
    outcome = read_and_tag("a.txt", 811218_9876)  # type: ignore[arg-type]
    assert isinstance(outcome, Failure)
    assert "TypeError" in outcome.reason
    assert "9876" not in outcome.reason


def test_same_result_in_this_process_or_in_several(tmp_path: Path) -> None:
    contents = {"a.pdf": utlatande(), "tom.txt": b"", "b.txt": "Gatan är mörk och behöver ljus.".encode()}
    tasks = []
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
        tasks.append(Task(name, name, name, name, tmp_path / name, len(content)))
    expected: dict[str, Outcome] = {name: read_and_tag(name, content) for name, content in contents.items()}
    sandbox = Sandbox(2)
    try:
        assert {reading.task.name: reading.outcome for reading in readings(tasks, sandbox)} == expected
    finally:
        sandbox.close()
