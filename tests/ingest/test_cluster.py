"""A real Dask scheduler with two workers: one is killed in mid-run, and nothing is lost."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.errors import UnavailableError
from ingest.pipeline import ingest
from nlp.encoder import load_encoder

pytest.importorskip("distributed", reason="Dask (the extra 'cluster') is not installed")

REPOSITORY = Path(__file__).resolve().parents[2]
FILES = 300
TEXT = "Bakgrund\n\nGångvägen vid skolan är mörk. Nya stolpar behövs innan vintern, nummer {}."


def started(arguments: list[str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]],
            stdout=output,
            stderr=output,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            start_new_session=True,
        )


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Address of a scheduler, and its two workers, each a process without a nurse that would restart it."""
    scheduler = started(["scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"], tmp_path / "s.log")
    processes = [scheduler]
    try:
        address = _found(tmp_path / "s.log", r"Scheduler at:\s+(tcp://\S+)")
        for number in range(2):
            log = tmp_path / f"w{number}.log"
            options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(tmp_path / log.stem)]
            processes.append(started(["worker", address, *options], log))
        for number in range(2):
            _found(tmp_path / f"w{number}.log", r"Registered to:\s+(\S+)")
        yield address, processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _found(log: Path, pattern: str) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if match := re.search(pattern, log.read_text(encoding="utf-8", errors="replace")):
            return match[1]
        time.sleep(0.2)
    raise AssertionError(f"{pattern} never came in {log}: {log.read_text(encoding='utf-8', errors='replace')}")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
def test_worker_killed_in_mid_run_loses_nothing(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    from ingest.cluster import Cluster

    address, workers = cluster
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number}.txt").write_text(TEXT.format(number), encoding="utf-8")
    (folder / "tom.pdf").write_bytes(b"")
    encoder = load_encoder()
    killed = threading.Event()

    def watch(done: int, known: int, failed: int) -> None:
        if done > 20 and not killed.is_set():
            workers[0].send_signal(signal.SIGKILL)
            killed.set()

    readers = Cluster(address)
    with Archive.open(tmp_path / "arkiv", dimensions=encoder.dimensions, model=encoder.model) as archive:
        try:
            report = ingest(archive, [folder], encoder=encoder, readers=readers, progress=watch)
        finally:
            readers.close()
        assert killed.is_set()
        assert (report.received, report.indexed, len(report.quarantined)) == (FILES + 1, FILES, 1)
        assert archive.status().by_state == {"indexed": FILES, "quarantined": 1}
        assert archive.verify().ok


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
def test_scheduler_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    from ingest import cluster

    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    with pytest.raises(UnavailableError, match="No Dask scheduler"):
        cluster.Cluster("tcp://127.0.0.1:9")


def test_worker_that_overruns_ends_itself() -> None:
    code = (
        "import time\nfrom ingest import cluster\n"
        "cluster.read_and_tag = lambda name, content: time.sleep(60)\n"
        "cluster.read_within('a.pdf', b'', 0.3)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, timeout=40, check=False)
    assert done.returncode == 1
    assert b"Timeout" in done.stderr
