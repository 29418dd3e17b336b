"""What a passage index must do. Two adapters: ``edge_index`` (in process) and ``server_index`` (a Qdrant server)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.records import IndexPoint, ScoredPassage, SearchFilter, SparseVector


class PassageIndex(Protocol):
    """Vectors with filters. Everything acknowledged by ``upsert`` and ``delete`` survives a kill."""

    def upsert(self, points: Sequence[IndexPoint]) -> None:
        """Insert or replace points, flushed when this returns."""

    def delete(self, ids: Sequence[int]) -> None:
        """Remove points; unknown ids are ignored. Flushed when this returns."""

    def search_dense(
        self, vector: NDArray[np.float32], *, where: SearchFilter, limit: int, exact: bool = True
    ) -> list[ScoredPassage]:
        """The nearest passages by cosine, best first, ties by id; without ``exact`` some of the last may be missed."""

    def search_sparse(self, vector: SparseVector, *, where: SearchFilter, limit: int) -> list[ScoredPassage]:
        """Passages sharing a term, by dot product with IDF, best first, ties by id."""

    def documents_sharing(self, vector: SparseVector, *, where: SearchFilter, limit: int) -> tuple[list[str], bool]:
        """(documents of the best ``limit`` passages that share a term, best first; whether there are more passages)."""

    def terms_of(self, ids: Sequence[int]) -> dict[int, SparseVector]:
        """The stored term weights of these passages; of unknown ones and of those without a term nothing."""

    def count(self, where: SearchFilter) -> int:
        """Exact number of passages that pass the filter."""

    def ids(self) -> Iterator[int]:
        """All point ids."""

    def close(self) -> None:
        """Flush and let go of the files."""
