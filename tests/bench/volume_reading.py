"""Reading and tagging alone, without an archive: ``python -m tests.bench.volume_reading children|stages FOLDER``.

    children  the folder's files through ``ingest.sandbox`` with --workers children: seconds after their start, memory
    stages    read, tag and embed in this process, processor seconds of each by kind of file, then a profile by room

Prints JSON.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import psutil

from corpus.originals import sha256_of
from ingest.reader import read_document
from ingest.reading import Failure, Task, readings
from ingest.sandbox import Sandbox
from nlp.embedding import Tagged, embed_documents
from nlp.encoder import load_encoder
from nlp.swedish import load_swedish
from nlp.tagger import tag_document
from tests.bench.volume_run import Watcher, memory_mb
from tests.conftest import REPOSITORY

BATCH = 64  # as in ingest.pipeline
DOORS = ("ingest/reader.py", "nlp/tagger.py", "nlp/embedding.py")


def files_of(folder: Path) -> list[Path]:
    """The files in order, hidden ones left out."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))


def through_children(folder: Path, workers: int) -> dict[str, Any]:
    """Seconds of all files from the first answer of every child on, and what the children took."""
    files = files_of(folder)
    tasks = [Task(str(p), p.name, p.name, p.stem, p, p.stat().st_size) for p in files]
    readers = Sandbox(workers)
    try:
        with Watcher() as children:
            for _ in readings(tasks[: 4 * workers], readers):  # children start, load and read their first files
                pass
            mine, started, before = time.process_time(), time.perf_counter(), children_cpu()
            failed = [r.outcome.reason for r in readings(tasks, readers) if isinstance(r.outcome, Failure)]
            wall, mine, theirs = time.perf_counter() - started, time.process_time() - mine, children_cpu() - before
    finally:
        readers.close()
    return {
        "files": len(files),
        "workers": workers,
        "failed": failed,
        "wall": wall,
        "cpu_parent": mine,
        "cpu_children": theirs,
        "child_mb": children.most_mb,
        "parent_mb": memory_mb(os.getpid(), "VmHWM"),
    }


def children_cpu() -> float:
    """Processor seconds of the children alive now."""
    times = [child.cpu_times() for child in psutil.Process().children(recursive=True)]
    return float(sum(one.user + one.system for one in times))


def stages(folder: Path) -> dict[str, Any]:
    """Processor seconds of each stage by kind of file, and the part of all seconds spent in each room, profiled."""
    files = files_of(folder)
    swedish, encoder = load_swedish(), load_encoder()
    encoder.encode_passages(["uppvärmning"])
    tag_document(read_document("a.txt", b"Yttrande\n\nKort."), swedish)
    seconds: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    pages: Counter[str] = Counter()
    batch: list[Tagged] = []

    def spent(kind: str, stage: str, since: float) -> float:
        now = time.process_time()
        seconds[kind][stage] += now - since
        return now

    def embed() -> None:
        since = time.process_time()
        embed_documents(batch, encoder)
        spent("all", "embed", since)
        batch.clear()

    def work() -> None:
        for file in files:
            kind, content = file.suffix[1:], file.read_bytes()
            since = time.process_time()
            document = read_document(file.name, content)
            since = spent(kind, "read", since)
            tags = tag_document(document, swedish)
            spent(kind, "tag", since)
            pages[kind] += len(document.pages)
            batch.append(Tagged(sha256_of(content)[:16], document, tags))
            if len(batch) == BATCH:
                embed()
        embed()

    work()
    plain, plain_pages = {kind: dict(by_stage) for kind, by_stage in seconds.items()}, dict(pages)
    profile = cProfile.Profile()
    profile.runcall(work)
    return {
        "files": Counter(file.suffix[1:] for file in files),
        "pages": plain_pages,
        "seconds": plain,
        "rooms": by_room(pstats.Stats(profile)),
    }


def by_room(profile: pstats.Stats) -> dict[str, float]:
    """Part of all time spent in what each floor's door calls, by room, largest first: everything they call included."""
    total, spent = sum(own for _, _, own, _, _ in entries(profile).values()), Counter[str]()
    for (file, _, function), (*_, callers) in entries(profile).items():
        for (calling, *_), (_, _, _, cumulative) in callers.items():
            door, room = room_of(calling, ""), room_of(file, function)
            if door in DOORS and room != door:
                spent[f"{door} > {room}"] += cumulative
    return {room: round(cumulative / total, 4) for room, cumulative in spent.most_common(24)}


def entries(profile: pstats.Stats) -> dict[Any, Any]:
    """Functions with their calls, seconds and callers."""
    found: dict[Any, Any] = profile.stats  # type: ignore[attr-defined]
    return found


def room_of(file: str, function: str) -> str:
    """ "ingest/pdf.py" of ours, "spacy" of others, "built in: re" of the interpreter."""
    path = Path(file)
    if path.is_relative_to(REPOSITORY):
        return path.relative_to(REPOSITORY).as_posix()
    if "site-packages" in path.parts:
        return path.parts[path.parts.index("site-packages") + 1]
    if "re.Pattern" in function:
        return "built in: regular expressions"
    return "built in: other" if file == "~" else "standard library"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("children", "stages"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--workers", type=int, default=1)
    args = parser.parse_args()
    result = stages(args.folder) if args.what == "stages" else through_children(args.folder, args.workers)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
