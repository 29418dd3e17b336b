"""No identity number leaves the archive, and nothing that merely looks like one is hidden.

1,000 of each go through the real commands here; with BESLUT_ALL_NUMBERS=1 it is 10,000 of each (minutes). What was
measured with all of them stands in docs/reports/personal-data.md.
"""

from __future__ import annotations

import io
import json
import os
import re
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from ingest.tesseract import lines_seen, missing
from nlp.personal_data import mask_identity_numbers
from tests.acceptance.numbers_in_text import Written, identity_texts, lookalike_texts
from tests.commands import BESLUT, beslut
from tests.ingest.papers import column, pdf

COUNT = 10_000 if os.environ.get("BESLUT_ALL_NUMBERS") else 1_000
EACH = 100  # numbers in a document
PDF_SHARE = 5  # every fifth document is a PDF
PICTURES = 20 if os.environ.get("BESLUT_ALL_NUMBERS") else 2  # pages whose pictures are read by OCR

# digits, and letters that may be misread for some, with at most six other characters between
CHAIN = re.compile(r"[0-9OlBS](?:[\W_]{0,6}[0-9OlBS]){9,}")
AS_DIGITS = str.maketrans("OlBS", "0185")


@dataclass
class Filled:
    """An archive, the numbers in it, and all that the commands said on the way."""

    home: Path
    said: str
    numbers: set[str]
    raw: set[str]
    lookalikes: list[Written]
    address: str = ""
    notes: list[str] = field(default_factory=list)


def survivors(text: str, numbers: set[str]) -> set[str]:
    """Identity numbers that can be read in a text, whatever stands between their digits."""
    found: set[str] = set()
    for match in CHAIN.finditer(text):
        digits = re.sub(r"[\W_]", "", match.group()).translate(AS_DIGITS)
        found |= {digits[at : at + 10] for at in range(len(digits) - 9)} & numbers
    return found


def document_text(title: str, texts: Iterable[Written]) -> str:
    """A paper of paragraphs."""
    paragraphs = [written.text for written in texts if written.text]
    return "\n\n".join([title, "Bakgrund", *paragraphs[:50], "Bedömning", *paragraphs[50:]]) + "\n"


def document_pdf(title: str, texts: Iterable[Written]) -> bytes:
    """The same printed, 25 paragraphs on a page."""
    paragraphs = [written.text for written in texts if written.text]
    pages = []
    for first in range(0, len(paragraphs), 25):
        runs, top = column(90, 60, [title]), 90.0
        for paragraph in paragraphs[first : first + 25]:
            lines = paragraph.split("\n")
            runs += column(90, top, lines, size=10, leading=12)
            top += 12 * len(lines) + 8
        pages.append(runs)
    return pdf(pages)


def printable(written: Written) -> bool:
    """Whether the standard fonts of a PDF have all its characters."""
    try:
        written.text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def write_documents(folder: Path, kind: str, written: list[Written]) -> None:
    """Papers of about a hundred numbers each, text and PDF."""
    folder.mkdir()
    for number, first in enumerate(range(0, len(written), EACH)):
        some = written[first : first + EACH]
        title = f"Tjänsteutlåtande {kind} {number}"
        if number % PDF_SHARE == 0:
            (folder / f"{kind}-{number}.pdf").write_bytes(document_pdf(title, filter(printable, some)))
            some = [one for one in some if not printable(one)]
        if some:
            (folder / f"{kind}-{number}.txt").write_text(document_text(title, some), encoding="utf-8")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """An archive filled from both kinds by the real commands, and served."""
    folder = tmp_path_factory.mktemp("nummer")
    written, lookalikes = list(identity_texts(COUNT)), list(lookalike_texts(COUNT))
    write_documents(folder / "personer", "utredning", written)
    write_documents(folder / "annat", "underlag", lookalikes)
    # numbers in the names of files, one of which cannot be read
    named = next(one.digits for one in written)
    (folder / "personer" / f"akt {named[:6]}-{named[6:]}.txt").write_text("Akten är avslutad.", encoding="utf-8")
    (folder / "personer" / f"trasig {named}.pdf").write_bytes(b"ingen pdf")
    home = folder / "arkiv"
    done = beslut("ingest", folder / "personer", folder / "annat", "--home", home, "--json", timeout=1800)
    assert done.returncode == 0, done.stderr
    numbers = {one.digits for one in written}
    state = Filled(home, done.stdout + done.stderr, numbers, {one.raw for one in written}, lookalikes)
    log = (folder / "serve.log").open("w", encoding="utf-8")
    command = [*BESLUT, "serve", "--home", str(home), "--port", "0"]
    with log, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True) as process:
        assert process.stdout is not None
        state.address = process.stdout.readline().rsplit(" ", 1)[1].strip().rstrip("/")
        yield state
        process.terminate()
    assert survivors((folder / "serve.log").read_text(encoding="utf-8"), numbers) == set()


def get(filled: Filled, path: str, **options: Any) -> Any:
    import httpx

    method = options.pop("method", "GET")
    response = httpx.request(method, filled.address + path, trust_env=False, timeout=120, **options)
    assert response.status_code == 200, response.text[:300]
    return response


