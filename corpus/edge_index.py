"""The passage index in this process: Qdrant Edge, one folder, no server.

Its known weaknesses are met here: the write-ahead log is on, every call is flushed, no text index is made, and
nothing is optimised in place (that would hold up all threads; ``graph_building`` does it in a child, on a copy). The
caller owns the folder (``corpus.ownership``).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

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
    sparse_of,
)
from corpus.records import IndexPoint, ScoredPassage, SearchFilter, SparseVector

_SCROLL = 10_000
GRAPH_NOTE = "graph_points"  # beside the engine's files: how many points its graph holds
GRAPH_WIDTH = 200  # points kept in sight on a walk along the graph: recall against time, docs/reports/engine.md


class _Changes(NamedTuple):
    documents: set[str]
    points: set[int]


class EdgeIndex:
    """Points of one generation, in ``folder``; made when the folder holds none. Raises EngineError."""

    def __init__(self, folder: Path, dimensions: int) -> None:
        self.folder = folder
        self._closed = False
        self._documents: dict[int, str] = {}
        self._changes: _Changes | None = None
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
        if self._changes is not None:
            self._changes.documents.update(point.filterable.document_id for point in points)

    def delete(self, ids: Sequence[int]) -> None:
        """Remove points; unknown ids are ignored. Flushed when this returns."""
        if not ids:
            return
        with _engine_errors("remove passages"):
            self._shard.update(edge.UpdateOperation.delete_points(list(ids)))
            self._shard.flush()
        if self._changes is not None:
            self._changes.points.update(ids)

    def search_dense(
        self, vector: NDArray[np.float32], *, where: SearchFilter, limit: int, exact: bool = True
    ) -> list[ScoredPassage]:
        """The nearest passages by cosine, best first, ties by id. Without ``exact`` along the graph, where there is
        one: it may miss some of the last."""
        return self._search(edge.Query.Nearest(vector.tolist(), using=DENSE), where, limit, exact=exact)

    def search_sparse(self, vector: SparseVector, *, where: SearchFilter, limit: int) -> list[ScoredPassage]:
        """Passages sharing a term, by dot product with IDF, best first, ties by id."""
        if not len(vector.indices):
            return []
        return self._search(edge.Query.Nearest(_sparse(vector), using=LEXICAL), where, limit)

    def documents_sharing(self, vector: SparseVector, *, where: SearchFilter, limit: int) -> tuple[list[str], bool]:
        """(documents of the best ``limit`` passages that share a term, best first; whether there are more passages)."""
        if not len(vector.indices):
            return [], False
        request = edge.SearchRequest(
            query=edge.Query.Nearest(_sparse(vector), using=LEXICAL),
            limit=limit,
            filter=edge_filter(where),
            with_payload=False,
            with_vector=False,
        )
        with _engine_errors("search"):
            ids = [int(hit.id) for hit in self._shard.search(request)]
        self._learn_documents(ids)
        found = dict.fromkeys(self._documents[id] for id in ids if id in self._documents)
        return list(found), len(ids) >= limit

    def terms_of(self, ids: Sequence[int]) -> dict[int, SparseVector]:
        """The stored term weights of these passages; of unknown ones and of those without a term nothing."""
        with _engine_errors("read passages"):
            records = self._shard.retrieve(list(ids), with_payload=False, with_vector=[LEXICAL])
        held: dict[int, Any] = {int(one.id): one.vector.get(LEXICAL) for one in records if isinstance(one.vector, dict)}
        return {id: sparse_of(vector.indices, vector.values) for id, vector in held.items() if vector is not None}

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

    def number_without_graph(self) -> int:
        """How many points a search by meaning must compare one by one."""
        with _engine_errors("look at the index"):
            info = self._shard.info()
        return max(0, int(info.points_count) - graph_size(self.folder))

    def copied_to(self, folder: Path) -> None:
        """``folder`` holds the same index, flushed. Nothing may be written meanwhile."""
        with _engine_errors("copy the index"):
            self._shard.flush()
            shutil.copytree(self.folder, folder)

    def note_changes(self) -> None:
        """From now on changes are noted, for ``noted_changes``."""
        self._changes = _Changes(set(), set())

    def noted_changes(self) -> tuple[list[str], list[int]]:
        """(ids of documents whose points were written, points deleted) since ``note_changes``, which now ends."""
        changes, self._changes = self._changes or _Changes(set(), set()), None
        return sorted(changes.documents), sorted(changes.points)

    def abandon(self) -> None:
        """The folder may go: nothing more is written to it. Searches that still run end on the files they hold."""
        self._closed = True

    def close(self) -> None:
        """Flush and let go of the files; a second call does nothing."""
        if self._closed:
            return
        self._closed = True
        with _engine_errors("close the index"):
            self._shard.flush()
            self._shard.close()

    def _search(self, query: Any, where: SearchFilter, limit: int, *, exact: bool = True) -> list[ScoredPassage]:
        condition = edge_filter(where)
        params = edge.SearchParams(exact=True) if exact else edge.SearchParams(hnsw_ef=max(GRAPH_WIDTH, limit))

        def fetch(asked: int) -> list[Any]:
            request = edge.SearchRequest(
                query=query,
                limit=asked,
                filter=condition,
                params=params,
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


def graph_size(folder: Path) -> int:
    """How many points the graph of the index in ``folder`` holds; 0 without one."""
    note = folder / GRAPH_NOTE
    return int(note.read_text("ascii")) if note.exists() else 0


def build_graph(folder: Path, *, links: int, width: int, compared_up_to_kib: int) -> None:
    """The index in ``folder``, which nobody has open, is one segment with a graph (HNSW of ``links`` links a point).

    Takes minutes and holds up all threads: for a child process. A filter that leaves fewer vectors than
    ``compared_up_to_kib`` is answered by comparing them all.
    """
    dimensions = json.loads((folder / "edge_config.json").read_text("utf-8"))["vectors"][DENSE]["size"]
    config = _config(
        dimensions,
        hnsw_config=edge.HnswIndexConfig(m=links, ef_construct=width, full_scan_threshold=compared_up_to_kib),
        optimizers=edge.EdgeOptimizersConfig(indexing_threshold=1, default_segment_number=1),
    )
    with _engine_errors(f"build a graph in {folder}"):
        shard = edge.EdgeShard.load(str(folder), config)
        shard.optimize()
        shard.flush()
        points = shard.info().points_count
        shard.close()
    (folder / GRAPH_NOTE).write_text(str(points), "ascii")


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


def _config(dimensions: int, **more: Any) -> Any:
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
        **more,
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
