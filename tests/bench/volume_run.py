"""One ingest, measured from inside its process: ``python -m tests.bench.volume_run FILES HOME [--workers N]``.

Prints JSON: files, documents, passages, seconds, processor seconds of this process and of its children, the highest
resident memory of each, sizes on disk, seconds by stage, and a row for every ``--every`` files on the way.
Resident memory is the kernel's own high-water mark (VmHWM), so nothing is missed between two looks; RssAnon in the
rows is resident memory without the files mapped into it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

import nlp.embedding
from corpus.archive import Archive
from ingest.pipeline import ingest
from ingest.reading import Limits
from nlp.encoder import load_encoder

LOOK_SECONDS = 0.2
MB = 1e6


def memory_mb(pid: int, line: str) -> float:
    """A line of the process's memory status (VmRSS, VmHWM, RssAnon) in MB, 0 when it is gone."""
    with suppress(OSError):
        for row in Path(f"/proc/{pid}/status").read_text().splitlines():
            if row.startswith(line):
                return int(row.split()[1]) * 1024 / MB
    return 0.0


class Watcher:
    """Highest resident memory of the children and their processor seconds, looked at until the block ends."""

    def __init__(self) -> None:
        self.most_mb = 0.0
        self.seconds: dict[int, float] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Watcher:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    @property
    def cpu(self) -> float:
        return sum(self.seconds.values())

    def _watch(self) -> None:
        me = psutil.Process()
        while not self._over.wait(LOOK_SECONDS):
            for child in me.children(recursive=True):
                with suppress(psutil.Error):
                    times = child.cpu_times()
                    self.seconds[child.pid] = times.user + times.system
                    self.most_mb = max(self.most_mb, memory_mb(child.pid, "VmHWM"))


class Stages:
    """Wall and processor seconds of this thread in each stage of the writing process."""

    def __init__(self) -> None:
        self.wall: dict[str, float] = {}
        self.cpu: dict[str, float] = {}

    def timed(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same work, its time noted."""

        def noted(*args: Any, **named: Any) -> Any:
            wall, cpu = time.perf_counter(), time.thread_time()
            try:
                return work(*args, **named)
            finally:
                self.wall[stage] = self.wall.get(stage, 0.0) + time.perf_counter() - wall
                self.cpu[stage] = self.cpu.get(stage, 0.0) + time.thread_time() - cpu

        return noted

    def watch(self, archive: Archive) -> None:
        """The archive's own work and the embedding are timed from now on; index is a part of add."""
        for stage, room, name in (
            ("receive", archive, "receive"),
            ("add", archive, "add"),
            ("index", archive.index, "upsert"),
            ("embed", nlp.embedding, "embed_documents"),
        ):
            setattr(room, name, self.timed(stage, getattr(room, name)))


def size_of(path: Path) -> float:
    """MB of a file or of all files in a folder."""
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return sum(file.stat().st_blocks * 512 for file in files) / MB


def measured(files: Path, home: Path, workers: int, every: int, limits: Limits | None) -> dict[str, Any]:
    """What one ingest of the folder into a new archive cost."""
    encoder = load_encoder()
    stages = Stages()
    rows: list[list[float]] = []
    with Archive.open(home, dimensions=encoder.dimensions, model=encoder.model) as archive, Watcher() as children:
        stages.watch(archive)
        before = memory_mb(os.getpid(), "VmRSS")
        started, cpu = time.perf_counter(), time.process_time()

        def progress(done: int, known: int, failed: int) -> None:
            if done >= (len(rows) + 1) * every:
                took, mine = time.perf_counter() - started, time.process_time() - cpu
                held = memory_mb(os.getpid(), "VmRSS")
                own = memory_mb(os.getpid(), "RssAnon")
                rows.append([done, *(round(figure, 2) for figure in (took, mine, children.cpu, held, own))])

        report = ingest(archive, [files], encoder=encoder, workers=workers, limits=limits, progress=progress)
        wall, mine = time.perf_counter() - started, time.process_time() - cpu
        status = archive.status()
    theirs = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "files": report.received,
        "indexed": report.indexed,
        "unchanged": report.unchanged,
        "quarantined": [reason.reason for reason in report.quarantined],
        "documents": status.documents,
        "passages": status.passages,
        "passages_in_index": status.passages_in_index,
        "workers": workers,
        "wall": wall,
        "cpu_parent": mine,
        "cpu_children": theirs.ru_utime + theirs.ru_stime,
        "parent_mb_before": before,
        "parent_mb": memory_mb(os.getpid(), "VmHWM"),
        "child_mb": children.most_mb,
        "files_mb": size_of(files),
        "catalogue_mb": size_of(home / "catalogue.sqlite"),
        "index_mb": sum(size_of(folder) for folder in home.glob("index*")),
        "stage_wall": stages.wall,
        "stage_cpu": stages.cpu,
        "rows": rows,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path)
    parser.add_argument("home", type=Path)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--every", type=int, default=500)
    args = parser.parse_args()
    print(json.dumps(measured(args.files, args.home, args.workers, args.every, None)))


if __name__ == "__main__":
    main()
