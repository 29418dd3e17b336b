"""``kill -9`` at random moments of an ingest, then the same command again: nothing lost, nothing twice."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.commands import BESLUT, SAMPLE, beslut_json

FILES = 24
MOMENTS = 10


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some of the sample's documents."""
    folder = tmp_path_factory.mktemp("handlingar")
    for file in sorted((SAMPLE / "pdf").glob("*.pdf"))[:FILES]:
        shutil.copy(file, folder)
    return folder


@pytest.fixture(scope="module")
def whole(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, int], float]:
    """What an undisturbed ingest counts, and how many seconds the command takes."""
    home = tmp_path_factory.mktemp("ostört")
    start = time.monotonic()
    beslut_json("ingest", folder, "--home", home)
    seconds = time.monotonic() - start
    return counts(home), seconds


def counts(home: Path) -> dict[str, int]:
    """Documents and passages in the catalogue, points in the index."""
    status = beslut_json("status", "--home", home)
    return {key: status[key] for key in ("documents", "passages")} | status["by_state"]


@pytest.mark.slow
@pytest.mark.parametrize("moment", range(MOMENTS))
def test_killed_ingest_goes_on(moment: int, folder: Path, whole: tuple[dict[str, int], float], tmp_path: Path) -> None:
    expected, seconds = whole
    home = tmp_path / "arkiv"
    wait = random.Random(2007 + moment).uniform(0.25 * seconds, seconds)
    process = subprocess.Popen(
        [*BESLUT, "ingest", str(folder), "--home", str(home), "--workers", str(1 + moment % 2)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(wait)
    process.send_signal(signal.SIGKILL)
    process.wait()

    report = beslut_json("ingest", folder, "--home", home)
    verified = beslut_json("verify", "--home", home)

    assert report["received"] == FILES
    assert report["indexed"] + report["unchanged"] == FILES
    assert report["quarantined"] == []
    assert verified["ok"], verified
    assert counts(home) == expected
