"""Documents and passages in the catalogue: stored by file, read by id. Each function works in the transaction
of the connection it is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, Select, func, select

from corpus import catalogue_tables as tables
from corpus.catalogue import chunks
from corpus.catalogue_rows import (
    case_key_rows,
    document_row,
    embedded_passage,
    filter_rows,
    index_point,
    passage_from,
    passage_row,
    stored_document,
)
from corpus.records import EmbeddedPassage, IndexedDocument, IndexPoint, Passage, TagRecord
from corpus.stored import DocumentSummary, StoredDocument
from corpus.tag_json import tag_from_json

_documents, _passages = tables.documents.c, tables.passages.c
_PASSAGE_WITHOUT_VECTORS = [
    column for column in tables.passages.columns if column.name not in ("model", "dense", "sparse")
]
_PAGE = 100  # documents held in memory at a time while streaming


def replace_documents(connection: Connection, batch: Sequence[IndexedDocument], model: str) -> None:
    """The files of the batch now consist of exactly these documents; points they no longer have become stale."""
    remove_documents(connection, {item.document.source.sha256 for item in batch})
    new_ids = [embedded.passage.id for item in batch for embedded in item.passages]
    _forget_stale(connection, new_ids)
    connection.execute(tables.documents.insert(), [document_row(item) for item in batch])
    if values := [row for item in batch for row in filter_rows(item.id, item.tags)]:
        connection.execute(tables.filter_values.insert(), values)
    if keys := [row for item in batch for row in case_key_rows(item.id, item.tags)]:
        connection.execute(tables.case_keys.insert(), keys)
    if rows := [passage_row(embedded, model) for item in batch for embedded in item.passages]:
        connection.execute(tables.passages.insert(), rows)


def remove_documents(connection: Connection, sha256s: Iterable[str]) -> None:
    """No document of these files is left; their points are noted as stale."""
    for some in chunks(sorted(sha256s)):
        ids = list(connection.scalars(select(_documents.id).where(_documents.sha256.in_(some))))
        for document_ids in chunks(ids):
            points = passage_ids(connection, document_ids)
            _forget_stale(connection, points)
            if points:
                connection.execute(tables.stale_points.insert(), [{"id": point} for point in points])
            for table in (tables.passages, tables.filter_values, tables.case_keys):
                connection.execute(table.delete().where(table.c.document_id.in_(document_ids)))
            connection.execute(tables.documents.delete().where(_documents.id.in_(document_ids)))


def stale_points(connection: Connection) -> list[int]:
    """Ids the index may still hold though no passage has them any more."""
    return list(connection.scalars(select(tables.stale_points.c.id)))


def clear_stale(connection: Connection) -> None:
    """The index is rid of all stale points."""
    connection.execute(tables.stale_points.delete())


def mark_indexed(connection: Connection, document_ids: Sequence[str], now: str) -> None:
    """These documents, and so their files, lie in the index."""
    for some in chunks(list(document_ids)):
        chosen = _documents.id.in_(some)
        connection.execute(tables.documents.update().where(chosen).values(state="indexed", indexed_at=now))
        shas = select(_documents.sha256).where(chosen)
        connection.execute(
            tables.files.update()
            .where(tables.files.c.sha256.in_(shas))
            .values(state="indexed", updated_at=now, reason=None, error=None)
        )


def unindexed(connection: Connection) -> list[str]:
    """Ids of documents stored here whose points may be missing from the index."""
    return list(connection.scalars(select(_documents.id).where(_documents.state == "tagged").order_by(_documents.id)))


def document(connection: Connection, document_id: str) -> StoredDocument | None:
    """The document, or None."""
    row = connection.execute(select(tables.documents).where(_documents.id == document_id)).first()
    return stored_document(row) if row else None


def documents_after(connection: Connection, last: str) -> list[StoredDocument]:
    """The next documents by id after ``last`` ("" for the first ones)."""
    query = select(tables.documents).where(_documents.id > last).order_by(_documents.id).limit(_PAGE)
    return [stored_document(row) for row in connection.execute(query)]


def summaries(connection: Connection, ids: Iterable[str]) -> dict[str, DocumentSummary]:
    """The known ones of these documents, without text."""
    found: dict[str, DocumentSummary] = {}
    columns = (_documents.id, _documents.name, _documents.sha256, _documents.record)
    for some in chunks(list(dict.fromkeys(ids))):
        for row in connection.execute(select(*columns).where(_documents.id.in_(some))):
            found[row.id] = DocumentSummary(row.id, row.name, row.sha256, tag_from_json(row.record))
    return found


def documents_with(connection: Connection, field: str, value: str) -> list[str]:
    """Ids of documents with this filter value, oldest first, undated last."""
    values = tables.filter_values.c
    query = (
        select(_documents.id)
        .join(tables.filter_values, values.document_id == _documents.id)
        .where(values.field == field, values.value == value)
        .order_by(func.coalesce(_documents.date_first, 99999999), _documents.id)
    )
    return list(connection.scalars(query))


def passages_by_id(connection: Connection, ids: Iterable[int]) -> dict[int, Passage]:
    """The known ones of these passages."""
    found: dict[int, Passage] = {}
    for some in chunks(list(dict.fromkeys(ids))):
        for row in connection.execute(select(*_PASSAGE_WITHOUT_VECTORS).where(_passages.id.in_(some))):
            found[row.id] = passage_from(row)
    return found


def embedded_passages(connection: Connection, document_id: str) -> list[EmbeddedPassage]:
    """All passages of a document with their vectors, in order."""
    query = select(tables.passages).where(_passages.document_id == document_id).order_by(_passages.ordinal)
    return [embedded_passage(row) for row in connection.execute(query)]


def passage_ids(connection: Connection, document_ids: Sequence[str] | None = None) -> list[int]:
    """Ids of the passages of these documents, or of all."""
    if document_ids is None:
        return list(connection.scalars(select(_passages.id)))
    return list(connection.scalars(select(_passages.id).where(_passages.document_id.in_(document_ids))))


def points_of_documents(connection: Connection, document_ids: Sequence[str]) -> Iterator[list[IndexPoint]]:
    """Index points of these documents, a list per group of documents: from the catalogue alone, no model."""
    for some in chunks(list(document_ids), _PAGE):
        yield _points(connection, some, select(tables.passages).where(_passages.document_id.in_(some)))


def points_by_id(connection: Connection, ids: Sequence[int]) -> Iterator[list[IndexPoint]]:
    """Index points of these passages, in groups."""
    for some in chunks(list(ids)):
        owners = select(_passages.document_id).where(_passages.id.in_(some)).distinct()
        document_ids = list(connection.scalars(owners))
        yield _points(connection, document_ids, select(tables.passages).where(_passages.id.in_(some)))


def documents_of_file(connection: Connection, sha256: str) -> list[str]:
    """Ids of the documents read from one file."""
    return list(connection.scalars(select(_documents.id).where(_documents.sha256 == sha256).order_by(_documents.id)))


def logic_of_files(connection: Connection, after: str = "") -> dict[str, dict[str, int]]:
    """Logic versions of every file's whole, in order of id, from the first id behind ``after``."""
    query = select(_documents.id, _documents.logic_versions).where(_documents.part_of.is_(None), _documents.id > after)
    return {row.id: row.logic_versions for row in connection.execute(query.order_by(_documents.id))}


def set_logic(connection: Connection, document_ids: Sequence[str], versions: dict[str, int]) -> None:
    """These documents, unchanged, are what this logic makes of them."""
    for some in chunks(list(document_ids)):
        connection.execute(tables.documents.update().where(_documents.id.in_(some)).values(logic_versions=versions))


def all_document_ids(connection: Connection) -> list[str]:
    """Ids of all documents, in order."""
    return list(connection.scalars(select(_documents.id).order_by(_documents.id)))


def _points(connection: Connection, document_ids: Sequence[str], query: Select[tuple[object]]) -> list[IndexPoint]:
    records = select(_documents.id, _documents.record).where(_documents.id.in_(document_ids))
    tags: dict[str, TagRecord] = {id: tag_from_json(record) for id, record in connection.execute(records)}
    return [index_point(row, tags[row.document_id]) for row in connection.execute(query)]


def _forget_stale(connection: Connection, ids: Sequence[int]) -> None:
    for some in chunks(list(ids)):
        connection.execute(tables.stale_points.delete().where(tables.stale_points.c.id.in_(some)))
