"""Bulk questions: a row per question and hit in three formats, errors as rows, nothing half written."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.errors import UserMistakeError
from nlp.encoder import Encoder
from search_api.answers import SearchRequest
from search_api.bulk import COLUMNS, bulk
from search_api.search import search

QUESTIONS = (
    "id,query,municipality,from,to,class\n"
    "a,skolskjuts,Uppsala,,,\n"
    "b,parklek,,2005,2013,\n"
    "c,,,,,\n"
    "d,snöröjning,Ankeborg,,,\n"
    "e,hundrastgård,Stockholm|Göteborg,,,\n"
)


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "frågor.csv"
    path.write_text(QUESTIONS, encoding="utf-8")
    return path


def rows_in(path: Path) -> list[dict[str, object]]:
    if path.suffix == ".parquet":
        from pyarrow import parquet

        rows: list[dict[str, object]] = parquet.read_table(path).to_pylist()
        return rows
    with path.open(encoding="utf-8", newline="") as source:
        if path.suffix == ".csv":
            return [dict(row) for row in csv.DictReader(source)]
        return [json.loads(line) for line in source]


@pytest.mark.parametrize("ending", ["parquet", "csv", "jsonl"])
def test_rows_are_those_of_search(
    demo_archive: Archive, encoder: Encoder, questions: Path, tmp_path: Path, ending: str
) -> None:
    output = tmp_path / f"svar.{ending}"
    summary = bulk(demo_archive, encoder, questions, output, limit=3)
    rows = rows_in(output)
    assert (summary.queries, summary.answered, summary.failed, summary.rows) == (5, 3, 2, len(rows))
    assert list(rows[0]) == list(COLUMNS)
    answer = search(demo_archive, encoder, SearchRequest(text="skolskjuts", municipalities=("Uppsala",), limit=3))
    mine = [row for row in rows if row["query_id"] == "a"]
    assert [row["document_id"] for row in mine] == [hit.document_id for hit in answer.hits]
    assert [int(str(row["rank"])) for row in mine] == [1, 2, 3]
    assert {row["model"] for row in rows} == {demo_archive.model}


def test_a_bad_row_is_a_row_with_its_reason(
    demo_archive: Archive, encoder: Encoder, questions: Path, tmp_path: Path
) -> None:
    output = tmp_path / "svar.jsonl"
    bulk(demo_archive, encoder, questions, output, limit=3)
    errors = {row["query_id"]: str(row["error"]) for row in rows_in(output) if row["error"]}
    assert set(errors) == {"c", "d"}
    assert "empty" in errors["c"]
    assert "Ankeborg" in errors["d"]


def test_several_values_in_a_cell(demo_archive: Archive, encoder: Encoder, questions: Path, tmp_path: Path) -> None:
    output = tmp_path / "svar.jsonl"
    bulk(demo_archive, encoder, questions, output, limit=20)
    places = {row["municipality"] for row in rows_in(output) if row["query_id"] == "e"}
    assert places == {"Stockholm", "Göteborg"}


def test_semicolons_and_json_lines_are_read_too(demo_archive: Archive, encoder: Encoder, tmp_path: Path) -> None:
    semicolons, lines = tmp_path / "a.csv", tmp_path / "b.jsonl"
    semicolons.write_text("\ufeffID;Query\r\n7;parklek\r\n", encoding="utf-8")
    lines.write_text('{"id": 7, "query": "parklek"}\n\n[1]\nnot json\n', encoding="utf-8")
    first, second = tmp_path / "a.out.jsonl", tmp_path / "b.out.jsonl"
    bulk(demo_archive, encoder, semicolons, first, limit=2)
    summary = bulk(demo_archive, encoder, lines, second, limit=2)
    assert rows_in(first) == rows_in(second)[:2]
    assert (summary.answered, summary.failed) == (1, 2)


@pytest.mark.parametrize(
    ("name", "content", "output", "word"),
    [
        ("a.csv", b"id,fraga\n1,x\n", "ut.csv", "no column named query"),
        ("a.csv", b"", "ut.csv", "no column named query"),
        ("a.csv", b"id,query\n1,p\xe5\n", "ut.csv", "UTF-8"),
        ("a.csv", b"id,query\n1,park\n", "ut.docx", "parquet"),
        ("saknas.csv", None, "ut.csv", "cannot be read"),
        ("a.csv", b"id,query\n1,park\n", "ingen/mapp/ut.csv", "cannot be written"),
    ],
)
def test_mistakes_are_named_and_leave_no_file(
    demo_archive: Archive,
    encoder: Encoder,
    tmp_path: Path,
    name: str,
    content: bytes | None,
    output: str,
    word: str,
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(UserMistakeError, match=word):
        bulk(demo_archive, encoder, tmp_path / name, tmp_path / output, limit=3)
    assert [path.name for path in tmp_path.iterdir()] == ([name] if content is not None else [])


def test_no_cell_is_a_formula(demo_archive: Archive, encoder: Encoder, tmp_path: Path) -> None:
    questions, output = tmp_path / "a.csv", tmp_path / "ut.csv"
    questions.write_text('id,query\n1,"=HYPERLINK(""x"") parklek"\n', encoding="utf-8")
    bulk(demo_archive, encoder, questions, output, limit=1)
    assert str(rows_in(output)[0]["query"]).startswith("'=")
