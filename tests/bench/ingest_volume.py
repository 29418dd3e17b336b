"""Speed and memory of large ingests: ``python -m tests.bench.ingest_volume RESULTS [PART ...] [--write]``.

    volume   1,000, 4,000 and 14,000 public-sector texts, every tenth as PDF, into new archives, two workers
    stages   the 1,000 read, tagged and embedded in one process: processor seconds by stage, profile by room
    workers  600 PDFs of the real documents' size read and tagged by one child, by two, in turns
    tiny     tiny texts (--tiny, default 50,000) into a new archive: memory of the writing process
    long     one PDF of 1,000 pages through one child: memory of that child

Every run has a process of its own and leaves its figures as JSON in the folder RESULTS. Without parts all run, half
an hour on two busy cores; ``--write`` without parts runs none and makes
docs/reports/ingest-volume.md of what lies there.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench.volume_files import write_copies, write_long, write_tiny, write_volume
from tests.bench.volume_report import report
from tests.conftest import REPOSITORY

REPORT = REPOSITORY / "docs" / "reports" / "ingest-volume.md"
VOLUMES = (1_000, 4_000, 14_000)
COPIES, PAGES, ROUNDS = 600, 1_000, 3


def ran(module: str, *arguments: object) -> dict[str, Any]:
    """The JSON a measuring process printed. Ends the bench when it failed."""
    command = [sys.executable, "-m", f"tests.bench.{module}", *map(str, arguments)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


class Bench:
    """Runs the parts; files and archives lie under ``work``, figures in ``results``."""

    def __init__(self, results: Path, tiny: int) -> None:
        self.results, self.work, self.tiny_files = results, results / "work", tiny
        self.work.mkdir(parents=True, exist_ok=True)

    def keep(self, name: str, figures: dict[str, Any]) -> None:
        figures["load"] = os.getloadavg()[1]  # of the last five minutes: is the machine ours alone?
        figures["machine"] = f"{platform.machine()}, Python {platform.python_version()}"
        (self.results / f"{name}.json").write_text(json.dumps(figures))
        print(name, {key: value for key, value in figures.items() if not isinstance(value, dict | list)}, flush=True)

    def ingested(self, name: str, files: Path, workers: int, every: int) -> None:
        home = self.work / "home" / name
        shutil.rmtree(home, ignore_errors=True)
        self.keep(name, ran("volume_run", files, home, "--workers", workers, "--every", every))

    def volume(self) -> None:
        for count in VOLUMES:
            write_volume(self.work / str(count), count)
            self.ingested(f"volume-{count}", self.work / str(count), 2, max(count // 28, 100))

    def stages(self) -> None:
        write_volume(self.work / str(VOLUMES[0]), VOLUMES[0])
        self.keep("stages", ran("volume_reading", "stages", self.work / str(VOLUMES[0])))

    def workers(self) -> None:
        write_copies(self.work / "copies", COPIES)
        for number in range(ROUNDS):
            for workers in (1, 2):
                figures = ran("volume_reading", "children", self.work / "copies", "--workers", workers)
                self.keep(f"workers-{workers}-{number}", figures)

    def tiny(self) -> None:
        folder = self.work / f"tiny-{self.tiny_files}"
        write_tiny(folder, self.tiny_files)
        self.ingested(f"tiny-{self.tiny_files}", folder, 1, max(self.tiny_files // 20, 100))

    def long(self) -> None:
        write_long(self.work / "long" / "long.pdf", PAGES)
        self.keep("long", ran("volume_reading", "children", self.work / "long"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", type=Path)
    parser.add_argument("parts", nargs="*", help="volume stages workers tiny long")
    parser.add_argument("--tiny", type=int, default=50_000)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    bench = Bench(args.results, args.tiny)
    parts: dict[str, Callable[[], None]] = {
        part: getattr(bench, part) for part in ("long", "stages", "workers", "volume", "tiny")
    }
    if unknown := set(args.parts) - set(parts):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    for part in args.parts or () if args.write else args.parts or parts:
        parts[part]()
    if args.write:
        REPORT.write_text(report(args.results), "utf-8")


if __name__ == "__main__":
    main()
