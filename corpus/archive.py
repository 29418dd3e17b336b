"""The archive: catalogue, originals and index as one thing, owned by one process.

    receive(bytes) -> original stored, ledger row       add(documents) -> catalogue, then index, then "indexed"

The catalogue commits first. A kill at any point therefore leaves documents the index may lack, never passages in
the index that nobody knows: ``open`` brings the index up to the catalogue, ``verify`` proves it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType

from corpus import generations, graph_building, holdings, indexing, intake, ledger, verification, versions
from corpus.catalogue import Catalogue, sqlite_url
from corpus.columns import LiveColumns
from corpus.edge_index import EdgeIndex
from corpus.errors import NotFoundError
from corpus.index import PassageIndex
from corpus.originals import Originals
from corpus.ownership import Ownership, take
from corpus.records import EmbeddedPassage, IndexedDocument, Passage, RegisterEntry, SearchFilter
from corpus.stored import (
    DocumentSummary,
    DocumentVersion,
    FileState,
    QuarantinedFile,
    Receipt,
    StatusReport,
    StoredDocument,
    VerifyReport,
    WithdrawReport,
    utc_now,
)

__all__ = [
    "Archive",
    "DocumentSummary",
    "DocumentVersion",
    "QuarantinedFile",
    "Receipt",
    "StatusReport",
    "StoredDocument",
    "VerifyReport",
    "WithdrawReport",
]


class Archive:
    """An opened archive. Reading is safe from several threads; writing takes turns."""

    index: PassageIndex

    def __init__(
        self,
        home: Path,
        ownership: Ownership,
        catalogue: Catalogue,
        facts: generations.ArchiveFacts,
        index: PassageIndex,
        server: str | None,
    ) -> None:
        self.home = home
        self.ownership = ownership
        self.catalogue = catalogue
        self.originals = Originals(home / "originals")
        self.index = index
        self.columns = LiveColumns(catalogue)
        self._facts = facts
        self._server = server
        self._writing = threading.RLock()
        self._building = threading.Lock()
        self._stop_building = threading.Event()
        self._closed = False

    @classmethod
    def open(
        cls,
        home: Path,
        *,
        dimensions: int | None = None,
        model: str | None = None,
        timeout: float = 5.0,
        catalogue_url: str | None = None,
        qdrant_url: str | None = None,
    ) -> Archive:
        """The archive in ``home``, made when new, its index brought up to the catalogue.

        ``dimensions`` and ``model`` must be those it was filled with; without them an existing archive opens as
        it is. Raises ArchiveBusyError after ``timeout`` seconds, UserMistakeError for another model or a bad
        folder, UnavailableError when catalogue or engine fail.
        """
        home = Path(home)
        with ExitStack() as undo:
            ownership = take(home, timeout)
            undo.callback(ownership.release)
            catalogue = Catalogue(catalogue_url or sqlite_url(home / "catalogue.sqlite"))
            undo.callback(catalogue.close)
            facts = generations.facts_of(catalogue, dimensions=dimensions, model=model)
            facts, index = generations.open_present(home, catalogue, facts, qdrant_url)
            undo.callback(index.close)
            archive = cls(home, ownership, catalogue, facts, index, qdrant_url)
            indexing.bring_up(catalogue, index)
            undo.pop_all()
        return archive

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def model(self) -> str:
        """Name of the encoder whose vectors the archive holds."""
        return self._facts.model

    @property
    def dimensions(self) -> int:
        """Length of its dense vectors."""
        return self._facts.dimensions

    @property
    def generation(self) -> int:
        """Number of the index in use."""
        return self._facts.generation

    # --- filling -----------------------------------------------------------------------------------------

    def receive(self, name: str, content: bytes, register: RegisterEntry | None = None) -> Receipt:
        """The file's place in the ledger; its bytes are stored, unless it was withdrawn. ``register`` is kept."""
        with self._writing:
            return intake.receive(self.catalogue, self.originals, name, content, register)

    def set_aside(self, sha256: str, name: str, reason: str, error: str) -> None:
        """The file is in quarantine and, unlike after ``quarantine``, nothing read from it is left to be found."""
        with self._writing:
            if intake.set_aside(self.catalogue, sha256, name, reason, error):
                indexing.bring_up(self.catalogue, self.index)

    def mark_read(self, sha256s: Iterable[str]) -> None:
        """These files were read; their tags and passages are yet to come."""
        with self._writing, self.catalogue.begin() as connection:
            ledger.set_state(connection, sha256s, "read", utc_now())

    def quarantine(self, sha256: str, name: str, reason: str, error: str) -> None:
        """The file is set aside with its reason (``error`` is a class name of ``corpus.errors``). One whose
        documents are already searchable stays so: a failed second reading takes nothing away."""
        with self._writing, self.catalogue.begin() as connection:
            if ledger.state_of(connection, sha256) not in ("indexed", "withdrawn"):
                ledger.set_state(connection, [sha256], "quarantined", utc_now(), reason, error)
                ledger.note_name(connection, sha256, name)

    def quarantine_unreadable(self, name: str, reason: str, error: str) -> None:
        """A file whose bytes could not even be fetched is in the ledger under its name."""
        with self._writing, self.catalogue.begin() as connection:
            ledger.note_unreadable(connection, name, reason, error, utc_now())

    def add(self, documents: Sequence[IndexedDocument]) -> None:
        """The documents are stored and searchable when this returns; earlier ones of the same files are replaced.

        All parts of one file go into one call.
        """
        batch = list({document.id: document for document in documents}.values())
        if not batch:
            return
        indexing.check_vectors(batch, self.dimensions)
        with self._writing:
            intake.store(self.catalogue, self.originals, batch, self.model)
            self.index.upsert([point for document in batch for point in indexing.index_points_of(document)])
            indexing.settle(self.catalogue, self.index, [document.id for document in batch])

    # --- reading -----------------------------------------------------------------------------------------

    def get(self, document_id: str) -> StoredDocument | None:
        """The document, or None when there is none (any more)."""
        with self.catalogue.begin() as connection:
            return holdings.document(connection, document_id)

    def documents(self) -> Iterator[StoredDocument]:
        """All documents, streamed, ordered by id."""
        last = ""
        while True:
            with self.catalogue.begin() as connection:
                some = holdings.documents_after(connection, last)
            yield from some
            if not some:
                return
            last = some[-1].id

    def passages(self, ids: Sequence[int]) -> dict[int, Passage]:
        """The known ones of these passages."""
        with self.catalogue.begin() as connection:
            return holdings.passages_by_id(connection, ids)

    def passages_of(self, document_id: str) -> list[EmbeddedPassage]:
        """A document's passages with their vectors, in order."""
        with self.catalogue.begin() as connection:
            return holdings.embedded_passages(connection, document_id)

    def documents_by_id(self, ids: Iterable[str]) -> dict[str, DocumentSummary]:
        """The known ones of these documents, without their text."""
        with self.catalogue.begin() as connection:
            return holdings.summaries(connection, ids)

    def documents_by_number(self, canonical: str) -> list[str]:
        """Ids of the documents that carry this case number (``owner|year|number``), oldest first."""
        with self.catalogue.begin() as connection:
            return holdings.documents_with(connection, "case", canonical)

    def versions_of(self, document_id: str) -> tuple[DocumentVersion, ...]:
        """All versions of the document, itself among them, first received first; () when there is only this one."""
        with self.catalogue.begin() as connection:
            return versions.versions_of(connection, document_id)

    def quarantined(self) -> tuple[QuarantinedFile, ...]:
        """Files in quarantine, by name."""
        with self.catalogue.begin() as connection:
            return ledger.quarantined(connection)

    def state_of(self, sha256: str) -> FileState | None:
        """Where a file stands in the ledger, None for one never received."""
        with self.catalogue.begin() as connection:
            return ledger.state_of(connection, sha256)

    def register_of(self, sha256: str) -> RegisterEntry | None:
        """What a register said of a file when it came."""
        with self.catalogue.begin() as connection:
            return ledger.register_of(connection, sha256)

    def original(self, document_id: str) -> bytes:
        """The file the document was read from, as received. Raises NotFoundError."""
        with self.catalogue.begin() as connection:
            summary = holdings.summaries(connection, [document_id]).get(document_id)
        if summary is None:
            raise NotFoundError(f"There is no document {document_id} in the archive.")
        return self.originals.get(summary.sha256)

    def status(self) -> StatusReport:
        """The ledger in numbers."""
        with self.catalogue.begin() as connection:
            return ledger.status_report(
                connection,
                passages_in_index=self.index.count(SearchFilter()),
                model=self.model,
                dimensions=self.dimensions,
                generation=self.generation,
            )

    # --- keeping -----------------------------------------------------------------------------------------

    def verify(self, repair: bool = False) -> VerifyReport:
        """Catalogue, originals and index compared; with ``repair`` the index is mended."""
        with self._writing:
            if repair:
                indexing.bring_up(self.catalogue, self.index)
            return verification.verify(self.catalogue, self.originals, self.index, repair=repair)

    @contextmanager
    def unchanging(self) -> Iterator[None]:
        """Nothing is written to the archive inside the block; other writers wait."""
        with self._writing:
            yield

    def needs_graph(self) -> bool:
        """True when ``build_graph`` would make search by meaning faster: many passages, most outside a graph."""
        return isinstance(self.index, EdgeIndex) and graph_building.needs_graph(
            self.index, self.index.count(SearchFilter())
        )

    def build_graph(self) -> int:
        """Number of a new generation, now in use, in which search by meaning follows a graph (HNSW).

        Takes minutes in a child process while searches and writes go on; they wait only for a copy of the index
        and for the swap. A server builds its own graphs: then nothing changes. Raises EngineError.
        """
        with self._building:
            with self._writing:
                if not isinstance(old := self.index, EdgeIndex):
                    return self.generation
                folder = graph_building.copy_for_building(old)
            try:
                graph_building.build_in_child(folder, self._stop_building)
                with self._writing:
                    self._facts, self.index = generations.swapped(self.home, self.catalogue, self._facts, old, folder)
            finally:
                old.noted_changes()
            return self.generation

    def rebuild(self) -> int:
        """Number of a new generation of the index, made from the catalogue alone and now in use."""
        with self._building, self._writing:
            old = self.index
            self._facts, self.index = generations.build_next(self.home, self.catalogue, self._facts, self._server)
            generations.retire(self.home, old, self._facts)
            indexing.bring_up(self.catalogue, self.index)
            return self.generation

    def withdraw(self, document_id: str, reason: str, dry_run: bool = False) -> WithdrawReport:
        """What was taken out, or would be: the whole file the document comes from, with all its documents,
        passages, points and the original. A tombstone keeps it out. Raises NotFoundError."""
        with self._writing:
            report = intake.withdraw(self.catalogue, self.originals, document_id, reason, dry_run)
            if not dry_run:
                indexing.bring_up(self.catalogue, self.index)
                self.catalogue.checkpoint()
            return report

    def close(self) -> None:
        """Everything is flushed and the home is free for another process."""
        if self._closed:
            return
        self._closed = True
        self._stop_building.set()
        with self._building, ExitStack() as steps:
            steps.callback(self.ownership.release)
            steps.callback(self.catalogue.close)
            steps.callback(self.index.close)
