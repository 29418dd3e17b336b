"""Files read in child processes: one that crashes, hangs or takes too much costs only itself, and says so."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from corpus.errors import EncryptedFileError
from ingest.reading import Failure, Limits, Outcome, Task, readings
from ingest.sandbox import DraftReader, Sandbox
from tests.ingest.papers import Run, pdf, utlatande
from tests.ingest.readers_under_test import read_or_misbehave

TEXT = b"Vanlig text om gator och parker."


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    sandbox = Sandbox(2, Limits(file_seconds=3.0, child_mb=256), read_or_misbehave)
    yield sandbox
    sandbox.close()


def outcomes(sandbox: Sandbox, folder: Path, names: list[str]) -> dict[str, Outcome]:
    """What becomes of files of these names, all good in content."""
    tasks = []
    for name in names:
        content = utlatande() if name.endswith(".pdf") else TEXT
        (folder / name).write_bytes(content)
        tasks.append(Task(name, name, name, name, folder / name, len(content)))
    return {reading.task.name: reading.outcome for reading in readings(tasks, sandbox)}


@pytest.mark.parametrize(
    ("name", "words", "error"),
    [
        ("krasch.pdf", "reader crashed", "DamagedFileError"),
        ("häng.pdf", "more than 3 s", "LimitExceededError"),
        ("minne.txt", "more than 256 MB", "LimitExceededError"),
    ],
)
def test_bad_file_costs_itself_and_says_why(
    sandbox: Sandbox, tmp_path: Path, name: str, words: str, error: str
) -> None:
    good = [f"{number}.txt" for number in range(5)]
    found = outcomes(sandbox, tmp_path, [*good[:2], name, *good[2:], "a.pdf"])
    assert set(found) == {*good, name, "a.pdf"}
    failure = found.pop(name)
    assert isinstance(failure, Failure)
    assert words in failure.reason
    assert failure.error == error
    assert not [one for one in found.values() if isinstance(one, Failure)]


def test_file_that_failed_once_is_read_the_second_time(sandbox: Sandbox, tmp_path: Path) -> None:
    assert not isinstance(outcomes(sandbox, tmp_path, ["engång.txt"])["engång.txt"], Failure)


def test_children_are_reused(sandbox: Sandbox, tmp_path: Path) -> None:
    outcomes(sandbox, tmp_path, ["först.txt"])
    before = children_of(os.getpid())
    outcomes(sandbox, tmp_path, [f"{number}.txt" for number in range(40)])
    assert before
    assert children_of(os.getpid()) == before


def test_scan_of_many_pages_may_take_longer() -> None:
    limits = Limits(file_seconds=120, page_seconds=10)
    assert limits.seconds_for(3_000) == 120
    assert limits.seconds_for(5_000_000) == 120 + 100 * 10


def test_draft_is_read_in_a_child_that_stays() -> None:
    reader = DraftReader()
    try:
        document, tags = reader.read("utkast.pdf", utlatande())
        assert tags.title == "Belysning längs gångvägen vid Tallskolan"
        assert document.source.name == "utkast.pdf"
        before = children_of(os.getpid())
        with pytest.raises(EncryptedFileError):
            reader.read("hemlig.pdf", pdf([[Run(90, 90, "Hemligt")]], password="lösen"))
        assert children_of(os.getpid()) == before
    finally:
        reader.close()


def children_of(pid: int) -> set[int]:
    """Reading processes below a process."""
    found = set()
    for child in psutil.Process(pid).children(recursive=True):
        try:
            if "spawn_main" in " ".join(child.cmdline()):
                found.add(child.pid)
        except psutil.NoSuchProcess:
            continue
    return found


KEEPS_READING = """
import sys
from pathlib import Path
from ingest.reading import Limits, Task, readings
from ingest.sandbox import Sandbox
from tests.ingest.readers_under_test import read_or_misbehave
if __name__ == "__main__":
    stored = Path(sys.argv[1])
    tasks = [Task(n, n, n, n, stored, 9) for n in ("a.txt", "häng.txt", "häng igen.txt")]
    for reading in readings(tasks, Sandbox(2, Limits(), read_or_misbehave)):
        print(reading.task.name, flush=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT], ids=["kill -9", "Ctrl-C"])
def test_children_die_with_their_parent(ending: signal.Signals, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    (tmp_path / "kör.py").write_text(KEEPS_READING, encoding="utf-8")
    repository = Path(__file__).resolve().parents[2]
    parent = subprocess.Popen(
        [sys.executable, str(tmp_path / "kör.py"), str(tmp_path / "a.txt")],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=repository,
        env={**os.environ, "PYTHONPATH": str(repository)},
    )
    assert parent.stdout is not None
    with parent.stdout:
        assert parent.stdout.readline() == b"a.txt\n"
    children = children_of(parent.pid)
    assert len(children) == 2
    parent.send_signal(ending)
    parent.wait(30)
    deadline = time.monotonic() + 10
    while any(psutil.pid_exists(pid) for pid in children) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not [pid for pid in children if psutil.pid_exists(pid)]
