"""One long ingest with two workers, killed again and again and taken up each time: the archive ends up the same.

``BESLUT_KILLS=20 BESLUT_KILL_FILES=2000`` makes it the long run; the default is short enough for every day.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import psutil
import pytest

from tests.commands import BESLUT, beslut_json
from tests.ingest.papers import Run, column, pdf

KILLS = int(os.environ.get("BESLUT_KILLS", "3"))
FILES = int(os.environ.get("BESLUT_KILL_FILES", "200"))
LATEST_KILL = 20.0  # seconds after the start; the first two go to loading


def papers(folder: Path) -> None:
    """Invented papers, each with a title, a number and a text of its own."""
    for number in range(FILES):
        runs = [
            Run(90, 90, f"Dnr 311-{number + 1}/2009"),
            Run(90, 140, f"Belysning vid skola nummer {number}", 15, True),
            Run(90, 200, "Bakgrund", 11, True),
            *column(90, 216, [f"Gångvägen vid skola {number} är mörk och saknar stolpar.", "Elva armaturer behövs."]),
        ]
        (folder / f"{number:05}.pdf").write_bytes(pdf([runs]))


def command(folder: Path, home: Path) -> list[str]:
    return [*BESLUT, "ingest", str(folder), "--home", str(home), "--workers", "2"]


@pytest.mark.slow
def test_killed_again_and_again(tmp_path: Path) -> None:
    folder, calm, disturbed = (tmp_path / name for name in ("in", "ostört", "stört"))
    folder.mkdir()
    papers(folder)
    subprocess.run(command(folder, calm), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    chance = random.Random(2009)
    for _ in range(KILLS):
        process = subprocess.Popen(command(folder, disturbed), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.5, min(LATEST_KILL, 4 + FILES / 30)))
        children = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGKILL)
        process.wait()
        _, alive = psutil.wait_procs(children, timeout=10)
        assert not alive
    report = beslut_json("ingest", folder, "--home", disturbed, "--workers", "2", timeout=1200)
    assert report["indexed"] + report["unchanged"] == FILES
    assert beslut_json("verify", "--home", disturbed)["ok"]
    snapshots = [
        beslut_json("export", "-o", tmp_path / f"ut {home.name}", "--format", "jsonl", "--home", home, timeout=600)
        for home in (calm, disturbed)
    ]
    assert snapshots[0]["id"] == snapshots[1]["id"]
    states = [beslut_json("status", "--home", home)["by_state"] for home in (calm, disturbed)]
    assert states == [{"indexed": FILES}] * 2
