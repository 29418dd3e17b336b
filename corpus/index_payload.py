"""What both index adapters share: the names of the vectors and filter fields, and deterministic best-first lists.

The engines' own filter classes stay in the adapters; a filter is our ``SearchFilter`` everywhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.records import Filterable, SearchFilter, SparseVector

DENSE, LEXICAL = "dense", "lexical"
DOCUMENT = "document_id"
# One keyword index over "field:value" strings instead of eight: the embedded engine syncs some ten files per index
# at each flush, and the flush is what an ingest waits for.
VALUES = "values"
KEYWORD_FIELDS = (VALUES,)
INTEGER_FIELDS = ("date_first", "date_last")
# points sent to an engine in one call: enough to amortise the call, small enough for a steady memory
BATCH = 256


def payload_of(filterable: Filterable) -> dict[str, Any]:
    """The fields an index stores with a point. Absent ones are left out: no condition matches them."""
    values: dict[str, tuple[str | None, ...]] = {
        "document": (filterable.document_id,),
        "type": (filterable.type,),
        "kind": (filterable.kind,),
        "municipality": (filterable.municipality,),
        "district": filterable.districts,
        "party": filterable.parties,
        "class": filterable.classes,
        "number": filterable.numbers,
    }
    payload: dict[str, Any] = {
        DOCUMENT: filterable.document_id,
        VALUES: [term for field, some in values.items() for term in _terms(field, some)],
    }
    dates = {"date_first": filterable.date_first, "date_last": filterable.date_last}
    return payload | {name: date for name, date in dates.items() if date is not None}


def required_values(where: SearchFilter) -> Iterator[list[str]]:
    """For each condition set, the values of which a point must have one."""
    accepted = {
        "document": where.documents,
        "type": where.types,
        "kind": where.kinds,
        "municipality": where.municipalities,
        "district": where.districts,
        "party": where.parties,
        "class": where.classes,
        "number": where.numbers,
    }
    return (_terms(field, values) for field, values in accepted.items() if values)


def excluded_values(where: SearchFilter) -> list[str]:
    """The values that a point must not have."""
    return _terms("document", where.excluded_documents)


def range_conditions(where: SearchFilter) -> Iterator[tuple[str, int | None, int | None]]:
    """(field, at least, at most): the days a document covers overlap those asked for."""
    if where.date_from is not None:
        yield "date_last", where.date_from, None
    if where.date_to is not None:
        yield "date_first", None, where.date_to


def sparse_of(indices: Sequence[int], values: Sequence[float]) -> SparseVector:
    """A sparse vector as an engine returns it: ids ascending, as they were stored."""
    return SparseVector(np.array(indices, np.uint32), np.array(values, np.float32))


class Hit(Protocol):
    """What both engines call a found point, as far as ranking is concerned."""

    @property
    def id(self) -> Any:
        """The point's id, an integer here."""

    @property
    def score(self) -> float:
        """Higher is better."""


def best_first(fetch: Callable[[int], Sequence[Hit]], limit: int) -> list[tuple[int, float]]:
    """(id, score) of the best ``limit`` points by score, then id: the same on every run.

    An engine orders equal scores as it likes and may cut in the middle of them, so more are fetched until the
    cut falls between two different scores.
    """
    if limit < 1:
        return []
    asked = limit + 1
    while True:
        found = fetch(asked)
        scores = _five_digits(np.array([hit.score for hit in found], dtype=np.float64))
        if len(found) < asked or scores[-1] != scores[limit - 1]:
            break
        asked *= 2
    ids = np.array([int(hit.id) for hit in found], dtype=np.int64)
    order = np.lexsort((ids, -scores))[:limit]
    return list(zip(ids[order].tolist(), scores[order].tolist(), strict=True))


def _five_digits(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scores less the digits that depend on the order of storage: an archive loaded from a snapshot must rank as
    the exported one did."""
    size = np.log10(np.abs(scores), out=np.zeros_like(scores), where=scores != 0)
    scale = 10.0 ** (4 - np.floor(size))
    return np.asarray(np.round(scores * scale) / scale)


def _terms(field: str, values: Iterable[str | None]) -> list[str]:
    """``type:motion`` and the like."""
    return [f"{field}:{value}" for value in values if value is not None]
