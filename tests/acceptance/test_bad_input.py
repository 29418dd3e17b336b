"""Each bad input gets its sentence and its exit code, is recorded where a file is concerned, and stops nothing else."""

from __future__ import annotations

import fcntl
import io
import shutil
from pathlib import Path

import pytest

from tests.commands import SAMPLE, beslut, beslut_json


def pdf(text: str | None, password: str | None = None) -> bytes:
    """A one-page PDF; with ``text`` None the page holds a drawing only."""
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, encrypt=password)
    if text:
        canvas.drawString(72, 720, text)
    else:
        canvas.rect(72, 600, 200, 100, fill=1)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


GOOD = sorted((SAMPLE / "pdf").glob("*.pdf"))[:2]
BAD: dict[str, tuple[bytes, str]] = {
    "tom.pdf": (b"", "empty"),
    "text.pdf": ("Detta är vanlig text, ingen PDF.\n".encode(), "not a PDF"),
    "avhuggen.pdf": (GOOD[0].read_bytes()[:700] if GOOD else b"%PDF-1.4", ""),
    "hemlig.pdf": (pdf("Hemligt", password="lösen"), "password"),
    "bilder.pdf": (pdf(None), "no text layer"),
    "skräp.bin": (bytes(range(256)) * 8, ""),
}


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str], dict[str, int]]:
    """An archive filled from a folder of bad files with two good ones among them: home, reasons, counts."""
    folder = tmp_path_factory.mktemp("blandat")
    for name, (content, _) in BAD.items():
        (folder / name).write_bytes(content)
    for good in GOOD:
        shutil.copy(good, folder)
    home = tmp_path_factory.mktemp("arkiv")
    report = beslut_json("ingest", folder, "--home", home)
    reasons = {Path(file["path"]).name: file["reason"] for file in report["quarantined"]}
    return home, reasons, {key: report[key] for key in ("received", "indexed", "unchanged")}


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_quarantined_with_its_reason(name: str, mixed: tuple[Path, dict[str, str], dict[str, int]]) -> None:
    _, reasons, _ = mixed
    assert BAD[name][1] in reasons[name]
    assert len(reasons[name]) > 10


def test_the_rest_goes_on(mixed: tuple[Path, dict[str, str], dict[str, int]]) -> None:
    home, _, counts = mixed
    assert counts == {"received": len(BAD) + 2, "indexed": 2, "unchanged": 0}
    assert beslut_json("verify", "--home", home)["ok"]


def test_bad_files_stand_in_the_ledger(mixed: tuple[Path, dict[str, str], dict[str, int]]) -> None:
    home, _, _ = mixed
    status = beslut_json("status", "--home", home)
    assert status["by_state"]["quarantined"] == len(BAD)
    assert status["by_state"]["indexed"] == 2


@pytest.mark.parametrize("name", [name for name in BAD if name != "skräp.bin"])
def test_tag_says_what_is_wrong(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(BAD[name][0])
    done = beslut("tag", tmp_path / name, "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("beslut: ")
    assert "Traceback" not in done.stderr


def test_folder_without_documents(tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    done = beslut("ingest", tmp_path / "tom", "--home", tmp_path / "arkiv")
    assert done.returncode == 0
    assert "no documents" in done.stdout


def test_path_that_is_not_there(tmp_path: Path) -> None:
    done = beslut("ingest", tmp_path / "saknas", "--home", tmp_path / "arkiv")
    assert done.returncode == 1
    assert "saknas" in done.stderr


def test_search_without_an_archive(tmp_path: Path) -> None:
    done = beslut("search", "förskola", "--home", tmp_path / "inget")
    assert done.returncode == 1
    assert "no archive" in done.stderr


def test_archive_held_by_a_process_that_does_not_answer(mixed: tuple[Path, dict[str, str], dict[str, int]]) -> None:
    home, _, _ = mixed
    with (home / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = beslut("search", "förskola", "--home", home)
    assert done.returncode == 3
    assert "in use" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("query", ["", "   ", "ord " * 25_000], ids=["none", "blanks", "100,000 characters"])
def test_query_of_impossible_length(query: str, mixed: tuple[Path, dict[str, str], dict[str, int]]) -> None:
    home, _, _ = mixed
    done = beslut("search", query, "--home", home)
    assert done.returncode == 1
    assert done.stderr.startswith("beslut: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [("search", "skola", "--limit", "0"), ("sök", "skola"), ("export",), ("search", "skola", "--sort", "bäst")],
    ids=["limit 0", "unknown command", "missing option", "unknown choice"],
)
def test_usage_ends_with_two(arguments: tuple[str, ...]) -> None:
    assert beslut(*arguments).returncode == 2


def test_wrong_date_is_the_users_mistake(mixed: tuple[Path, dict[str, str], dict[str, int]]) -> None:
    home, _, _ = mixed
    done = beslut("search", "skola", "--from", "2007-13-45", "--home", home)
    assert done.returncode == 1
    assert "2007-13-45" in done.stderr
