"""Documents of an archive stored anew, with tags that rules or people see otherwise now. Originals are not touched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection

from corpus import corrections, holdings, indexing, intake
from corpus.archive import Archive
from corpus.claims import Correction
from corpus.records import IndexedDocument


def refile(archive: Archive, documents: Sequence[IndexedDocument]) -> None:
    """The files of these documents, all parts of each, are searchable as they now are."""
    _store(archive, documents, None)


def refile_corrected(
    archive: Archive,
    documents: Sequence[IndexedDocument],
    *,
    keep: Iterable[Correction] = (),
    forget: Iterable[tuple[str, str]] = (),
) -> None:
    """The same, and in one transaction what people say of them: corrections to keep, (document, field) to forget."""

    def change(connection: Connection) -> None:
        for correction in keep:
            corrections.keep(connection, correction)
        for document_id, field in forget:
            corrections.forget(connection, document_id, field)

    _store(archive, documents, change)


def note_corrections(archive: Archive, said: Iterable[Correction]) -> None:
    """Corrections that came with documents which already say so (from a snapshot) are kept."""
    with archive.unchanging(), archive.catalogue.begin() as connection:
        for correction in said:
            corrections.keep(connection, correction)


def note_logic(archive: Archive, documents: Sequence[IndexedDocument], versions: dict[str, int]) -> None:
    """The stored documents are what this logic makes of them, word for word."""
    with archive.unchanging(), archive.catalogue.begin() as connection:
        holdings.set_logic(connection, [document.id for document in documents], versions)


def logic_of_files(archive: Archive, after: str = "") -> dict[str, dict[str, int]]:
    """Logic versions by which each file was tagged, by the id of its whole, in order, from behind ``after``."""
    with archive.catalogue.begin() as connection:
        return holdings.logic_of_files(connection, after)


def _store(archive: Archive, documents: Sequence[IndexedDocument], change: Callable[[Connection], None] | None) -> None:
    batch = list({document.id: document for document in documents}.values())
    indexing.check_vectors(batch, archive.dimensions)
    with archive.unchanging():
        intake.store(archive.catalogue, archive.originals, batch, archive.model, change)
        archive.index.upsert([point for document in batch for point in indexing.index_points_of(document)])
        indexing.settle(archive.catalogue, archive.index, [document.id for document in batch])
