"""The whole archive as files that another researcher can load and query to the same answers.

A snapshot holds text (identity numbers masked, as in the archive), tags, passages and vectors; originals are not
part of it. Its id is the SHA-256 of its content: two snapshots with one id hold the same, whatever their format.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path

from corpus.archive import Archive
from corpus.claims import Correction
from corpus.corrections import corrections_of
from corpus.errors import UserMistakeError
from corpus.records import EmbeddedPassage, IndexedDocument, JsonObject
from corpus.refiling import note_corrections
from corpus.snapshot_files import FORMATS, TableFiles, rows_of, tables_in
from corpus.snapshot_tables import (
    ContentDigest,
    corrections_in,
    document_row,
    embedded_passage,
    indexed_document,
    passage_row,
    tags_row,
    vector_row,
)
from corpus.stored import utc_now

_DESCRIPTION = "snapshot.json"
_BATCH = 100  # documents added at a time while loading


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What ``snapshot.json`` says. ``id`` depends on the content alone, not on format or time."""

    id: str
    format: str
    model: str
    dimensions: int
    documents: int
    passages: int
    tables: tuple[str, ...]
    created: str


def export_snapshot(archive: Archive, folder: Path, format: str) -> Snapshot:
    """The archive written to ``folder`` as parquet, jsonl or csv; ``snapshot.json`` comes last.

    Writing to the archive waits meanwhile. Raises UserMistakeError for an unknown format or a folder that cannot
    be written.
    """
    if format not in FORMATS:
        raise UserMistakeError(f"A snapshot cannot be written as {format}; choose {', '.join(FORMATS)}.")
    with _folder_errors(folder), archive.unchanging():
        (folder / _DESCRIPTION).unlink(missing_ok=True)
        files = TableFiles(folder, format)
        try:
            snapshot = _write_tables(archive, files, format)
        except BaseException:
            files.abandon()
            raise
        files.finish()
        text = json.dumps(asdict(snapshot), ensure_ascii=False, indent=2)
        (folder / _DESCRIPTION).write_text(text + "\n", encoding="utf-8")
    return snapshot


def load_snapshot(folder: Path, home: Path) -> Snapshot:
    """The snapshot, now an archive in ``home``, which must be absent or empty. No model is needed.

    Raises UserMistakeError when the snapshot is damaged, incomplete or CSV, or the home is taken.
    """
    snapshot = _described(folder)
    if snapshot.format == "csv":
        raise UserMistakeError(
            "A CSV snapshot has no vectors, so no archive can be made of it; export parquet or jsonl."
        )
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise UserMistakeError(f"{home} already holds something; load the snapshot into a new folder.")
    with _folder_errors(home):
        home.parent.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=f".{home.name}.", dir=home.parent))
    try:
        found = _fill(building, folder, snapshot)
        if found != snapshot.id:
            raise UserMistakeError(f"The snapshot in {folder} is damaged: its content has the id {found}.")
        building.chmod(0o755)  # mkdtemp's folder is its maker's alone
        building.replace(home)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return snapshot


def _write_tables(archive: Archive, files: TableFiles, format: str) -> Snapshot:
    digest = ContentDigest(archive.model, archive.dimensions)
    documents = passages = 0
    for document in archive.documents():
        embedded = archive.passages_of(document.id)
        row, tags = document_row(document), tags_row(document, corrections_of(archive.catalogue, document.id))
        digest.add(row, tags, embedded)
        files.write("documents", row)
        files.write("tags", tags)
        for passage in embedded:
            files.write("passages", passage_row(passage.passage))
            files.write("vectors", vector_row(passage))
        documents, passages = documents + 1, passages + len(embedded)
    return Snapshot(
        id=digest.hexdigest(),
        format=format,
        model=archive.model,
        dimensions=archive.dimensions,
        documents=documents,
        passages=passages,
        tables=tables_in(format),
        created=utc_now(),
    )


def _fill(home: Path, folder: Path, snapshot: Snapshot) -> str:
    """Id of the content that the snapshot's files put into the archive in ``home``."""
    digest = ContentDigest(snapshot.model, snapshot.dimensions)
    with Archive.open(home, dimensions=snapshot.dimensions, model=snapshot.model) as archive:
        batch: list[IndexedDocument] = []
        said: list[Correction] = []
        for _, of_file in groupby(_documents_in(folder, snapshot.format, digest, said), _sha256):
            batch += of_file  # all documents of a file go in together
            if len(batch) >= _BATCH:
                archive.add(batch)
                batch = []
        archive.add(batch)
        note_corrections(archive, said)
    return digest.hexdigest()


def _documents_in(
    folder: Path, format: str, digest: ContentDigest, said: list[Correction]
) -> Iterator[IndexedDocument]:
    """The documents, four tables read side by side; each is added to the digest, its corrections to ``said``."""
    try:
        tags = rows_of(folder, "tags", format)
        passages = _passages_by_document(folder, format)
        waiting = next(passages, None)
        for row in rows_of(folder, "documents", format):
            own: list[EmbeddedPassage] = []
            if waiting and waiting[0] == row["id"]:
                own, waiting = waiting[1], next(passages, None)
            tags_of_document = next(tags)
            digest.add(row, tags_of_document, own)
            said += corrections_in(tags_of_document)
            yield indexed_document(row, tags_of_document, own)
    except (OSError, ValueError, KeyError, TypeError, StopIteration) as error:
        raise UserMistakeError(f"The snapshot in {folder} cannot be read: {error}.") from error


def _passages_by_document(folder: Path, format: str) -> Iterator[tuple[str, list[EmbeddedPassage]]]:
    pairs = zip(rows_of(folder, "passages", format), rows_of(folder, "vectors", format), strict=True)
    for document_id, rows in groupby(pairs, lambda pair: str(pair[0]["document_id"])):
        yield document_id, [embedded_passage(passage, vector) for passage, vector in rows]


def _sha256(document: IndexedDocument) -> str:
    return document.document.source.sha256


def _described(folder: Path) -> Snapshot:
    try:
        data: JsonObject = json.loads((folder / _DESCRIPTION).read_text(encoding="utf-8"))
        snapshot = Snapshot(**data | {"tables": tuple(data["tables"])})
        if snapshot.format not in FORMATS or not isinstance(snapshot.dimensions, int):
            raise ValueError(f"format {snapshot.format}")
        return snapshot
    except OSError as error:
        raise UserMistakeError(f"There is no snapshot in {folder}: {error.strerror} ({_DESCRIPTION}).") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UserMistakeError(f"{folder / _DESCRIPTION} does not describe a snapshot: {error}.") from error


@contextmanager
def _folder_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UserMistakeError(f"{folder} cannot be written: {error.strerror or error}.") from error
