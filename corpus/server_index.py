"""The passage index on a Qdrant server or cluster, through qdrant-client.

Tested against the client's own local mode only: no server could be run where this was written, so behaviour of a
real server or cluster (timeouts, write consistency, versions) is unverified.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
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

if TYPE_CHECKING:
    from qdrant_client import QdrantClient, models

_SCROLL = 10_000


def connect(url: str, collection: str, dimensions: int) -> ServerIndex:
    """The index on the server at ``url``. qdrant-client is imported here: it takes more than a second."""
    from qdrant_client import QdrantClient

    with _server_errors(f"reach the server at {url}"):
        return ServerIndex(QdrantClient(url=url), collection, dimensions)


class ServerIndex:
    """Points of one generation, in one collection of the given client; made when absent. Raises EngineError."""

    def __init__(self, client: QdrantClient, collection: str, dimensions: int) -> None:
        self._client = client
        self.collection = collection
        with _server_errors(f"open the collection {collection}"):
            if not client.collection_exists(collection):
                self._create(dimensions)

    def upsert(self, points: Sequence[IndexPoint]) -> None:
        """Insert or replace points, acknowledged by the server when this returns."""
        with _server_errors("store passages"):
            for start in range(0, len(points), BATCH):
                batch = [_point(point) for point in points[start : start + BATCH]]
                self._client.upsert(self.collection, batch, wait=True)

    def delete(self, ids: Sequence[int]) -> None:
        """Remove points; unknown ids are ignored. Acknowledged when this returns."""
        if ids:
            with _server_errors("remove passages"):
                self._client.delete(self.collection, list(ids), wait=True)

    def search_dense(
        self, vector: NDArray[np.float32], *, where: SearchFilter, limit: int, exact: bool = True
    ) -> list[ScoredPassage]:
        """The nearest passages by cosine, best first, ties by id; without ``exact`` some of the last may be missed."""
        return self._search(vector.tolist(), DENSE, where, limit, exact=exact)

    def search_sparse(self, vector: SparseVector, *, where: SearchFilter, limit: int) -> list[ScoredPassage]:
        """Passages sharing a term, by dot product with IDF, best first, ties by id."""
        return self._search(_sparse(vector), LEXICAL, where, limit) if len(vector.indices) else []

    def documents_sharing(self, vector: SparseVector, *, where: SearchFilter, limit: int) -> tuple[list[str], bool]:
        """(documents of the best ``limit`` passages that share a term, best first; whether there are more passages)."""
        found = self.search_sparse(vector, where=where, limit=limit)
        return list(dict.fromkeys(one.document_id for one in found)), len(found) >= limit

    def terms_of(self, ids: Sequence[int]) -> dict[int, SparseVector]:
        """The stored term weights of these passages; of unknown ones and of those without a term nothing."""
        with _server_errors("read passages"):
            records = self._client.retrieve(self.collection, list(ids), with_payload=False, with_vectors=[LEXICAL])
        held: dict[int, Any] = {int(one.id): one.vector.get(LEXICAL) for one in records if isinstance(one.vector, dict)}
        return {id: sparse_of(vector.indices, vector.values) for id, vector in held.items() if vector is not None}

    def count(self, where: SearchFilter) -> int:
        """Exact number of passages that pass the filter."""
        with _server_errors("count passages"):
            answer = self._client.count(self.collection, count_filter=client_filter(where), exact=True)
            return int(answer.count)

    def ids(self) -> Iterator[int]:
        """All point ids."""
        offset: Any = None
        while True:
            with _server_errors("list passages"):
                records, offset = self._client.scroll(
                    self.collection, limit=_SCROLL, offset=offset, with_payload=False, with_vectors=False
                )
            yield from (int(record.id) for record in records)
            if offset is None:
                return

    def drop(self) -> None:
        """The collection is gone from the server."""
        with _server_errors("remove the collection"):
            self._client.delete_collection(self.collection)

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def _search(
        self, query: Any, using: str, where: SearchFilter, limit: int, *, exact: bool = True
    ) -> list[ScoredPassage]:
        from qdrant_client import models

        condition = client_filter(where)
        documents: dict[int, str] = {}

        def fetch(asked: int) -> list[models.ScoredPoint]:
            with _server_errors("search"):
                answer = self._client.query_points(
                    self.collection,
                    query=query,
                    using=using,
                    query_filter=condition,
                    limit=asked,
                    search_params=models.SearchParams(exact=exact),
                    with_payload=[DOCUMENT],
                )
            documents.update({int(hit.id): (hit.payload or {})[DOCUMENT] for hit in answer.points})
            return answer.points

        return [ScoredPassage(id, documents[id], score) for id, score in best_first(fetch, limit)]

    def _create(self, dimensions: int) -> None:
        from qdrant_client import models

        self._client.create_collection(
            self.collection,
            vectors_config={
                DENSE: models.VectorParams(
                    size=dimensions, distance=models.Distance.COSINE, datatype=models.Datatype.FLOAT16
                )
            },
            sparse_vectors_config={LEXICAL: models.SparseVectorParams(modifier=models.Modifier.IDF)},
        )
        kinds = dict.fromkeys(KEYWORD_FIELDS, models.PayloadSchemaType.KEYWORD)
        kinds |= dict.fromkeys(INTEGER_FIELDS, models.PayloadSchemaType.INTEGER)
        for name, kind in kinds.items():
            self._client.create_payload_index(self.collection, name, kind)


def client_filter(where: SearchFilter) -> models.Filter:
    """Our filter in qdrant-client's classes."""
    from qdrant_client import models

    must: list[Any] = [
        models.FieldCondition(key=VALUES, match=models.MatchAny(any=values)) for values in required_values(where)
    ]
    must += [
        models.FieldCondition(key=name, range=models.Range(gte=least, lte=most))
        for name, least, most in range_conditions(where)
    ]
    must_not: list[Any] = [
        models.FieldCondition(key=VALUES, match=models.MatchAny(any=values))
        for values in [excluded_values(where)]
        if values
    ]
    return models.Filter(must=must, must_not=must_not)


def _point(point: IndexPoint) -> models.PointStruct:
    from qdrant_client import models

    vectors: dict[str, Any] = {}
    if point.dense.any():  # a passage of unknown words alone has no direction, so no cosine
        vectors[DENSE] = point.dense.astype(np.float32).tolist()
    if len(point.sparse.indices):
        vectors[LEXICAL] = _sparse(point.sparse)
    return models.PointStruct(id=point.id, vector=vectors, payload=payload_of(point.filterable))


def _sparse(vector: SparseVector) -> models.SparseVector:
    from qdrant_client import models

    return models.SparseVector(indices=vector.indices.tolist(), values=vector.values.tolist())


@contextmanager
def _server_errors(doing: str) -> Iterator[None]:
    """Whatever the client raises inside becomes an EngineError."""
    try:
        yield
    except Exception as error:
        raise EngineError(f"The Qdrant server could not {doing}: {error}") from error
