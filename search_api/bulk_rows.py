"""Rows of a bulk answer on disk as parquet, csv or jsonl; written as they come, never all in memory."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from corpus.errors import UserMistakeError
from corpus.records import JsonObject

COLUMNS: dict[str, type] = {
    "query_id": str,
    "query": str,
    "rank": int,
    "total": int,
    "document_id": str,
    "score": float,
    "title": str,
    "type": str,
    "date": str,
    "district": str,
    "municipality": str,
    "body": str,
    "diarienummer": str,
    "parties": str,
    "passage": str,
    "page": int,
    "error": str,
    "archive_state": str,
    "generation": int,
    "model": str,
}
ROWS_AT_A_TIME = 2_000
# a spreadsheet takes a cell that begins with one of these for a formula
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class RowWriter(Protocol):
    """Takes one row; columns not given are empty."""

    def write(self, row: JsonObject) -> None:
        """Add the row."""


@contextmanager
def writer_for(output: Path, file: Path) -> Iterator[RowWriter]:
    """A writer into ``file`` of the kind that ``output`` is named for. Raises UserMistakeError for another kind."""
    kind = output.suffix.casefold()
    if kind == ".parquet":
        with _parquet(file) as writer:
            yield writer
    elif kind == ".csv":
        with file.open("w", encoding="utf-8", newline="") as target:
            yield _CsvWriter(target)
    elif kind in (".jsonl", ".ndjson"):
        with file.open("w", encoding="utf-8") as target:
            yield _JsonWriter(target)
    else:
        raise UserMistakeError(
            f"results cannot be written as {kind or 'a file without ending'!r}; name the file .parquet, .csv or .jsonl"
        )


class _JsonWriter:
    def __init__(self, target: Any) -> None:
        self._target = target

    def write(self, row: JsonObject) -> None:
        ordered = {name: row.get(name) for name in COLUMNS}
        self._target.write(json.dumps(ordered, ensure_ascii=False) + "\n")


class _CsvWriter:
    def __init__(self, target: Any) -> None:
        self._rows = csv.DictWriter(target, fieldnames=list(COLUMNS))
        self._rows.writeheader()

    def write(self, row: JsonObject) -> None:
        self._rows.writerow({name: _cell(row.get(name)) for name in COLUMNS})


def _cell(value: object) -> object:
    """The value; text that a spreadsheet would run as a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


class _ParquetWriter:
    def __init__(self, writer: Any, schema: Any) -> None:
        self._writer, self._schema = writer, schema
        self._rows: list[JsonObject] = []

    def write(self, row: JsonObject) -> None:
        self._rows.append(row)
        if len(self._rows) >= ROWS_AT_A_TIME:
            self.flush()

    def flush(self) -> None:
        import pyarrow

        columns = {name: [row.get(name) for row in self._rows] for name in COLUMNS}
        self._writer.write_table(pyarrow.table(columns, schema=self._schema))
        self._rows = []


@contextmanager
def _parquet(file: Path) -> Iterator[_ParquetWriter]:
    import pyarrow
    from pyarrow import parquet

    kinds: dict[type, Any] = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64()}
    schema = pyarrow.schema([(name, kinds[kind]) for name, kind in COLUMNS.items()])
    with parquet.ParquetWriter(file, schema, compression="zstd") as inner:
        writer = _ParquetWriter(inner, schema)
        yield writer
        writer.flush()
