"""From catalogue to index: what was stored becomes searchable, what was removed leaves."""

from __future__ import annotations

from collections.abc import Sequence

from corpus import holdings
from corpus.catalogue import Catalogue
from corpus.errors import UserMistakeError
from corpus.filterable import filterable_of
from corpus.index import PassageIndex
from corpus.records import IndexedDocument, IndexPoint
from corpus.stored import utc_now


def index_points_of(document: IndexedDocument) -> list[IndexPoint]:
    """What the index holds of a document just embedded: the same as the catalogue would give."""
    return [
        IndexPoint(
            id=embedded.passage.id,
            dense=embedded.dense,
            sparse=embedded.sparse,
            filterable=filterable_of(document.id, document.tags, embedded.passage.kind),
        )
        for embedded in document.passages
    ]


def check_vectors(documents: Sequence[IndexedDocument], dimensions: int) -> None:
    """Nothing, or UserMistakeError for a vector that the archive's index cannot hold."""
    for document in documents:
        for embedded in document.passages:
            if embedded.dense.shape != (dimensions,):
                raise UserMistakeError(
                    f"Document {document.id} has a vector of shape {embedded.dense.shape}; "
                    f"the archive holds {dimensions} dimensions."
                )


def settle(catalogue: Catalogue, index: PassageIndex, document_ids: Sequence[str]) -> None:
    """The index, which already holds these documents, drops what is stale; then they count as indexed."""
    with catalogue.begin() as connection:
        stale = holdings.stale_points(connection)
    index.delete(stale)
    with catalogue.begin() as connection:
        holdings.mark_indexed(connection, document_ids, utc_now())
        if stale:
            holdings.clear_stale(connection)


def bring_up(catalogue: Catalogue, index: PassageIndex) -> None:
    """Documents that a kill left between catalogue and index are in the index; stale points are gone.

    Costs two short queries when there is nothing to do.
    """
    with catalogue.begin() as connection:
        waiting = holdings.unindexed(connection)
        stale = holdings.stale_points(connection)
        for points in holdings.points_of_documents(connection, waiting):
            index.upsert(points)
    if waiting or stale:
        settle(catalogue, index, waiting)
