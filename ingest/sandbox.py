"""Child processes that read files: reused, limited in time and memory, and gone when their parent is.

``pebble`` kills a child that overruns and starts another; a child limits its own memory after the Swedish pipeline
is loaded, so that the limit counts what a file needs.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING

import corpus.errors
from corpus.errors import DamagedFileError, LimitExceededError, UnavailableError, UnreadableError
from ingest.reading import Failure, Limits, Outcome, Task, read_stored, readings, swedish

if TYPE_CHECKING:
    from pebble import ProcessPool

    from corpus.records import Document, TagRecord
    from ingest.page_image import PagePicture

AHEAD = 8  # files per child that are under way: their bytes stay on disk
START_SECONDS = 120.0  # a child imports the readers and loads the Swedish pipeline: seconds, on a busy machine more
MOST_RESTARTS = 3  # in a row, without a file read in between
PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of Linux


class Sandbox:
    """Some child processes, started at the first file. ``read`` is what a child does with a file's path and name."""

    def __init__(
        self, workers: int = 1, limits: Limits | None = None, read: Callable[[str, str], Outcome] = read_stored
    ) -> None:
        self.workers = workers
        self.limits = limits or Limits()
        self._read = read
        self._pool: ProcessPool | None = None
        self._restarts = 0

    @property
    def ahead(self) -> int:
        """How many files may be under way."""
        return AHEAD * self.workers

    def submit(self, task: Task) -> Future[Outcome]:
        """The file's outcome; the exception of one that ended its child is TimeoutError, MemoryError or another."""
        if self._pool is None or not self._pool.active:
            self.restart()
        assert self._pool is not None
        seconds = self.limits.seconds_for(task.size)
        future: Future[Outcome] = self._pool.schedule(
            self._read, args=(str(task.stored), task.file_name), timeout=seconds
        )
        future.add_done_callback(self._note_success)
        return future

    def patience(self, task: Task) -> float:
        """Seconds after which even the one who kills overrunning children must have failed: others may be before."""
        return START_SECONDS + (1 + AHEAD) * self.limits.seconds_for(task.size)

    def failure(self, task: Task, error: BaseException) -> Failure:
        """Time, memory or a crash, in a sentence."""
        if isinstance(error, TimeoutError):
            seconds = self.limits.seconds_for(task.size)
            reason = f"Reading took more than {seconds:g} s; divide the file, or raise BESLUT_FILE_SECONDS."
            return Failure(reason, LimitExceededError.__name__)
        if isinstance(error, MemoryError):
            megabytes = self.limits.child_mb
            reason = f"Reading needed more than {megabytes} MB of memory; divide the file, or raise BESLUT_CHILD_MB."
            return Failure(reason, LimitExceededError.__name__)
        reason = "The reader crashed on this file; it is damaged. Open it, save it anew and add it again."
        return Failure(reason, DamagedFileError.__name__)

    def restart(self) -> None:
        """A new set of children. Raises UnavailableError when they die again and again before reading anything."""
        from pebble import ProcessPool

        self.close()
        self._restarts += 1
        if self._restarts > MOST_RESTARTS:
            raise UnavailableError("The processes that read files cannot be started; is there memory left?")
        self._pool = ProcessPool(
            max_workers=self.workers,
            initializer=_settle,
            initargs=(os.getpid(), self.limits.child_mb),
            context=multiprocessing.get_context("spawn"),  # pdfium and spaCy do not outlive a fork
        )

    def close(self) -> None:
        """No child is left."""
        if self._pool is not None:
            pool, self._pool = self._pool, None
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()

    def _note_success(self, future: Future[Outcome]) -> None:
        if not future.cancelled() and not isinstance(future.exception(), BrokenProcessPool):
            self._restarts = 0