def stored(filled: Filled) -> list[sqlite3.Row]:
    connection = sqlite3.connect(f"file:{filled.home / 'catalogue.sqlite'}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    with connection:
        return connection.execute(
            "select id, name, text, masked_numbers, pages from documents order by name"
        ).fetchall()


def test_all_of_them_are_known_for_what_they_are() -> None:
    numbers = [one for one in identity_texts(10_000) if one.text]
    left = [one.text for one in numbers if survivors(mask_identity_numbers(one.text)[0], {one.digits})]
    assert left == []
    taken = [one.text for one in lookalike_texts(10_000) if mask_identity_numbers(one.text)[1]]
    assert taken == []


def test_the_search_for_survivors_finds_what_is_not_masked() -> None:
    texts = [one for one in identity_texts(300) if one.text]
    assert all(survivors(one.text, {one.digits}) for one in texts)


def test_commands_say_none(filled: Filled) -> None:
    assert survivors(filled.said, filled.numbers) == set()
    assert json.loads(filled.said[: filled.said.rindex("}") + 1])["quarantined"]


def test_no_byte_outside_the_originals_tells_one(filled: Filled) -> None:
    files = [path for path in filled.home.rglob("*") if path.is_file() and "originals" not in path.parts]
    assert any(path.name == "catalogue.sqlite" for path in files)
    assert any("index" in str(path) for path in files)
    for path in files:
        for encoding in ("utf-8", "utf-16-le"):
            assert survivors(path.read_bytes().decode(encoding, "ignore"), filled.numbers) == set(), path


def test_lookalikes_stand_as_they_were_written(filled: Filled) -> None:
    papers = [row for row in stored(filled) if row["name"].startswith("annat") or "underlag" in row["name"]]
    assert len(papers) >= COUNT // EACH
    assert [row["name"] for row in papers if row["masked_numbers"] or "XX" in row["text"]] == []
    text = " ".join(" ".join(row["text"] for row in papers).split())
    gone = [one.raw for one in filled.lookalikes if " ".join(one.raw.split()) not in text]
    assert gone == []


def test_no_answer_tells_one(filled: Filled) -> None:
    rows = [row for row in stored(filled) if row["masked_numbers"]]
    answers = [get(filled, f"/api/v1/search?q={word}&limit=200").text for word in ("klienten", "personnummer", "dnr")]
    answers += [get(filled, "/api/v1/status").text]
    for row in rows[:40]:
        answers += [get(filled, f"/api/v1/documents/{row['id']}{rest}").text for rest in ("", "/text")]
        answers.append(get(filled, f"/dokument/{row['id']}").text)
    answers.append(get(filled, "/api/v1/similar", method="POST", json={"text": "Klienten bor kvar i lägenheten."}).text)
    for answer in answers:
        assert survivors(answer, filled.numbers) == set()


def test_original_with_numbers_is_not_handed_out(filled: Filled) -> None:
    import httpx

    row = next(row for row in stored(filled) if row["masked_numbers"])
    address = f"{filled.address}/api/v1/documents/{row['id']}/original"
    assert httpx.get(address, trust_env=False).status_code == 403


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet"])
def test_no_export_tells_one(filled: Filled, tmp_path: Path, kind: str) -> None:
    done = beslut("export", "-o", tmp_path / kind, "--format", kind, "--home", filled.home, timeout=600)
    assert done.returncode == 0, done.stderr
    assert survivors(done.stdout + done.stderr, filled.numbers) == set()
    for path in (tmp_path / kind).rglob("*"):
        if path.suffix == ".parquet":
            import pyarrow.parquet as parquet

            table = parquet.read_table(path)
            names = [
                name for name in table.column_names if str(table.schema.field(name).type) in ("string", "large_string")
            ]
            text = json.dumps(table.select(names).to_pylist(), ensure_ascii=False)
        elif path.is_file():
            text = path.read_bytes().decode("utf-8", "ignore")
        else:
            continue
        assert survivors(text, filled.numbers) == set(), path


def test_no_bulk_answer_tells_one(filled: Filled, tmp_path: Path) -> None:
    queries = tmp_path / "fragor.csv"
    queries.write_text("id,query\n1,klienten bor kvar\n2,personnummer\n3,bistånd\n", encoding="utf-8")
    done = beslut("bulk", queries, "-o", tmp_path / "svar.jsonl", "--limit", 50, "--home", filled.home, timeout=600)
    assert done.returncode == 0, done.stderr
    answer = (tmp_path / "svar.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in answer.splitlines()]
    assert all(sum(row["query_id"] == asked for row in rows) >= 20 for asked in "123")  # nearly every document
    assert survivors(answer, filled.numbers) == set()


@pytest.mark.skipif(missing() is not None, reason="Tesseract with Swedish is not installed")
def test_no_picture_of_a_page_shows_one(filled: Filled) -> None:
    from PIL import Image

    rows = [row for row in stored(filled) if row["name"].endswith(".pdf") and row["masked_numbers"]]
    seen = ""
    for row in rows[:PICTURES]:
        png = get(filled, f"/api/v1/documents/{row['id']}/pages/{json.loads(row['pages'])[-1]['number']}.png").content
        picture = Image.open(io.BytesIO(png)).convert("L")
        picture = picture.resize((picture.width * 2, picture.height * 2))
        raw = io.BytesIO()
        picture.save(raw, "PPM")
        lines = lines_seen(raw.getvalue(), dpi=220, seconds=120)
        seen += "\n\n\n\n\n\n\n\n" + "\n".join(" ".join(word.text for word in line.words) for line in lines)
    assert len(seen) > 1000 * PICTURES / 2
    assert survivors(seen, filled.numbers) == set()
