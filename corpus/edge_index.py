"""The passage index in this process: Qdrant Edge, one folder, no server.

Its known weaknesses are met here: the write-ahead log is on, every call is flushed, no text index is made, and
nothing is optimised in place (that would hold up all threads). The caller owns the folder (``corpus.ownership``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import qdrant_edge as edge
from numpy.typing import NDArray

from corpus.errors import EngineError
from corpus.index_payload import (
    BATCH,
    DENSE,
    DOCUMENT,
    INTEGER_FIELDS,
    KEYWORD_FIELDS,
    LEXICAL,
    VALUES,
    best_first,
    excluded_values,
    payload_of,
    range_conditions,
    required_values,
)
from corpus.records import IndexPoint, ScoredPassage, SearchFilter, SparseVector

_SCROLL = 10_000


class EdgeIndex:
    """Points of one generation, in ``folder``; made when the folder holds none. Raises EngineError."""

    def __init__(self, folder: Path, dimensions: int) -> None:
        self.folder = folder
        self._closed = False
        self._documents: dict[int, str] = {}
        with _engine_errors(f"open the index in {folder}"):
            if (folder / "edge_config.json").exists():
                self._shard = edge.EdgeShard.load(str(folder))
            else:
                folder.mkdir(parents=True, exist_ok=True)
                self._shard = edge.EdgeShard.create(str(folder), _config(dimensions))
            self._create_field_indexes()

    def upsert(self, points: Sequence[IndexPoint]) -> None:
        """Insert or replace points, flushed when this returns."""
        with _engine_errors("store passages"):
            for start in range(0, len(points), BATCH):
                batch = [_point(point) for point in points[start : start + BATCH]]
                self._shard.update(edge.UpdateOperation.upsert_points(batch))
            self._shard.flush()
        self._documents.update({point.id: point.filterable.document_id for point in points})

    def delete(self, ids: Sequence[int]) -> None:
        """Remove points; unknown ids are ignored. Flushed when this returns."""
        if not ids:
            return
        with _engine_errors("remove passages"):
            self._shard.update(edge.UpdateOperation.delete_points(list(ids)))
            self._shard.flush()

    def search_dense(self, vector: NDArray[np.float32], *, where: SearchFilter, limit: int) -> list[ScoredPassage]:
        """The nearest passages by cosine, best first, ties by id. Exact: every passage is compared."""
        return self._search(edge.Query.Nearest(vector.tolist(), using=DENSE), where, limit)

    def search_sparse(self, vector: SparseVector, *, where: SearchFilter, limit: int) -> list[ScoredPassage]:
        """Passages sharing a term, by dot product with IDF, best first, ties by id."""
        if not len(vector.indices):
            return []
        return self._search(edge.Query.Nearest(_sparse(vector), using=LEXICAL), where, limit)

    def count(self, where: SearchFilter) -> int:
        """Exact number of passages that pass the filter."""
        with _engine_errors("count passages"):
            return int(self._shard.count(edge.CountRequest(exact=True, filter=edge_filter(where))))

    def ids(self) -> Iterator[int]:
        """All point ids."""
        offset: Any = None
        while True:
            with _engine_errors("list passages"):
                request = edge.ScrollRequest(offset=offset, limit=_SCROLL, with_payload=False, with_vector=False)
                records, offset = self._shard.scroll(request)
            yield from (int(record.id) for record in records)
            if offset is None:
                return

    def close(self) -> None:
        """Flush and let go of the files; a second call does nothing."""
        if self._closed:
            return
        self._closed = True
        with _engine_errors("close the index"):
            self._shard.flush()
            self._shard.close()

    def _search(self, query: Any, where: SearchFilter, limit: int) -> list[ScoredPassage]:
        condition = edge_filter(where)

        def fetch(asked: int) -> list[Any]:
            request = edge.SearchRequest(
                query=query,
                limit=asked,
                filter=condition,
                params=edge.SearchParams(exact=True),
                with_payload=False,
                with_vector=False,
            )
            with _engine_errors("search"):
                return self._shard.search(request)

        best = best_first(fetch, limit)
        self._learn_documents([id for id, _ in best])
        # another thread may have removed a point since it was found
        return [ScoredPassage(id, self._documents[id], score) for id, score in best if id in self._documents]

    def _learn_documents(self, ids: Sequence[int]) -> None:
        """``_documents`` knows these. Payloads cost five times the search itself when thousands are found, and a
        point never changes its document, so each is asked for once."""
        unknown: list[Any] = [id for id in ids if id not in self._documents]
        if unknown:
            only = edge.PayloadSelector.Include([DOCUMENT])
            with _engine_errors("read passages"):
                records = self._shard.retrieve(unknown, with_payload=only, with_vector=False)
            self._documents.update({int(record.id): (record.payload or {})[DOCUMENT] for record in records})

    def _create_field_indexes(self) -> None:
        present = self._shard.info().payload_schema
        wanted = dict.fromkeys(KEYWORD_FIELDS, edge.PayloadSchemaType.Keyword)
        wanted |= dict.fromkeys(INTEGER_FIELDS, edge.PayloadSchemaType.Integer)
        missing = {name: kind for name, kind in wanted.items() if name not in present}
        for name, kind in missing.items():
            self._shard.update(edge.UpdateOperation.create_field_index(name, kind))
        if missing:
            self._shard.flush()


def edge_filter(where: SearchFilter) -> Any:
    """Our filter in Edge's classes."""
    must: list[Any] = [
        edge.FieldCondition(key=VALUES, match=edge.MatchAny(values)) for values in required_values(where)
    ]
    must += [
        edge.FieldCondition(key=name, range=edge.RangeFloat(gte=least, lte=most))
        for name, least, most in range_conditions(where)
    ]
    must_not: list[Any] = [
        edge.FieldCondition(key=VALUES, match=edge.MatchAny(values)) for values in [excluded_values(where)] if values
    ]
    return edge.Filter(must=must, must_not=must_not)


def _config(dimensions: int) -> Any:
    return edge.EdgeConfig(
        vectors={
            DENSE: edge.EdgeVectorParams(
                size=dimensions,
                distance=edge.Distance.Cosine,
                datatype=edge.VectorStorageDatatype.Float16,
            )
        },
        sparse_vectors={LEXICAL: edge.EdgeSparseVectorParams(modifier=edge.Modifier.Idf)},
        wal_enabled=True,
    )


def _point(point: IndexPoint) -> Any:
    vectors: dict[str, Any] = {}
    if point.dense.any():  # a passage of unknown words alone has no direction, so no cosine
        vectors[DENSE] = point.dense.astype(np.float32).tolist()
    if len(point.sparse.indices):
        vectors[LEXICAL] = _sparse(point.sparse)
    return edge.Point(id=point.id, vector=vectors, payload=payload_of(point.filterable))


def _sparse(vector: SparseVector) -> Any:
    return edge.SparseVector(vector.indices.tolist(), vector.values.tolist())


@contextmanager
def _engine_errors(doing: str) -> Iterator[None]:
    """Whatever the engine raises inside becomes an EngineError, its Rust panics (no ``Exception``) included."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise EngineError(f"The vector engine could not {doing}: {error}") from error
        raise
