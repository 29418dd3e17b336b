"""Who owns an archive home: one process at a time, by ``flock``; its address stands in ``owner.json`` beside.

The embedded engine breaks when a second process opens its files, so the lock is taken before anything is loaded.
The kernel lets go of it when the process ends, however it ends; an ``owner.json`` left by a kill is therefore
only believed while the lock is held.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import ArchiveBusyError, UserMistakeError

_POLL_SECONDS = 0.05
_LOCK, _OWNER = "lock", "owner.json"

# Locks held by this process. A forked worker inherits the descriptor, and would keep the lock alive after its
# parent was killed: every child lets go of its copy at once (which does not release the parent's lock).
_held: set[int] = set()


def _let_go_in_child() -> None:
    for descriptor in _held:
        with suppress(OSError):
            os.close(descriptor)
    _held.clear()


os.register_at_fork(after_in_child=_let_go_in_child)


@dataclass(frozen=True, slots=True)
class OwnerAddress:
    """The owning process: ``url`` is null while it takes no questions, ``token`` must go with each one."""

    pid: int
    url: str | None
    token: str
    since: str


class Ownership:
    """Proof that this process owns the home; ``publish`` tells others where to ask."""

    def __init__(self, home: Path, descriptor: int) -> None:
        self.home = home
        self.token = secrets.token_urlsafe(32)
        self._since = datetime.now(UTC).isoformat(timespec="seconds")
        self._descriptor = descriptor
        self.publish(None)

    def publish(self, url: str | None) -> None:
        """``owner.json`` now gives this address, readable by this user alone."""
        owner = OwnerAddress(pid=os.getpid(), url=url, token=self.token, since=self._since)
        unfinished = self.home / f".{_OWNER}.{os.getpid()}"
        unfinished.unlink(missing_ok=True)
        descriptor = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(asdict(owner), file)
        unfinished.replace(self.home / _OWNER)

    def release(self) -> None:
        """The home is free; a second call does nothing."""
        if self._descriptor in _held:
            (self.home / _OWNER).unlink(missing_ok=True)
            _held.discard(self._descriptor)
            os.close(self._descriptor)


def take(home: Path, timeout: float) -> Ownership:
    """The home's ownership, waited for at most ``timeout`` seconds; the caller releases it.

    Raises ArchiveBusyError naming the owner, UserMistakeError when the folder cannot be made or written.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(home / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise UserMistakeError(f"{home} cannot be used as an archive home: {error.strerror}.") from error
    try:
        _wait_for_lock(descriptor, home, timeout)
        _held.add(descriptor)
        return Ownership(home, descriptor)
    except BaseException:
        _held.discard(descriptor)
        os.close(descriptor)
        raise


@contextmanager
def own(home: Path, timeout: float) -> Iterator[Ownership]:
    """As ``take``, released at the end of the block."""
    ownership = take(home, timeout)
    try:
        yield ownership
    finally:
        ownership.release()


def owner_of(home: Path) -> OwnerAddress | None:
    """The live process that owns the home, or None: free, or its ``owner.json`` is missing or unreadable."""
    try:
        descriptor = os.open(home / _LOCK, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        return None  # nobody holds it: whatever owner.json says is of the past
    except OSError:
        return _written_owner(home)
    finally:
        os.close(descriptor)


def _wait_for_lock(descriptor: int, home: Path, timeout: float) -> None:
    # Two tries at least: owner_of() of another process holds a shared lock for an instant.
    deadline = time.monotonic() + max(timeout, 2 * _POLL_SECONDS)
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except OSError:
            if time.monotonic() >= deadline:
                raise ArchiveBusyError(_busy_sentence(home)) from None
            time.sleep(_POLL_SECONDS)


def _busy_sentence(home: Path) -> str:
    owner = _written_owner(home)
    if owner is None:
        return f"The archive {home} is in use by another process; wait until it is done, or end it, and try again."
    at = f" at {owner.url}" if owner.url else ""
    return (
        f"The archive {home} is in use by process {owner.pid}{at} since {owner.since}; "
        f"wait until it is done, or end it (kill {owner.pid}), and try again."
    )


def _written_owner(home: Path) -> OwnerAddress | None:
    try:
        data = json.loads((home / _OWNER).read_text(encoding="utf-8"))
        url = data["url"]
        return OwnerAddress(
            pid=int(data["pid"]),
            url=str(url) if url is not None else None,
            token=str(data["token"]),
            since=str(data["since"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
