"""``beslut reprocess`` and ``beslut correct`` as people use them: killed, while the service runs, and wrongly."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import BESLUT, SAMPLE, beslut, beslut_json

FILES = 24
MOMENTS = 4


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive whose documents were all tagged by older titles: half of them differ from what rules say now."""
    home = tmp_path_factory.mktemp("fyllt") / "arkiv"
    beslut_json("ingest", *sorted((SAMPLE / "pdf").glob("*.pdf"))[:FILES], "--home", home)
    shelf = sqlite3.connect(home / "catalogue.sqlite")
    for id, record, versions in shelf.execute("SELECT id, record, logic_versions FROM documents").fetchall():
        tags, logic = json.loads(record), json.loads(versions)
        logic["title"] = 0
        if int(id[:4], 16) % 2:
            tags["title"] = f"Gammal {tags['title']}"
        shelf.execute(
            "UPDATE documents SET title = ?, record = ?, logic_versions = ? WHERE id = ?",
            (tags["title"], json.dumps(tags), json.dumps(logic), id),
        )
    shelf.commit()
    shelf.close()
    return home


@pytest.fixture
def home(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled, tmp_path / "arkiv"))


@pytest.fixture
def served(home: Path) -> Iterator[tuple[Path, str]]:
    """The archive under a running service, and its address."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("BESLUT_")}
    command = [*BESLUT, "serve", "--home", str(home), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as service:
        try:
            assert service.stdout is not None
            yield home, service.stdout.readline().split()[3].rstrip("/")
        finally:
            service.terminate()
            service.wait(timeout=60)


def old_titles(home: Path) -> int:
    shelf = sqlite3.connect(home / "catalogue.sqlite")
    (count,) = shelf.execute("SELECT count(*) FROM documents WHERE title LIKE 'Gammal %'").fetchone()
    shelf.close()
    return int(count)


@pytest.mark.slow
def test_dry_run_then_run(home: Path) -> None:
    before = old_titles(home)
    assert before > 3
    planned = beslut_json("reprocess", "--stale", "--dry-run", "--home", home)
    assert (planned["files"], planned["changed"], planned["stale"]) == (FILES, before, {"title": FILES})
    assert planned["fields"] == {"title": before}
    assert {change["field"] for change in planned["examples"]} == {"title"}
    assert old_titles(home) == before
    done = beslut_json("reprocess", "--stale", "--home", home)
    assert (done["files"], done["changed"]) == (FILES, before)
    assert old_titles(home) == 0
    assert beslut_json("reprocess", "--stale", "--home", home)["files"] == 0
    assert beslut_json("verify", "--home", home)["ok"]


@pytest.mark.slow
@pytest.mark.parametrize("moment", range(MOMENTS))
def test_a_killed_run_goes_on(moment: int, home: Path) -> None:
    process = subprocess.Popen(
        [*BESLUT, "reprocess", "--stale", "--home", str(home)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(random.Random(moment).uniform(1.0, 6.0))
    process.send_signal(signal.SIGKILL)
    process.wait()
    beslut_json("reprocess", "--stale", "--home", home)
    assert old_titles(home) == 0
    assert beslut_json("reprocess", "--stale", "--home", home)["files"] == 0
    assert beslut_json("verify", "--home", home)["ok"]


@pytest.mark.slow
def test_searches_are_answered_while_the_service_tags_anew(served: tuple[Path, str]) -> None:
    home, address = served
    done = threading.Event()
    answered: list[int] = []

    def ask() -> None:
        while not done.is_set():
            with urllib.request.urlopen(f"{address}/api/v1/search?q=hundrastg%C3%A5rd", timeout=30) as answer:
                answered.append(json.load(answer)["total"])

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        report = beslut_json("reprocess", "--stale", "--home", home)
    finally:
        done.set()
        asking.join()
    assert report["files"] == FILES
    assert len(answered) > 3
    assert all(answered)
    assert old_titles(home) == 0


@pytest.mark.slow
def test_correcting_while_the_service_runs(served: tuple[Path, str]) -> None:
    home, address = served
    hit = beslut_json("search", "hundrastgård", "--home", home)["hits"][0]
    one = hit["document_id"]
    kept = beslut_json("correct", one, "district", "Bromma", "--by", "Eva Ek", "--reason", "karta", "--home", home)
    assert (kept["value"], kept["by"]) == ("sthlm-sdn-bromma", "Eva Ek")
    with urllib.request.urlopen(f"{address}/api/v1/documents/{one}", timeout=30) as answer:
        document = json.load(answer)
    assert document["tags"]["district"] == "sthlm-sdn-bromma"
    assert document["sources"] == {"district": "person"}
    assert [(said["field"], said["by"], said["reason"]) for said in document["corrections"]] == [
        ("district", "Eva Ek", "karta")
    ]
    with urllib.request.urlopen(f"{address}/dokument/{one}", timeout=30) as answer:
        page = answer.read().decode()
    assert "Rättat" in page
    assert "Eva Ek" in page
    found = beslut_json("search", "hundrastgård", "--district", "sthlm-sdn-bromma", "--home", home)
    assert [each["document_id"] for each in found["hits"]] == [one]
    assert [each["field"] for each in beslut_json("correct", one, "--list", "--home", home)] == ["district"]
    assert beslut_json("correct", one, "--undo", "district", "--home", home)["field"] == "district"
    assert beslut_json("correct", one, "--list", "--home", home) == []


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("{id}", "district", "Blåkulla", "--by", "Eva"), 1, "no known district"),
        (("{id}", "colour", "red", "--by", "Eva"), 1, "no field that can be corrected"),
        (("{id}", "proposals", "[1", "--by", "Eva"), 2, "begins like JSON"),
        (("{id}", "title", "Ny"), 2, "--by NAME"),
        (("{id}",), 2, "FIELD and VALUE"),
        (("0123456789abcdef", "--list"), 1, "There is no document"),
        (("{id}", "--undo", "title"), 1, "Nobody has corrected title"),
    ],
)
def test_mistakes_are_told_in_one_line(filled: Path, arguments: tuple[str, ...], code: int, words: str) -> None:
    shelf = sqlite3.connect(filled / "catalogue.sqlite")
    (one,) = shelf.execute("SELECT id FROM documents LIMIT 1").fetchone()
    shelf.close()
    done = beslut("correct", *(argument.replace("{id}", one) for argument in arguments), "--home", filled)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr
