"""The commands around taking in: dry run, report, watching, quarantine; as an operator calls them."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands import BESLUT, beslut, beslut_json

TEXT = "Bakgrund\n\nGångvägen vid skolan är mörk. Nya stolpar behövs innan vintern."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "tom.pdf").write_bytes(b"")
    return folder


def test_dry_run_changes_nothing(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "arkiv"
    planned = beslut_json("ingest", folder, "--dry-run", "--home", home)
    assert not home.exists()
    assert planned["dry_run"] is True
    assert [Path(path).name for path in planned["new"]] == ["a.txt", "tom.pdf"]
    beslut_json("ingest", folder / "a.txt", "--home", home)
    (folder / "hemlig.txt").write_text(TEXT + " x", encoding="utf-8")
    (folder / "hemlig.txt.json").write_text('{"sekretess": "ja"}', encoding="utf-8")
    again = beslut_json("ingest", folder, "--dry-run", "--home", home)
    assert (again["received"], again["unchanged"]) == (3, 1)
    assert [Path(path).name for path in again["new"]] == ["tom.pdf"]
    assert "confidential" in again["refused"][0]["reason"]
    assert beslut_json("status", "--home", home)["by_state"] == {"indexed": 1}


def test_report_of_a_run(folder: Path, tmp_path: Path) -> None:
    report = tmp_path / "rapport.json"
    done = beslut_json("ingest", folder, "--home", tmp_path / "arkiv", "--report", report)
    written = json.loads(report.read_text(encoding="utf-8"))
    assert {key: written[key] for key in done} == done
    assert written["failures_by_reason"] == {"The file is empty.": 1}
    assert written["files_per_second"] > 0
    assert written["started"] <= written["ended"]
    assert written["limits"]["file_seconds"] == 120


def test_manifest_that_is_no_use_is_the_users_mistake(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "register.csv").write_text("rubrik\nLjus\n", encoding="utf-8")
    done = beslut("ingest", folder, "--manifest", tmp_path / "register.csv", "--home", tmp_path / "arkiv")
    assert done.returncode == 1
    assert "no column for the file" in done.stderr


def test_quarantine(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "arkiv"
    beslut_json("ingest", folder, "--home", home)
    (file,) = beslut_json("quarantine", "list", "--home", home)
    assert (file["name"], file["reason"], file["error"]) == ("tom.pdf", "The file is empty.", "EmptyFileError")
    shown = beslut("quarantine", "show", file["id"], "--home", home)
    assert "tom.pdf" in shown.stdout
    assert beslut("quarantine", "show", "0" * 16, "--home", home).returncode == 1
    report = beslut_json("quarantine", "retry", file["id"], "--home", home)
    assert (report["received"], report["indexed"]) == (1, 0)
    (file,) = beslut_json("quarantine", "list", "--home", home)
    assert file["attempts"] == 2


def until(met: Callable[[], bool], seconds: float = 60) -> bool:
    deadline = time.monotonic() + seconds
    while not met() and time.monotonic() < deadline:
        time.sleep(0.3)
    return met()


@pytest.mark.slow
def test_watched_folder(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "arkiv"
    with (tmp_path / "ut").open("wb") as output:
        command = [*BESLUT, "ingest", str(folder), "--watch", "--every", "0.3", "--home", str(home), "--json"]
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL)
    try:

        def reports() -> list[dict[str, int]]:
            return [json.loads(line) for line in (tmp_path / "ut").read_text(encoding="utf-8").splitlines()]

        assert until(lambda: len(reports()) == 1)
        (folder / "b.txt").write_text(TEXT + " Ny.", encoding="utf-8")
        assert until(lambda: len(reports()) == 2)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert [(one["received"], one["indexed"]) for one in reports()] == [(2, 1), (1, 1)]
    finally:
        process.kill()
        process.wait()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_progress_shows_rate_remaining_time_and_failures(folder: Path, tmp_path: Path) -> None:
    import fcntl
    import os
    import pty
    import struct
    import termios

    for number in range(120):
        (folder / f"{number}.txt").write_text(f"{TEXT} {number}.", encoding="utf-8")
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 120, 0, 0))
    command = [*BESLUT, "ingest", str(folder), "--home", str(tmp_path / "arkiv")]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 4096):
                shown += piece
        except OSError:  # the other end is closed
            pass
        process.wait(60)
    os.close(ours)
    text = shown.decode("utf-8", "replace")
    assert "file/s" in text or "s/file" in text
    assert "quarantined=1" in text
    assert "<" in text  # elapsed<remaining
