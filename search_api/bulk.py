"""Thousands of questions in one file, one row of answer per question and hit in another.

In: CSV with the columns ``id, query`` and, where wanted, ``district, party, type, municipality, class, from, to``
(several values parted by ``|``), or the same keys as JSON lines. Out: parquet, csv or jsonl, by the file's ending.
"""

from __future__ import annotations

import csv
import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TextIO

from corpus.archive import Archive
from corpus.document_facts import archive_state
from corpus.errors import BeslutError, QueryError, UnavailableError, UserMistakeError
from corpus.records import JsonObject
from nlp.encoder import Encoder
from search_api.answers import Hit, SearchRequest
from search_api.bulk_rows import COLUMNS, RowWriter, writer_for
from search_api.search import search

JSON_LINES = frozenset({".jsonl", ".ndjson"})
FILTERS = {"district": "districts", "party": "parties", "type": "types", "class": "classes"}
FILTERS |= {"municipality": "municipalities"}
PERIOD = {"from": "date_from", "to": "date_to"}
BETWEEN_VALUES = "|"


@dataclass(frozen=True, slots=True)
class BulkSummary:
    """What a run did. ``failed`` questions have one row each, with the reason in ``error``."""

    queries: int
    answered: int
    failed: int
    rows: int
    output: str
    archive_state: str
    seconds: float


@dataclass(frozen=True, slots=True)
class _Question:
    """One row of the input: its request, or why it is none."""

    id: str
    text: str
    request: SearchRequest | None
    error: str | None = None


def bulk(archive: Archive, encoder: Encoder, queries_path: Path, output_path: Path, limit: int = 10) -> BulkSummary:
    """Counts of the run; the rows are in ``output_path``, which appears only when all are written.

    Raises UserMistakeError when a file cannot be read or written; a bad row is a row with its error.
    """
    began = time.perf_counter()
    state = archive_state(archive.catalogue, archive.model)
    same = {"generation": archive.generation, "model": archive.model, "archive_state": state}
    queries = failed = rows = 0
    unfinished = output_path.with_name(f".{output_path.name}.{os.getpid()}")
    try:
        with writer_for(output_path, unfinished) as writer:
            for question in _questions(queries_path, limit):
                queries += 1
                written, is_failed = _answer(archive, encoder, question, writer, same)
                rows += written
                failed += is_failed
        unfinished.replace(output_path)
    except OSError as error:
        raise UserMistakeError(f"{output_path} cannot be written: {error.strerror or error}") from error
    finally:
        unfinished.unlink(missing_ok=True)
    seconds = round(time.perf_counter() - began, 3)
    return BulkSummary(queries, queries - failed, failed, rows, str(output_path), state, seconds)


def _answer(
    archive: Archive, encoder: Encoder, question: _Question, writer: RowWriter, same: JsonObject
) -> tuple[int, bool]:
    """Rows written for one question, and whether it failed."""
    asked = {"query_id": question.id, "query": question.text, **same}
    error = question.error
    if question.request is not None:
        try:
            answer = search(archive, encoder, question.request)
        except UnavailableError:
            raise  # the archive is gone: no row will fare better
        except BeslutError as refused:
            error = str(refused)
        else:
            for rank, hit in enumerate(answer.hits, 1):
                writer.write(asked | {"rank": rank, "total": answer.total} | _columns_of(hit))
            return len(answer.hits), False
    writer.write(asked | {"error": error})
    return 1, True


def _columns_of(hit: Hit) -> JsonObject:
    return {
        "document_id": hit.document_id,
        "score": round(hit.score, 6),
        "title": hit.title,
        "type": hit.type,
        "date": hit.date,
        "district": hit.district,
        "municipality": hit.municipality,
        "body": hit.body,
        "diarienummer": BETWEEN_VALUES.join(hit.diarienummer) or None,
        "parties": BETWEEN_VALUES.join(hit.parties) or None,
        "passage": hit.passage,
        "page": hit.page,
    }


def _questions(path: Path, limit: int) -> Iterator[_Question]:
    """The questions of the file, one at a time."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as source:
            rows = _json_rows(source) if path.suffix.casefold() in JSON_LINES else _csv_rows(source, path)
            for number, row in enumerate(rows, 1):
                yield _question(row, number, limit)
    except OSError as error:
        raise UserMistakeError(f"{path} cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UserMistakeError(f"{path} is not UTF-8 text; save it as CSV UTF-8") from error
    except csv.Error as error:
        raise UserMistakeError(f"{path} is no CSV file: {error}") from error


def _csv_rows(source: TextIO, path: Path) -> Iterator[Any]:
    header = source.readline()
    delimiter = max(",;\t", key=header.count)  # Swedish spreadsheets part columns by semicolon
    names = [name.strip().casefold() for name in next(csv.reader([header], delimiter=delimiter), [])]
    if "query" not in names:
        raise UserMistakeError(f"{path} has no column named query; its first row must name the columns: id,query")
    yield from csv.DictReader(source, fieldnames=names, delimiter=delimiter)


def _json_rows(source: TextIO) -> Iterator[Any]:
    for line in source:
        if line.strip():
            try:
                yield json.loads(line)
            except ValueError:
                yield None


def _question(row: Any, number: int, limit: int) -> _Question:
    if not isinstance(row, dict):
        return _Question(str(number), "", None, f"row {number} is no JSON object")
    id_, text = str(row.get("id") or number), str(row.get("query") or "").strip()
    try:
        return _Question(id_, text, _request(row, text, limit))
    except QueryError as error:
        return _Question(id_, text, None, str(error))


def _request(row: JsonObject, text: str, limit: int) -> SearchRequest:
    request = SearchRequest(text=text, limit=limit, exact=True)
    for column, field in FILTERS.items():
        request = replace(request, **{field: _values(row.get(column))})  # type: ignore[arg-type]
    for column, field in PERIOD.items():
        request = replace(request, **{field: str(row[column]).strip()}) if row.get(column) else request  # type: ignore[arg-type]
    return request


def _values(said: object) -> tuple[str, ...]:
    values = said if isinstance(said, list) else str(said or "").split(BETWEEN_VALUES)
    return tuple(str(value).strip() for value in values if str(value).strip())


__all__ = ["COLUMNS", "BulkSummary", "bulk"]