class DraftReader:
    """Reads one file at a time that is no part of an archive, in a child of its own that stays for the next one."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._sandbox = Sandbox(1, limits or Limits(file_seconds=60.0, page_seconds=1.0))
        self._turn = threading.Lock()

    def read(self, name: str, content: bytes) -> tuple[Document, TagRecord]:
        """The document with its tags. Raises the ``UnreadableError`` that says why there is none."""
        with self._turn, tempfile.TemporaryDirectory(prefix="beslut-") as folder:
            stored = Path(folder) / "utkast"
            stored.write_bytes(content)
            task = Task(name, name, name, "", stored, len(content))
            (reading,) = readings([task], self._sandbox)
        if isinstance(reading.outcome, Failure):
            kind = getattr(corpus.errors, reading.outcome.error, UnreadableError)
            raise kind(reading.outcome.reason)
        return reading.outcome

    def close(self) -> None:
        """The child is gone."""
        self._sandbox.close()


class PageDrawer:
    """Draws one page at a time, in a child of its own that stays for the next one: no file can end or stall the one
    that serves."""

    def __init__(self, *, seconds: float = 60.0, megabytes: int = 768, turn_seconds: float = 90.0) -> None:
        self._seconds, self._megabytes, self._turn_seconds = seconds, megabytes, turn_seconds
        self._pool: ProcessPool | None = None
        self._turn = threading.Lock()

    def draw(self, stored: Path, number: int, *, passage: str = "", text: str = "") -> PagePicture:
        """The picture of ``ingest.page_image.page_picture``, with its errors; ``LimitExceededError`` for a page that
        takes too long or too much memory, ``DamagedFileError`` for one that ends the child, ``UnavailableError``
        when too many others wait."""
        if not self._turn.acquire(timeout=self._turn_seconds):
            raise UnavailableError("Too many pages are being drawn; try again in a moment.")
        try:
            return self._drawn(stored, number, passage, text)
        except BrokenProcessPool:
            self.close()  # it may have died before this page: once more, with a new one
            try:
                return self._drawn(stored, number, passage, text)
            except BrokenProcessPool as error:
                self.close()
                raise DamagedFileError("The page cannot be drawn; the file is damaged.") from error
        finally:
            self._turn.release()

    def _drawn(self, stored: Path, number: int, passage: str, text: str) -> PagePicture:
        future: Future[PagePicture] = self._running().schedule(
            _draw, args=(str(stored), number, passage, text), timeout=self._seconds
        )
        try:
            return future.result(START_SECONDS + self._seconds)
        except TimeoutError as error:
            if not future.done():
                self.close()
            raise LimitExceededError(f"The page takes more than {self._seconds:g} s to draw.") from error
        except MemoryError as error:
            raise LimitExceededError(f"The page needs more than {self._megabytes} MB of memory to draw.") from error
        except (corpus.errors.BeslutError, BrokenProcessPool):
            raise
        except Exception as error:
            raise DamagedFileError("The page cannot be drawn; the file is damaged.") from error

    def _running(self) -> ProcessPool:
        from pebble import ProcessPool

        if self._pool is None or not self._pool.active:
            self.close()
            self._pool = ProcessPool(
                max_workers=1,
                initializer=_settle_to_draw,
                initargs=(os.getpid(), self._megabytes),
                context=multiprocessing.get_context("spawn"),
            )
        return self._pool

    def close(self) -> None:
        """The child is gone."""
        if self._pool is not None:
            pool, self._pool = self._pool, None
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()


# --- in the child --------------------------------------------------------------------------------------------


def _settle(parent: int, megabytes: int) -> None:
    """The child dies with its parent, has loaded what it reads with, and may take so much memory more."""
    _die_with(parent)
    swedish()
    import nlp.tagger  # noqa: F401 - loaded now, not at the first file's expense

    _limit_memory(megabytes)


def _settle_to_draw(parent: int, megabytes: int) -> None:
    """The same for a child that draws pages: it needs no Swedish."""
    _die_with(parent)
    import ingest.page_image  # noqa: F401 - loaded now, not at the first page's expense

    _limit_memory(megabytes)


def _draw(stored: str, number: int, passage: str, text: str) -> PagePicture:
    from ingest.page_image import page_picture

    return page_picture(Path(stored).read_bytes(), number, passage=passage, text=text)


def _die_with(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    else:
        threading.Thread(target=_watch_parent, daemon=True).start()
    if os.getppid() != parent:  # it died before this was arranged
        os._exit(1)


def _watch_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _limit_memory(megabytes: int) -> None:
    """Where the system says what the process holds now, it gets so much more and nothing above."""
    held = Path("/proc/self/statm")
    if not held.exists():
        return
    import resource

    pages = int(held.read_text().split()[0])
    most = pages * resource.getpagesize() + megabytes * 2**20
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
