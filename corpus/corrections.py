"""Corrections in the catalogue: kept apart from the documents, so that reading a file anew does not touch them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, select

from corpus import catalogue_tables as tables
from corpus.bundles import part_id, whole_of
from corpus.catalogue import Catalogue, chunks, storable
from corpus.claims import Correction, with_corrections
from corpus.records import TagRecord

_corrections = tables.corrections.c

# what all matters of one meeting share; a paper of a bundle keeps its own
OF_THE_MEETING = ("date", "district", "municipality", "body")


def corrections_of(catalogue: Catalogue, document_id: str) -> tuple[Correction, ...]:
    """What people have corrected in the document, by field."""
    found = corrections_of_files(catalogue, [whole_of(document_id) or document_id])
    return found.get(document_id, ())


def corrections_of_files(catalogue: Catalogue, whole_ids: Iterable[str]) -> dict[str, tuple[Correction, ...]]:
    """The corrections in these files, wholes and parts, by document."""
    with catalogue.begin() as connection:
        return corrections_in(connection, whole_ids)


def corrections_in(connection: Connection, whole_ids: Iterable[str]) -> dict[str, tuple[Correction, ...]]:
    """The same within a transaction."""
    found: defaultdict[str, list[Correction]] = defaultdict(list)
    for some in chunks(list(dict.fromkeys(whole_ids))):
        query = select(tables.corrections).where(_corrections.whole.in_(some)).order_by(_corrections.field)
        for row in connection.execute(query):
            found[row.document_id].append(_correction(row))
    return {document_id: tuple(corrections) for document_id, corrections in found.items()}


def corrected_file(whole_id: str, tags: TagRecord, corrections: dict[str, tuple[Correction, ...]]) -> TagRecord:
    """The record of a file with its parts, as corrected. What is corrected about a meeting holds for its matters,
    unless one of them has its own correction."""
    own = corrections.get(whole_id, ())
    shared = [one for one in own if one.field in OF_THE_MEETING]
    parts = []
    for number, part in enumerate(tags.parts, start=1):
        of_meeting = [replace(one, anchor=part.paragraph) for one in shared if part.paragraph]
        part = with_corrections(part, of_meeting)
        parts.append(with_corrections(part, corrections.get(part_id(whole_id, number), ())))
    return replace(with_corrections(tags, own), parts=tuple(parts))


def keep(connection: Connection, correction: Correction) -> None:
    """The correction stands in place of an earlier one of the same field."""
    forget(connection, correction.document_id, correction.field)
    row = {
        "document_id": correction.document_id,
        "field": correction.field,
        "whole": whole_of(correction.document_id) or correction.document_id,
        "value": correction.value,
        "was": correction.was,
        "by": storable(correction.by),
        "at": correction.at,
        "reason": storable(correction.reason) if correction.reason else None,
        "anchor": correction.anchor,
    }
    connection.execute(tables.corrections.insert().values(row))


def forget(connection: Connection, document_id: str, field: str) -> None:
    """The field is as rules and register say."""
    chosen = (_corrections.document_id == document_id, _corrections.field == field)
    connection.execute(tables.corrections.delete().where(*chosen))


def forget_file(connection: Connection, whole_id: str) -> None:
    """Nothing that anybody said of the file is left."""
    connection.execute(tables.corrections.delete().where(_corrections.whole == whole_id))


def _correction(row: Row[Any]) -> Correction:
    return Correction(
        document_id=row.document_id,
        field=row.field,
        value=row.value,
        was=row.was,
        by=row.by,
        at=row.at,
        reason=row.reason,
        anchor=row.anchor,
    )
