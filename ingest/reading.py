"""Files read and tagged, in this process or in several, in the order they were handed in.

A file that ends its worker (a crash in a C library, memory) takes only itself with it: the files that were under way
are read again, each in a process of its own.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from corpus.errors import UnreadableError
from corpus.records import Document, TagRecord
from ingest.reader import read_document

if TYPE_CHECKING:
    from nlp.swedish import SwedishPipeline

AHEAD = 4  # files per worker read ahead of the writer


@dataclass(frozen=True, slots=True)
class Task:
    """A received file: where it came from, its name in the ledger and in its record, its bytes."""

    path: str
    name: str
    file_name: str
    sha256: str
    content: bytes


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


def readings(tasks: Iterable[Task], workers: int = 1) -> Iterator[Reading]:
    """Each task with its document and tags, or its failure."""
    if workers <= 1:
        for task in tasks:
            yield Reading(task, read_and_tag(task.file_name, task.content))
        return
    yield from _in_processes(tasks, workers)


def read_and_tag(name: str, content: bytes) -> Outcome:
    """The document with its tags; any failure as a reason, an unexpected one by its type only.

    The text of an unexpected error may quote the document, so it is kept out of the ledger.
    """
    from nlp.tagger import tag_document

    try:
        document = read_document(name, content)
        return document, tag_document(document, _swedish())
    except UnreadableError as error:
        return Failure(str(error), type(error).__name__)
    except MemoryError:
        return Failure("Reading the file needs more memory than there is.", UnreadableError.__name__)
    except Exception as error:
        reason = f"Reading the file failed in an unforeseen way ({type(error).__name__}); please report it."
        return Failure(reason, UnreadableError.__name__)


@cache
def _swedish() -> SwedishPipeline:
    """The Swedish pipeline, loaded once in a process, at the first file."""
    from nlp.swedish import load_swedish

    return load_swedish()


# --- several processes ---------------------------------------------------------------------------------------


def _in_processes(tasks: Iterable[Task], workers: int) -> Iterator[Reading]:
    pool = _pool(workers)
    under_way: deque[tuple[Task, Future[Outcome]]] = deque()
    try:
        for task in tasks:
            try:
                under_way.append((task, pool.submit(read_and_tag, task.file_name, task.content)))
            except BrokenProcessPool:
                yield from _one_by_one(under_way)
                pool.shutdown(wait=False)
                pool = _pool(workers)
                under_way.append((task, pool.submit(read_and_tag, task.file_name, task.content)))
            if len(under_way) >= AHEAD * workers:
                yield _finished(*under_way.popleft())
        while under_way:
            yield _finished(*under_way.popleft())
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")  # pdfium and spaCy do not outlive a fork
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_prepare)


def _prepare() -> None:
    _swedish()


def _finished(task: Task, future: Future[Outcome]) -> Reading:
    try:
        return Reading(task, future.result())
    except BrokenProcessPool:
        return Reading(task, _alone(task))


def _one_by_one(under_way: deque[tuple[Task, Future[Outcome]]]) -> Iterator[Reading]:
    while under_way:
        yield _finished(*under_way.popleft())


def _alone(task: Task) -> Outcome:
    """The file read in a process of its own, after the shared ones broke."""
    with _pool(1) as pool:
        try:
            return pool.submit(read_and_tag, task.file_name, task.content).result()
        except BrokenProcessPool:
            return Failure(
                "Reading the file ended the reading process; it is damaged or too large.", "DamagedFileError"
            )
