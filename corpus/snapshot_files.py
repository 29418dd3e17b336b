"""The tables of a snapshot as files: Parquet and JSON Lines both ways, CSV outwards. Streamed, a batch at a time.

Parquet and CSV hold objects as JSON text. CSV is for reading in a spreadsheet: it has no vectors, and lists are
joined by "; ".
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Protocol

from corpus.records import JsonObject
from corpus.snapshot_tables import TABLES, Kind

FORMATS = ("parquet", "jsonl", "csv")
_BATCH = 1_000


class TableWriter(Protocol):
    """Takes the rows of one table."""

    def write(self, row: JsonObject) -> None:
        """One more row."""

    def close(self) -> None:
        """The file is complete."""


class TableFiles:
    """Writers of all tables in a folder. The files get their names when all of them are complete."""

    def __init__(self, folder: Path, file_format: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._paths = {name: folder / f"{name}.{file_format}" for name in tables_in(file_format)}
        self._writers = {name: _WRITERS[file_format](_unfinished(path), name) for name, path in self._paths.items()}

    def write(self, table: str, row: JsonObject) -> None:
        """One more row, unless the format leaves the table out."""
        if table in self._writers:
            self._writers[table].write(row)

    def finish(self) -> None:
        """All files are complete and named."""
        with ExitStack() as steps:
            for writer in self._writers.values():
                steps.callback(writer.close)
        for path in self._paths.values():
            _unfinished(path).replace(path)

    def abandon(self) -> None:
        """Nothing half-written is left."""
        for name, writer in self._writers.items():
            writer.close()
            _unfinished(self._paths[name]).unlink(missing_ok=True)


def tables_in(file_format: str) -> tuple[str, ...]:
    """The tables that this format can hold."""
    return tuple(name for name in TABLES if file_format != "csv" or name != "vectors")


def rows_of(folder: Path, table: str, file_format: str) -> Iterator[JsonObject]:
    """The table's rows in order, streamed. Parquet and JSON Lines only."""
    path = folder / f"{table}.{file_format}"
    return _parquet_rows(path, table) if file_format == "parquet" else _jsonl_rows(path)


class _JsonlWriter:
    def __init__(self, path: Path, table: str) -> None:
        self._file = path.open("w", encoding="utf-8", newline="\n")
        self._kinds = TABLES[table]

    def write(self, row: JsonObject) -> None:
        cells = (f"{json.dumps(name)}:{_json_cell(row[name], kind)}" for name, kind in self._kinds.items())
        self._file.write("{" + ",".join(cells) + "}\n")

    def close(self) -> None:
        self._file.close()


class _CsvWriter:
    def __init__(self, path: Path, table: str) -> None:
        # Excel takes a file without a byte order mark for Latin-1
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._kinds = TABLES[table]
        self._csv = csv.writer(self._file)
        self._csv.writerow(self._kinds)

    def write(self, row: JsonObject) -> None:
        self._csv.writerow(_csv_cell(row[name], kind) for name, kind in self._kinds.items())

    def close(self) -> None:
        self._file.close()


class _ParquetWriter:
    def __init__(self, path: Path, table: str) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        types: dict[Kind, Any] = {
            "text": pa.string(),
            "json": pa.string(),
            "int": pa.int64(),
            "texts": pa.list_(pa.string()),
            # half floats widened: many Parquet readers know no float16; the values stay exact
            "half": pa.list_(pa.float32()),
            "float": pa.list_(pa.float32()),
            "term": pa.list_(pa.uint32()),
        }
        self._kinds = TABLES[table]
        self._schema = pa.schema([(name, types[kind]) for name, kind in self._kinds.items()])
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[JsonObject] = []

    def write(self, row: JsonObject) -> None:
        cells = {name: _json_text(row[name]) if kind == "json" else row[name] for name, kind in self._kinds.items()}
        self._rows.append(cells)
        if len(self._rows) >= _BATCH:
            self._write_batch()

    def close(self) -> None:
        if self._writer.is_open:
            self._write_batch()
            self._writer.close()

    def _write_batch(self) -> None:
        import pyarrow as pa

        self._writer.write_batch(pa.RecordBatch.from_pylist(self._rows, schema=self._schema))
        self._rows = []


_WRITERS: dict[str, Any] = {"parquet": _ParquetWriter, "jsonl": _JsonlWriter, "csv": _CsvWriter}


def _parquet_rows(path: Path, table: str) -> Iterator[JsonObject]:
    import pyarrow.parquet as pq

    objects = [name for name, kind in TABLES[table].items() if kind == "json"]
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=_BATCH):
            for row in batch.to_pylist():
                yield row | {name: json.loads(row[name]) for name in objects}


def _jsonl_rows(path: Path) -> Iterator[JsonObject]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _json_cell(value: Any, kind: Kind) -> str:
    # 5 and 9 digits give every half float and every float back exactly, in a third of the room
    if kind == "half":
        return "[" + ",".join([f"{number:.5g}" for number in value]) + "]"
    if kind == "float":
        return "[" + ",".join([f"{number:.9g}" for number in value]) + "]"
    return _json_text(value)


def _csv_cell(value: Any, kind: Kind) -> Any:
    if kind == "texts":
        return "; ".join(value)
    return _json_text(value) if kind == "json" else value


def _json_text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _unfinished(path: Path) -> Path:
    return path.with_name(f".{path.name}.unfinished")
