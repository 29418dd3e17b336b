"""Catalogue rows from records, and records from rows. Vectors are little-endian bytes: float16; uint32 + float32."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Row

from corpus.case_keys import case_keys_of
from corpus.catalogue import storable
from corpus.filterable import dates_covered, filter_values_of, filterable_of
from corpus.records import (
    Block,
    EmbeddedPassage,
    FurnitureLine,
    IndexedDocument,
    IndexPoint,
    JsonObject,
    PageSpan,
    Passage,
    Section,
    SparseVector,
    TagRecord,
)
from corpus.stored import StoredDocument
from corpus.tag_json import tag_from_json, tag_to_json
from corpus.versions import version_key


def document_row(item: IndexedDocument) -> JsonObject:
    """Row of ``documents``; state tagged, not yet indexed."""
    source, tags = item.document.source, item.tags
    first, last = dates_covered(tags)
    return {
        "id": item.id,
        "sha256": source.sha256,
        # "9f86d081884c7d65-2" is the second part of the bundle "9f86d081884c7d65"
        "part_of": item.id.partition("-")[0] if "-" in item.id else None,
        "name": storable(source.name),
        "state": "tagged",
        "type": tags.type,
        "title": storable(tags.title) if tags.title else tags.title,
        "date": tags.date,
        "date_first": first,
        "date_last": last,
        "year": first // 10000 if first else None,
        "district": tags.district,
        "municipality": tags.municipality,
        "body": storable(tags.body) if tags.body else tags.body,
        "masked_numbers": item.document.masked_numbers,
        "indexed_at": None,
        "version_key": version_key(tags),
        "logic_versions": dict(item.logic_versions),
        "record": tag_to_json(tags),
        "pages": [asdict(page) for page in item.document.pages],
        "sections": [asdict(section) for section in item.document.sections],
        "blocks": [asdict(block) for block in item.document.blocks],
        "furniture": [asdict(line) for line in item.document.furniture],
        "text": storable(item.document.text),
        "starts": _starts(item),
        "reading_warnings": list(item.document.warnings),
    }


def _starts(item: IndexedDocument) -> list[int] | None:
    """Where the papers of a bundle begin; None where they are not told (a snapshot from before they were kept)."""
    is_bundle = any(part.paragraph is None for part in item.tags.parts)
    return None if is_bundle and not item.document.starts else list(item.document.starts)


def case_key_rows(document_id: str, tags: TagRecord) -> list[JsonObject]:
    """Rows of ``case_keys``."""
    return [{"document_id": document_id, "role": role, "key": storable(key)} for role, key in case_keys_of(tags)]


def filter_rows(document_id: str, tags: TagRecord) -> list[JsonObject]:
    """Rows of ``filter_values``."""
    return [
        {"document_id": document_id, "field": field, "value": storable(value)}
        for field, value in filter_values_of(tags)
    ]


def passage_row(embedded: EmbeddedPassage, model: str) -> JsonObject:
    """Row of ``passages``, vectors made by ``model``."""
    passage = embedded.passage
    return {
        "id": passage.id,
        "document_id": passage.document_id,
        "ordinal": passage.ordinal,
        "heading": storable(passage.heading) if passage.heading else passage.heading,
        "kind": passage.kind,
        "page": passage.page,
        "start": passage.start,
        "end": passage.end,
        "text": storable(passage.text),
        "model": model,
        "dense": dense_to_bytes(embedded.dense),
        "sparse": sparse_to_bytes(embedded.sparse),
    }


def stored_document(row: Row[Any]) -> StoredDocument:
    """The document a full row of ``documents`` holds."""
    return StoredDocument(
        id=row.id,
        name=row.name,
        sha256=row.sha256,
        text=row.text,
        tags=tag_from_json(row.record),
        pages=tuple(PageSpan(**page) for page in row.pages),
        sections=tuple(Section(**section) for section in row.sections),
        blocks=tuple(Block(**block) for block in row.blocks),
        furniture=tuple(FurnitureLine(**line) for line in row.furniture),
        part_of=row.part_of,
        masked_numbers=row.masked_numbers,
        logic_versions=row.logic_versions,
        indexed_at=row.indexed_at,
        starts=tuple(row.starts) if row.starts is not None else None,
        reading_warnings=tuple(row.reading_warnings) if row.reading_warnings is not None else None,
    )


def passage_from(row: Row[Any]) -> Passage:
    """The passage a row of ``passages`` holds; its vectors may be left out of the row."""
    return Passage(
        id=row.id,
        document_id=row.document_id,
        ordinal=row.ordinal,
        text=row.text,
        heading=row.heading,
        kind=row.kind,
        page=row.page,
        start=row.start,
        end=row.end,
    )


def embedded_passage(row: Row[Any]) -> EmbeddedPassage:
    """The passage with both vectors."""
    return EmbeddedPassage(passage_from(row), dense_from_bytes(row.dense), sparse_from_bytes(row.sparse))


def index_point(row: Row[Any], tags: TagRecord) -> IndexPoint:
    """What the index holds of a passage: its vectors, and the filter fields of its document."""
    return IndexPoint(
        id=row.id,
        dense=dense_from_bytes(row.dense),
        sparse=sparse_from_bytes(row.sparse),
        filterable=filterable_of(row.document_id, tags, row.kind),
    )


def dense_to_bytes(vector: NDArray[np.float16]) -> bytes:
    """2 bytes a dimension."""
    return _without_negative_zero(vector.astype("<f2")).tobytes()


def dense_from_bytes(data: bytes) -> NDArray[np.float16]:
    """The vector again, bit by bit."""
    return np.frombuffer(data, dtype="<f2").astype(np.float16)


def sparse_to_bytes(vector: SparseVector) -> bytes:
    """All term ids, then all weights: 8 bytes a term."""
    values = _without_negative_zero(vector.values.astype("<f4"))
    return vector.indices.astype("<u4").tobytes() + values.tobytes()


def sparse_from_bytes(data: bytes) -> SparseVector:
    """The vector again, bit by bit."""
    half = len(data) // 2
    return SparseVector(
        indices=np.frombuffer(data[:half], dtype="<u4").astype(np.uint32),
        values=np.frombuffer(data[half:], dtype="<f4").astype(np.float32),
    )


def _without_negative_zero(values: NDArray[Any]) -> NDArray[Any]:
    """-0.0 becomes 0.0: the same number, but a JSON file does not keep its sign."""
    return np.where(values == 0, values.dtype.type(0), values).astype(values.dtype)
