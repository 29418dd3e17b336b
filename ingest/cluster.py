"""Readers on a Dask cluster: the same reading and tagging on other machines; the archive stays with its owner.

The bytes of a file travel with its task. A worker that dies is Dask's to replace: its tasks go to others, and a file
that keeps ending workers is given up. A worker reads one file at a time (``dask worker --nthreads 1``).
"""

from __future__ import annotations

import faulthandler
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from corpus.errors import DamagedFileError, LimitExceededError, UnavailableError, UnreadableError, UserMistakeError
from ingest.reading import Failure, Limits, Outcome, Task, read_and_tag

AHEAD = 4  # files per worker whose bytes are on their way
CONNECT_SECONDS = 15
PATIENCE = 6 * 3600.0  # seconds: workers may come and go, and come back; Dask holds the tasks meanwhile


class Cluster:
    """The workers behind a scheduler's address, "tcp://host:8786". Raises UnavailableError when none answers."""

    def __init__(self, address: str, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._client = _connected(address)
        self._executor = self._client.get_executor(pure=False)

    @property
    def ahead(self) -> int:
        """How many files may be under way: as many workers as there are now, at least one, are kept busy."""
        return AHEAD * max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))

    def submit(self, task: Task) -> Future[Outcome]:
        """The file's outcome; Dask gives it to another worker when one dies."""
        try:
            content = task.stored.read_bytes()
        except OSError as error:
            reason = f"The archive's copy of the file cannot be opened ({type(error).__name__}); add the file again."
            failed: Future[Outcome] = Future()
            failed.set_result(Failure(reason, UnreadableError.__name__))
            return failed
        seconds = self.limits.seconds_for(task.size)
        submitted: Future[Outcome] = self._executor.submit(read_within, task.file_name, content, seconds)
        return submitted

    def patience(self, task: Task) -> float:
        """Long: a cluster without workers waits for them."""
        return PATIENCE

    def failure(self, task: Task, error: BaseException) -> Failure:
        """Memory, or a file that ended every worker it was given to, by a crash or by the clock."""
        if isinstance(error, MemoryError):
            reason = "Reading needed more memory than a worker of the cluster has; divide the file."
            return Failure(reason, LimitExceededError.__name__)
        seconds = self.limits.seconds_for(task.size)
        reason = f"Reading ended every worker that tried: it crashed, or took more than {seconds:g} s; save it anew."
        return Failure(reason, DamagedFileError.__name__)

    def restart(self) -> None:
        """Nothing: the cluster looks after its workers."""

    def close(self) -> None:
        """The connection is closed; the cluster goes on."""
        self._executor.shutdown(wait=False)
        self._client.close()


def _connected(address: str) -> Any:
    """Dask's client, which is not typed."""
    try:
        import distributed
    except ModuleNotFoundError as error:
        raise UserMistakeError(
            "--scheduler needs Dask: install it with pip install 'beslutsarkivet[cluster]', here and on the workers."
        ) from error
    try:
        connect: Any = distributed.Client
        return connect(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise UnavailableError(f"No Dask scheduler answers at {address}; start one with: dask scheduler") from error


# --- in the worker -------------------------------------------------------------------------------------------


def read_within(name: str, content: bytes, seconds: float) -> Outcome:
    """The document with its tags, or why there is none. A worker that takes longer ends itself."""
    faulthandler.dump_traceback_later(seconds, exit=True)
    try:
        return read_and_tag(Path(name).name, content)
    finally:
        faulthandler.cancel_dump_traceback_later()
