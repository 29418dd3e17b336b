"""The files as received, each stored once under its SHA-256: ``ab/cdef…``."""

from __future__ import annotations

import hashlib
import os
import re
import uuid
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import NotFoundError, UnavailableError

# "9f86d081884c7d65…" : 64 lower-case hex digits; anything else never becomes a path
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Originals:
    """A folder of files by content. Nothing is overwritten, nothing half-written is ever seen."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, content: bytes) -> str:
        """SHA-256 of the content, which lies on disk (synced) when this returns."""
        sha256 = sha256_of(content)
        target = self.path(sha256)
        # a file of another length is what a power cut left: it is written again
        if target.is_file() and target.stat().st_size == len(content):
            return sha256
        try:
            _write_synced(target, content)
        except OSError as error:
            raise UnavailableError(f"The original cannot be stored in {self.folder}: {error.strerror}.") from error
        return sha256

    def path(self, sha256: str) -> Path:
        """Where the content lies or would lie."""
        if not _SHA256.fullmatch(sha256):
            raise NotFoundError(f"'{sha256}' is not the SHA-256 of a file.")
        return self.folder / sha256[:2] / sha256[2:]

    def has(self, sha256: str) -> bool:
        """Whether the content is here."""
        return self.path(sha256).is_file()

    def get(self, sha256: str) -> bytes:
        """The bytes as received."""
        try:
            return self.path(sha256).read_bytes()
        except OSError as error:
            raise NotFoundError(f"The original {sha256} is not in the archive.") from error

    def size(self, sha256: str) -> int:
        """Bytes of the content, 0 when it is not here."""
        path = self.path(sha256)
        return path.stat().st_size if path.is_file() else 0

    def is_intact(self, sha256: str) -> bool:
        """Whether the bytes on disk still have the SHA-256 they are named by."""
        try:
            with self.path(sha256).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == sha256
        except OSError:
            return False

    def delete(self, sha256: str) -> None:
        """Nothing is left of the content; an unknown one is no error."""
        self.path(sha256).unlink(missing_ok=True)

    def all(self) -> Iterator[str]:
        """SHA-256 of every file here, in order."""
        if not self.folder.is_dir():
            return
        for part in sorted(self.folder.iterdir()):
            if part.is_dir():
                names = sorted(part.name + file.name for file in part.iterdir())
                yield from filter(_SHA256.fullmatch, names)


def sha256_of(content: bytes) -> str:
    """The name the content is stored under: 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def _write_synced(target: Path, content: bytes) -> None:
    """The content at ``target``, complete and on disk: a kill leaves either all of it or nothing."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{uuid.uuid4().hex}")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
