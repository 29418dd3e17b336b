"""An archive filled from files: received, read, tagged, embedded, added; what fails is set aside with its reason.

One writer, bounded memory: a few files ahead are under way in child processes, and documents are added in small
batches. A run that was killed is taken up again by the same command: the ledger knows what has been indexed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from corpus.corrections import corrections_of_files
from corpus.errors import ConfidentialError, UnreadableError, UserMistakeError
from corpus.originals import sha256_of
from corpus.records import Document, IndexedDocument, RegisterEntry, TagRecord
from ingest.files import SourceFile, files_in, number_of_files
from ingest.reading import Failure, Limits, Readers, Reading, Task, readings
from ingest.register import Manifest, entry_from_sidecar, with_register
from ingest.sandbox import Sandbox
from nlp.personal_data import mask_identity_numbers

if TYPE_CHECKING:
    from corpus.archive import Archive
    from corpus.archive import QuarantinedFile as FileInQuarantine
    from nlp.encoder import Encoder
    from nlp.names import NameModel

BATCH = 64  # documents added at once: one transaction and one flush of the index for all of them
CONFIDENTIAL = "The register says that the file is confidential; it is not taken in."
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
    manifest: Manifest | None = None
    mask_names: frozenset[str] = frozenset()
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

    def report(self, seconds: float) -> IngestReport:
        return IngestReport(self.received, self.indexed, self.unchanged, tuple(self.quarantined), seconds)

    def set_aside(self, path: str, reason: str) -> None:
        self.quarantined.append(QuarantinedFile(path, reason))
        self.show()

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
    manifest: Manifest | None = None,
    mask_names: frozenset[str] = frozenset(),
    progress: Progress | None = None,
) -> IngestReport:
    """Counts of an archive filled from files, folders and zip archives.

    ``manifest`` and sidecars say what a register knows of the files. ``workers`` child processes read, within
    ``limits``; or ``readers`` of the caller's do, and are left to him. Idempotent by content: a file that is indexed
    already is ``unchanged`` and not read again, unless its register says something new. Raises ``UserMistakeError``
    for a path that does not exist; a file that fails stops nothing. In documents of the types ``mask_names`` private
    persons' names are hidden.
    """
    started = time.monotonic()
    wanted = list(paths)
    files = files_in(wanted)
    run = _Run(archive, encoder, progress, number_of_files(wanted) if progress else 0, manifest, mask_names)
    _fill(run, _tasks(run, files), workers, limits, readers)
    return run.report(time.monotonic() - started)


def retry(
    archive: Archive,
    files: Sequence[FileInQuarantine],
    *,
    encoder: Encoder,
    workers: int = 1,
    limits: Limits | None = None,
    readers: Readers | None = None,
    mask_names: frozenset[str] = frozenset(),
    progress: Progress | None = None,
) -> IngestReport:
    """Counts after these files of the quarantine were read once more from the archive's own copies. Those whose bytes
    were never seen stay in quarantine, and so do confidential ones: hand them in again."""
    started = time.monotonic()
    run = _Run(archive, encoder, progress, len(files), mask_names=mask_names)
    _fill(run, _tasks_again(run, files), workers, limits, readers)
    return run.report(time.monotonic() - started)


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


def _tasks(run: _Run, files: Iterable[SourceFile]) -> Iterator[Task]:
    """The files that are to be read; those without bytes, and those indexed already, are dealt with here."""
    for file in files:
        run.received += 1
        path, _ = mask_identity_numbers(file.path)
        name, _ = mask_identity_numbers(file.name)
        try:
            content, entry = _content(file), entry_of(file, run.manifest)
        except UnreadableError as problem:
            run.archive.quarantine_unreadable(name, str(problem), type(problem).__name__)
            run.set_aside(path, str(problem))
            continue
        if entry is not None and entry.confidential:
            run.archive.set_aside(sha256_of(content), name, CONFIDENTIAL, ConfidentialError.__name__)
            run.set_aside(path, CONFIDENTIAL)
            continue
        told_anew = entry is not None and entry != run.archive.register_of(sha256_of(content))
        receipt = run.archive.receive(name, content, entry)
        done = receipt.state == "withdrawn" or (receipt.state == "indexed" and not told_anew)
        if done or receipt.sha256 in run.seen:
            run.unchanged += 1
            run.show()
            continue
        run.seen.add(receipt.sha256)
        stored = run.archive.originals.path(receipt.sha256)
        yield Task(path, name, PurePath(name).name, receipt.sha256, stored, len(content), entry)


def _content(file: SourceFile) -> bytes:
    """The file's bytes. Raises what stands against them."""
    if file.content is None:
        raise file.problem or UnreadableError("The file cannot be opened.")
    return file.content


def entry_of(file: SourceFile, manifest: Manifest | None) -> RegisterEntry | None:
    """What the file's sidecar, else the manifest, says of it. Raises UnreadableError for a sidecar that is no use: the
    file might be confidential."""
    if file.sidecar is None:
        return manifest.entry_for(file.name) if manifest else None
    try:
        return entry_from_sidecar(file.sidecar)
    except UserMistakeError as error:
        raise UnreadableError(
            f"The register entry beside the file ({file.name}.json) cannot be used: {error}"
        ) from error


def _tasks_again(run: _Run, files: Iterable[FileInQuarantine]) -> Iterator[Task]:
    """Those whose bytes are here; the others, and confidential ones, stay where they are."""
    for file in files:
        run.received += 1
        sha256 = file.sha256
        if sha256 is None or not run.archive.originals.has(sha256) or file.error == ConfidentialError.__name__:
            run.set_aside(file.name, file.reason)
            continue
        run.archive.receive(file.name, run.archive.originals.get(sha256))
        stored = run.archive.originals.path(sha256)
        yield Task(file.name, file.name, PurePath(file.name).name, sha256, stored, file.size or 0, file.register)


def _take(run: _Run, reading: Reading) -> None:
    """The document waits for its batch; a failure goes to quarantine."""
    task, outcome = reading.task, reading.outcome
    if isinstance(outcome, Failure):
        run.archive.quarantine(task.sha256, task.name, outcome.reason, outcome.error)
        run.set_aside(task.path, outcome.reason)
        return
    if not run.pending:
        run.waiting_since = time.monotonic()
    document, tags = outcome
    tags = with_register(tags, task.known) if task.known else tags
    run.pending.append(_without_names(document, tags) if tags.type in run.mask_names else (document, tags))


def _without_names(document: Document, tags: TagRecord) -> tuple[Document, TagRecord]:
    from nlp.private_names import without_private_names

    return without_private_names(document, tags, _name_model())


@cache
def _name_model() -> NameModel:
    from nlp.names import load_names

    return load_names()


def _add(run: _Run) -> None:
    if not run.pending:
        return
    documents = _embedded(run)
    run.archive.add(documents)
    run.indexed += len(run.pending)
    run.pending.clear()


def _embedded(run: _Run) -> list[IndexedDocument]:
    """As rules, registers and people say; those who corrected an earlier reading of a file are heard again."""
    from ingest.refiling import ready

    batch = [(document.source.sha256[:16], document, tags) for document, tags in run.pending]
    said = corrections_of_files(run.archive.catalogue, [document_id for document_id, _, _ in batch])
    return ready(batch, said, run.encoder)
