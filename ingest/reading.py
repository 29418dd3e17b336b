"""Files read and tagged, each by a reader that is not this process: child processes, or a cluster.

A file that ends its reader, or needs more than it may, costs only itself: when all others under way are done it is
read once more, alone, and then given up with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from corpus.errors import UnreadableError
from corpus.records import Document, RegisterEntry, TagRecord
from ingest.reader import read_document

if TYPE_CHECKING:
    from nlp.swedish import SwedishPipeline

PAGE_BYTES = 50_000  # a scanned page takes at least so much of its file


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may cost: ``file_seconds``, and ``page_seconds`` more for every page that a scan of the
    file's size may hold; ``child_mb`` is the memory it may take on top of the reader's own."""

    file_seconds: float = 120.0
    page_seconds: float = 10.0
    child_mb: int = 1024

    def seconds_for(self, size: int) -> float:
        """Seconds that a file of so many bytes may take."""
        return self.file_seconds + self.page_seconds * (size // PAGE_BYTES)


@dataclass(frozen=True, slots=True)
class Task:
    """A received file: where it came from, its name in the ledger and in its record, its bytes on disk, and what a
    register knows of it."""

    path: str
    name: str
    file_name: str
    sha256: str
    stored: Path
    size: int
    known: RegisterEntry | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file could not be read, and the error's class name of ``corpus.errors``."""

    reason: str
    error: str


Outcome: TypeAlias = "tuple[Document, TagRecord] | Failure"


@dataclass(frozen=True, slots=True)
class Reading:
    """A file with what became of it."""

    task: Task
    outcome: Outcome


class Readers(Protocol):
    """Whoever reads files: ``ingest.sandbox``, ``ingest.cluster``."""

    @property
    def ahead(self) -> int:
        """How many files may be under way."""

    def submit(self, task: Task) -> Future[Outcome]:
        """The file's outcome, some day; its exception says that the reader did not survive it."""

    def patience(self, task: Task) -> float:
        """Seconds after which a file without an answer is given up."""

    def failure(self, task: Task, error: BaseException) -> Failure:
        """What a person is told of a file that ended its reader."""

    def restart(self) -> None:
        """All readers begin anew; what was under way is lost."""

    def close(self) -> None:
        """No reader is left running."""


def readings(tasks: Iterable[Task], readers: Readers) -> Iterator[Reading]:
    """Each task with its document and tags, or its failure, as they get done."""
    under_way: dict[Future[Outcome], Task] = {}
    again: list[Task] = []
    for task in tasks:
        under_way[readers.submit(task)] = task
        if len(under_way) >= readers.ahead:
            yield from _finished(under_way, again, readers)
        if again:
            yield from _drained(under_way, again, readers)
    yield from _drained(under_way, again, readers)


def _drained(under_way: dict[Future[Outcome], Task], again: list[Task], readers: Readers) -> Iterator[Reading]:
    """All that is under way, then one by one what did not survive."""
    while under_way:
        yield from _finished(under_way, again, readers)
    while again:
        task = again.pop()
        yield Reading(task, _alone(task, readers))


def _finished(under_way: dict[Future[Outcome], Task], again: list[Task], readers: Readers) -> Iterator[Reading]:
    """What is done by now, at least one file; those whose reader died go to ``again``."""
    seconds = max(readers.patience(task) for task in under_way.values())
    done, _ = wait(under_way, seconds, FIRST_COMPLETED)
    if not done:
        again.extend(under_way.values())
        under_way.clear()
        readers.restart()
    for future in [one for one in under_way if one in done]:
        task = under_way.pop(future)
        if future.exception() is None:
            yield Reading(task, future.result())
        else:
            again.append(task)


def _alone(task: Task, readers: Readers) -> Outcome:
    future = readers.submit(task)
    try:
        return future.result(readers.patience(task))
    except Exception as error:
        if not future.done():
            readers.restart()
        return readers.failure(task, error)


# --- in the reader -------------------------------------------------------------------------------------------


def read_stored(stored: str, name: str) -> Outcome:
    """The document in a file on disk, with its tags, or why there is none. Raises MemoryError."""
    try:
        content = Path(stored).read_bytes()
    except OSError as error:
        reason = f"The archive's copy of the file cannot be opened ({type(error).__name__}); add the file again."
        return Failure(reason, UnreadableError.__name__)
    return read_and_tag(name, content)


def read_and_tag(name: str, content: bytes) -> Outcome:
    """The document with its tags; any failure as a reason, an unexpected one by its type only.

    The text of an unexpected error may quote the document, so it is kept out of the ledger. Raises MemoryError.
    """
    from nlp.tagger import tag_document

    try:
        document = read_document(name, content)
        return document, tag_document(document, swedish())
    except UnreadableError as error:
        return Failure(str(error), type(error).__name__)
    except MemoryError:
        raise
    except Exception as error:
        reason = f"Reading the file failed in an unforeseen way ({type(error).__name__}); please report it."
        return Failure(reason, UnreadableError.__name__)


@cache
def swedish() -> SwedishPipeline:
    """The Swedish pipeline, loaded once in a process."""
    from corpus.settings import Settings
    from nlp.swedish import load_swedish

    return load_swedish(Settings().names_model)
