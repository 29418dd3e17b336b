"""An archive filled from files: received, read, tagged, embedded, added; what fails is set aside with its reason.

One writer, bounded memory: a few files ahead are under way in child processes, and documents are added in small
batches. A run that was killed is taken up again by the same command: the ledger knows what has been indexed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from corpus.errors import UnreadableError
from corpus.records import Document, IndexedDocument, TagRecord
from ingest.files import SourceFile, files_in, number_of_files
from ingest.reading import Failure, Limits, Readers, Reading, Task, readings
from ingest.sandbox import Sandbox
from nlp.personal_data import mask_identity_numbers

if TYPE_CHECKING:
    from corpus.archive import Archive
    from nlp.encoder import Encoder

BATCH = 64  # documents added at once: one transaction and one flush of the index for all of them
LONGEST_WAIT = 3.0  # seconds a read document may wait for its batch to fill

Progress = Callable[[int, int, int], None]  # files done, files known so far, failures so far


@dataclass(frozen=True, slots=True)
class QuarantinedFile:
    """A file that was set aside."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of the files: received = indexed + unchanged + quarantined."""

    received: int
    indexed: int
    unchanged: int
    quarantined: tuple[QuarantinedFile, ...]
    seconds: float


@dataclass(slots=True)
class _Run:
    archive: Archive
    encoder: Encoder
    progress: Progress | None
    known: int
    received: int = 0
    indexed: int = 0
    unchanged: int = 0
    quarantined: list[QuarantinedFile] = field(default_factory=list)
    pending: list[tuple[Document, TagRecord]] = field(default_factory=list)
    waiting_since: float = 0.0
    seen: set[str] = field(default_factory=set)

    @property
    def done(self) -> int:
        return self.indexed + self.unchanged + len(self.quarantined)

    def show(self) -> None:
        if self.progress is not None:
            self.progress(self.done, max(self.known, self.received), len(self.quarantined))


def ingest(
    archive: Archive,
    paths: Iterable[Path | str],
    *,
    encoder: Encoder,
    workers: int = 1,
    limits: Limits | None = None,
    readers: Readers | None = None,
    progress: Progress | None = None,
) -> IngestReport:
    """Counts of an archive filled from files, folders and zip archives.

    ``workers`` child processes read, within ``limits``; or ``readers`` of the caller's do, and are left to him.
    Idempotent by content: a file that is indexed already is ``unchanged`` and not read again. Raises
    ``UserMistakeError`` for a path that does not exist; a file that fails stops nothing.
    """
    started = time.monotonic()
    wanted = list(paths)
    files = files_in(wanted)
    run = _Run(archive, encoder, progress, number_of_files(wanted) if progress else 0)
    _fill(run, _tasks(run, files), workers, limits, readers)
    seconds = time.monotonic() - started
    return IngestReport(run.received, run.indexed, run.unchanged, tuple(run.quarantined), seconds)


def _fill(run: _Run, tasks: Iterator[Task], workers: int, limits: Limits | None, readers: Readers | None) -> None:
    """All tasks are read and added."""
    with ExitStack() as ending:
        if readers is None:
            readers = Sandbox(workers, limits)
            ending.callback(readers.close)
        for reading in readings(tasks, readers):
            _take(run, reading)
            if run.pending and (len(run.pending) >= BATCH or time.monotonic() - run.waiting_since > LONGEST_WAIT):
                _add(run)
            run.show()
    _add(run)
    run.show()


def _tasks(run: _Run, files: Iterator[SourceFile]) -> Iterator[Task]:
    """The files that are to be read; those without bytes, and those indexed already, are dealt with here."""
    for file in files:
        run.received += 1
        path, _ = mask_identity_numbers(file.path)
        name, _ = mask_identity_numbers(file.name)
        if file.content is None:
            problem = file.problem or UnreadableError("The file cannot be opened.")
            run.archive.quarantine_unreadable(name, str(problem), type(problem).__name__)
            run.quarantined.append(QuarantinedFile(path, str(problem)))
            run.show()
            continue
        receipt = run.archive.receive(name, file.content)
        if receipt.state in ("indexed", "withdrawn") or receipt.sha256 in run.seen:
            run.unchanged += 1
            run.show()
            continue
        run.seen.add(receipt.sha256)
        stored = run.archive.originals.path(receipt.sha256)
        yield Task(path, name, PurePath(name).name, receipt.sha256, stored, len(file.content))


def _take(run: _Run, reading: Reading) -> None:
    """The document waits for its batch; a failure goes to quarantine."""
    task, outcome = reading.task, reading.outcome
    if isinstance(outcome, Failure):
        run.archive.quarantine(task.sha256, task.name, outcome.reason, outcome.error)
        run.quarantined.append(QuarantinedFile(task.path, outcome.reason))
        return
    if not run.pending:
        run.waiting_since = time.monotonic()
    run.pending.append(outcome)


def _add(run: _Run) -> None:
    if not run.pending:
        return
    documents = _embedded(run)
    run.archive.add(documents)
    run.indexed += len(run.pending)
    run.pending.clear()


def _embedded(run: _Run) -> list[IndexedDocument]:
    from nlp.embedding import Tagged, embed_documents
    from nlp.tagger import logic_versions

    versions = logic_versions()
    batch = [Tagged(document.source.sha256[:16], document, tags, versions) for document, tags in run.pending]
    return embed_documents(batch, run.encoder)
