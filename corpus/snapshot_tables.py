"""The four tables of a snapshot: documents, tags, passages, vectors. Rows from records, records from rows, and the
digest that names a snapshot by its content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Literal, TypeAlias

import numpy as np

from corpus.catalogue_rows import dense_to_bytes, sparse_to_bytes
from corpus.claims import Correction, correction_to_json
from corpus.filterable import filterable_of
from corpus.records import (
    Block,
    Document,
    EmbeddedPassage,
    FurnitureLine,
    IndexedDocument,
    JsonObject,
    PageSpan,
    Passage,
    Section,
    SparseVector,
)
from corpus.stored import StoredDocument
from corpus.tag_json import tag_from_json, tag_to_json

# "json" is an object or a list of objects; "half", "float" and "term" are lists of numbers
Kind: TypeAlias = Literal["text", "int", "json", "texts", "half", "float", "term"]

TABLES: dict[str, dict[str, Kind]] = {
    "documents": {
        "id": "text",
        "part_of": "text",
        "name": "text",
        "sha256": "text",
        "masked_numbers": "int",
        "indexed_at": "text",
        "logic_versions": "json",
        "pages": "json",
        "sections": "json",
        "blocks": "json",
        "furniture": "json",
        "text": "text",
        "starts": "json",
        "reading_warnings": "json",
    },
    # the columns a researcher sorts and counts by, and the whole tag record
    "tags": {
        "document_id": "text",
        "type": "text",
        "title": "text",
        "date": "text",
        "municipality": "text",
        "body": "text",
        "district": "text",
        "parties": "texts",
        "classes": "texts",
        "diarienummer": "texts",
        "record": "json",
        # what people have corrected in it: field, value, what stood there before, by whom, when and why
        "corrections": "json",
    },
    "passages": {
        "id": "int",
        "document_id": "text",
        "ordinal": "int",
        "heading": "text",
        "kind": "text",
        "page": "int",
        "start": "int",
        "end": "int",
        "text": "text",
    },
    "vectors": {"passage_id": "int", "dense": "half", "sparse_indices": "term", "sparse_values": "float"},
}
# when a document came to lie in this index says nothing about its content
_NOT_CONTENT = {"indexed_at"}
# later additions: where they say nothing, a snapshot has the same name as one from before them
_LATER = {"starts", "reading_warnings", "corrections"}


class ContentDigest:
    """SHA-256 over all documents in order of id: the same content gives the same name, whatever file format."""

    def __init__(self, model: str, dimensions: int) -> None:
        self._hash = hashlib.sha256()
        self._add({"snapshot": 1, "model": model, "dimensions": dimensions})

    def add(self, document: JsonObject, tags: JsonObject, passages: Sequence[EmbeddedPassage]) -> None:
        """One document: its rows, and its passages with the exact bytes of their vectors."""
        self._add(_content(document))
        self._add(_content(tags))
        for embedded in passages:
            self._add(passage_row(embedded.passage))
            self._hash.update(dense_to_bytes(embedded.dense) + sparse_to_bytes(embedded.sparse))

    def hexdigest(self) -> str:
        """64 hex digits."""
        return self._hash.hexdigest()

    def _add(self, value: JsonObject) -> None:
        line = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        self._hash.update(line.encode() + b"\n")


def _content(row: JsonObject) -> JsonObject:
    return {key: value for key, value in row.items() if key not in _NOT_CONTENT and (value or key not in _LATER)}


def document_row(document: StoredDocument) -> JsonObject:
    """Row of ``documents``."""
    return {
        "id": document.id,
        "part_of": document.part_of,
        "name": document.name,
        "sha256": document.sha256,
        "masked_numbers": document.masked_numbers,
        "indexed_at": document.indexed_at,
        "logic_versions": document.logic_versions,
        "pages": [asdict(page) for page in document.pages],
        "sections": [asdict(section) for section in document.sections],
        "blocks": [asdict(block) for block in document.blocks],
        "furniture": [asdict(line) for line in document.furniture],
        "text": document.text,
        "starts": _listed(document.starts),
        "reading_warnings": _listed(document.reading_warnings),
    }


def _listed(values: Sequence[int] | Sequence[str] | None) -> list[int] | list[str] | None:
    return None if values is None else [*values]


def tags_row(document: StoredDocument, corrections: Sequence[Correction] = ()) -> JsonObject:
    """Row of ``tags``."""
    tags = document.tags
    filterable = filterable_of(document.id, tags, "other")
    return {
        "document_id": document.id,
        "type": tags.type,
        "title": tags.title,
        "date": tags.date,
        "municipality": tags.municipality,
        "body": tags.body,
        "district": tags.district,
        "parties": list(filterable.parties),
        "classes": list(filterable.classes),
        "diarienummer": [number.canonical for number in tags.diarienummer],
        "record": tag_to_json(tags),
        "corrections": [correction_to_json(one) for one in corrections],
    }


def corrections_in(tags: JsonObject) -> list[Correction]:
    """What a row of ``tags`` says that people have corrected; nothing in a snapshot from before there were any."""
    return [Correction(**one) for one in tags.get("corrections") or ()]


def passage_row(passage: Passage) -> JsonObject:
    """Row of ``passages``."""
    return {column: getattr(passage, column) for column in TABLES["passages"]}


def vector_row(embedded: EmbeddedPassage) -> JsonObject:
    """Row of ``vectors``: plain numbers, exact."""
    return {
        "passage_id": embedded.passage.id,
        "dense": embedded.dense.tolist(),
        "sparse_indices": embedded.sparse.indices.tolist(),
        "sparse_values": embedded.sparse.values.tolist(),
    }


def embedded_passage(passage: JsonObject, vector: JsonObject) -> EmbeddedPassage:
    """The passage that two rows give together."""
    sparse = SparseVector(
        np.asarray(vector["sparse_indices"], dtype=np.uint32), np.asarray(vector["sparse_values"], dtype=np.float32)
    )
    return EmbeddedPassage(Passage(**passage), np.asarray(vector["dense"], dtype=np.float16), sparse)


def indexed_document(
    row: JsonObject, tags_of_document: JsonObject, passages: Sequence[EmbeddedPassage]
) -> IndexedDocument:
    """The document as an archive takes it."""
    tags = tag_from_json(tags_of_document["record"])
    warned = row.get("reading_warnings")
    document = Document(
        source=replace(tags.source, name=row["name"], sha256=row["sha256"]),
        text=row["text"],
        pages=tuple(PageSpan(**page) for page in row["pages"]),
        blocks=tuple(Block(**block) for block in row["blocks"]),
        sections=tuple(Section(**section) for section in row["sections"]),
        furniture=tuple(FurnitureLine(**line) for line in row["furniture"]),
        masked_numbers=row["masked_numbers"],
        warnings=tags.warnings if warned is None else tuple(warned),
        starts=tuple(row.get("starts") or ()),
    )
    return IndexedDocument(row["id"], document, tags, tuple(passages), row["logic_versions"])
