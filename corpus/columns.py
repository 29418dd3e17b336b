"""What all documents can be filtered, fitted and counted by, as arrays in memory: a question about ten thousand
documents costs a millisecond instead of ten thousand rows.

Loaded from the catalogue at the first question, kept in step afterwards: what was indexed since is appended. About
60 bytes a document and field values; a document's place is its position in the arrays.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, func, select, true

from corpus import catalogue_tables as tables
from corpus.catalogue import Catalogue, chunks

_documents, _values = tables.documents.c, tables.filter_values.c
Places = NDArray[np.int64]

# fields with one value a document, and with any number of values
SINGLE = ("type", "district", "municipality", "year")
SEVERAL = ("party", "party_mentioned", "class", "district_mentioned", "municipality_mentioned")
_NUMBERS = ("date_first", "date_last")
_NONE = -1
_MOST_DEAD = 10_000  # rows of documents that have a later row


@dataclass(frozen=True, slots=True)
class Columns:
    """The arrays at one moment. ``single`` holds codes (-1: no value), ``several`` (starts, codes) per field,
    ``numbers`` days as yyyymmdd (0: unknown). Codes are positions in ``names``."""

    size: int
    ids: list[str]
    places: dict[str, int]
    names: dict[str, list[str]]
    single: dict[str, NDArray[np.int32]]
    several: dict[str, tuple[NDArray[np.int64], NDArray[np.int32]]]
    numbers: dict[str, NDArray[np.int32]]

    def places_of(self, ids: Iterable[str]) -> Places:
        """Places of the known ones of these documents, in their order."""
        known = (self.places.get(one, self.size) for one in ids)
        return np.fromiter((place for place in known if place < self.size), np.int64)

    def ids_at(self, places: Places) -> list[str]:
        """Ids of the documents at these places."""
        return [self.ids[place] for place in places.tolist()]

    def is_one_of(self, field: str, places: Places, values: Collection[str]) -> NDArray[np.bool_]:
        """Which of the documents have one of the values in a field of one value."""
        return np.isin(self.single[field][places], self._codes(field, values))

    def has_any(self, field: str, places: Places, values: Collection[str]) -> NDArray[np.bool_]:
        """Which of the documents have one of the values in a field of several."""
        owners, codes = self._flat(field, places)
        having = owners[np.isin(codes, self._codes(field, values))]
        return np.bincount(having, minlength=len(places)).astype(bool)

    def counts(self, field: str, places: Places) -> dict[str, int]:
        """How many of the documents have each value, in no order."""
        codes = self.single[field][places] if field in self.single else self._flat(field, places)[1]
        counted = np.bincount(codes[codes >= 0], minlength=0)
        return {self.names[field][code]: int(counted[code]) for code in np.flatnonzero(counted).tolist()}

    def _codes(self, field: str, values: Collection[str]) -> NDArray[np.int32]:
        names = self.names[field]
        return np.array([code for code, name in enumerate(names) if name in values], dtype=np.int32)

    def _flat(self, field: str, places: Places) -> tuple[Places, NDArray[np.int32]]:
        """(position in ``places``, code) of every value that the documents have."""
        starts, codes = self.several[field]
        first, lengths = starts[places], starts[places + 1] - starts[places]
        owners = np.repeat(np.arange(len(places)), lengths)
        within = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return owners, codes[np.repeat(first, lengths) + within]


class LiveColumns:
    """The columns of a catalogue that is being written to. Safe from several threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._turn = threading.Lock()
        self._writes = -1
        self._since = ""
        self._codes: dict[str, dict[str, int]] = {}
        self._columns = self._none()

    def present(self) -> Columns:
        """The columns as of now: what is indexed is in them."""
        with self._turn:
            writes = self._catalogue.writes
            if writes != self._writes:
                with self._catalogue.begin() as connection:
                    self._catch_up(connection)
                self._writes = writes
            return self._columns

    def _catch_up(self, connection: Connection) -> None:
        if self._columns.size:
            self._append(connection, _documents.indexed_at >= self._since)
        indexed = select(func.count()).select_from(tables.documents).where(_documents.state == "indexed")
        present, held = connection.scalar(indexed), self._columns
        # all anew when something was taken out, or most rows are of documents that were read again since
        if present != len(held.places) or held.size > _MOST_DEAD + 2 * len(held.places):
            self._since, self._codes, self._columns = "", {}, self._none()
            self._append(connection, true())

    def _append(self, connection: Connection, which: ColumnElement[bool]) -> None:
        query = select(
            _documents.id,
            _documents.indexed_at,
            *(_documents[name] for name in (*SINGLE, *_NUMBERS)),
        ).where(_documents.state == "indexed", which)
        rows = connection.execute(query.order_by(_documents.indexed_at, _documents.id)).all()
        if not rows:
            return
        held = self._columns
        ids = [row.id for row in rows]
        values = self._values_of(connection, ids if held.size else None)
        places = held.places | {one: held.size + number for number, one in enumerate(ids)}
        single = {
            name: np.concatenate([held.single[name], self._coded(name, [getattr(row, name) for row in rows])])
            for name in SINGLE
        }
        numbers = {
            name: np.concatenate([held.numbers[name], np.array([getattr(row, name) or 0 for row in rows], np.int32)])
            for name in _NUMBERS
        }
        several = {
            name: self._extended(held.several[name], name, [values[row.id].get(name, ()) for row in rows])
            for name in SEVERAL
        }
        names = {name: list(self._codes.get(name, {})) for name in (*SINGLE, *SEVERAL)}
        self._since = rows[-1].indexed_at
        self._columns = Columns(held.size + len(ids), held.ids + ids, places, names, single, several, numbers)

    def _values_of(self, connection: Connection, ids: list[str] | None) -> defaultdict[str, dict[str, list[str]]]:
        found: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
        query = select(_values.document_id, _values.field, _values.value).where(_values.field.in_(SEVERAL))
        for some in [None] if ids is None else chunks(ids):
            of_these = query if some is None else query.where(_values.document_id.in_(some))
            for document_id, field, value in connection.execute(of_these):
                found[document_id].setdefault(field, []).append(value)
        return found

    def _coded(self, field: str, values: Sequence[str | int | None]) -> NDArray[np.int32]:
        codes = self._codes.setdefault(field, {})
        found = [_NONE if value is None else codes.setdefault(str(value), len(codes)) for value in values]
        return np.array(found, dtype=np.int32)

    def _extended(
        self, held: tuple[NDArray[np.int64], NDArray[np.int32]], field: str, rows: Sequence[Sequence[str]]
    ) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        starts, codes = held
        ends = starts[-1] + np.cumsum([len(row) for row in rows], dtype=np.int64)
        new = self._coded(field, [value for row in rows for value in row])
        return np.concatenate([starts, ends]), np.concatenate([codes, new])

    @staticmethod
    def _none() -> Columns:
        no_codes = np.empty(0, dtype=np.int32)
        return Columns(
            size=0,
            ids=[],
            places={},
            names={name: [] for name in (*SINGLE, *SEVERAL)},
            single=dict.fromkeys(SINGLE, no_codes),
            several={name: (np.zeros(1, dtype=np.int64), no_codes) for name in SEVERAL},
            numbers=dict.fromkeys(_NUMBERS, no_codes),
        )
