"""Facts about many documents at once, for browsing and for matters: a few statements, however many documents.

Read-only and without tag records, whose JSON would have to be parsed for each document.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import blake2b

from sqlalchemy import Column, ColumnElement, and_, or_, select

from corpus import catalogue_tables as tables
from corpus.catalogue import Catalogue, chunks
from corpus.catalogue_rows import passage_from
from corpus.records import Passage, SearchFilter

_documents, _passages, _values = tables.documents.c, tables.passages.c, tables.filter_values.c
_PASSAGE_COLUMNS = [column for column in tables.passages.columns if column.name not in ("model", "dense", "sparse")]
# Which kinds of passage say best what a document is about, when no search says it.
_OPENING_KINDS = ("proposal", "decision", "summary", "motion_demand", "matter", "background")


def documents_passing(catalogue: Catalogue, where: SearchFilter, limit: int) -> list[str]:
    """Ids of indexed documents that pass the filter, latest first, undated last; ``where.kinds`` is not asked."""
    query = (
        select(_documents.id)
        .where(_documents.state == "indexed", *_conditions(where))
        .order_by(_documents.date_last.desc().nulls_last(), _documents.id)
        .limit(limit)
    )
    with catalogue.begin() as connection:
        return list(connection.scalars(query))


def opening_passages(catalogue: Catalogue, ids: Sequence[str]) -> dict[str, Passage]:
    """For each of a few documents the passage that says best what it is about: the proposal, else the summary ..."""
    best: dict[str, tuple[int, Passage]] = {}
    query = select(*_PASSAGE_COLUMNS).where(_passages.document_id.in_(list(ids)))
    with catalogue.begin() as connection:
        for row in connection.execute(query.order_by(_passages.document_id, _passages.ordinal)):
            rank = _OPENING_KINDS.index(row.kind) if row.kind in _OPENING_KINDS else len(_OPENING_KINDS)
            if row.document_id not in best or rank < best[row.document_id][0]:
                best[row.document_id] = (rank, passage_from(row))
    return {document_id: passage for document_id, (_, passage) in best.items()}


def documents_of_cases(catalogue: Catalogue, cases: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Ids of the documents that carry each of these case numbers (``owner|year|number``), by case."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    with catalogue.begin() as connection:
        for some in chunks(list(dict.fromkeys(cases))):
            query = select(_values.value, _values.document_id).where(_values.field == "case", _values.value.in_(some))
            for case, document_id in connection.execute(query):
                found[case].append(document_id)
    return {case: tuple(sorted(documents)) for case, documents in found.items()}


def _conditions(where: SearchFilter) -> list[ColumnElement[bool]]:
    columns: tuple[tuple[Column[str], tuple[str, ...]], ...] = (
        (_documents.type, where.types),
        (_documents.district, where.districts),
        (_documents.municipality, where.municipalities),
        (_documents.id, where.documents),
    )
    conditions: list[ColumnElement[bool]] = [column.in_(values) for column, values in columns if values]
    named = (("party", where.parties), ("class", where.classes), ("number", where.numbers))
    conditions += [_has_value(name, values) for name, values in named if values]
    if where.excluded_documents:
        conditions.append(_documents.id.not_in(where.excluded_documents))
    if where.date_from is not None:
        conditions.append(_documents.date_last >= where.date_from)
    if where.date_to is not None:
        conditions.append(and_(_documents.date_first <= where.date_to, _documents.date_first.is_not(None)))
    return conditions


def _has_value(name: str, values: Sequence[str]) -> ColumnElement[bool]:
    having = select(_values.document_id).where(_values.field == name, or_(*(_values.value == v for v in values)))
    return _documents.id.in_(having)


def archive_state(catalogue: Catalogue, model: str) -> str:
    """Sixteen hex digits that are equal for two archives with the same documents, read by the same logic, and the
    same model: an answer can be repeated where they are."""
    digest = blake2b(model.encode(), digest_size=8)
    query = select(_documents.id, _documents.logic_versions).where(_documents.state == "indexed")
    with catalogue.begin() as connection:
        for document_id, versions in connection.execute(query.order_by(_documents.id)):
            digest.update(f"{document_id} {json.dumps(versions, sort_keys=True)}\n".encode())
    return digest.hexdigest()
