"""What an ingest would do, without doing it: which files are new, which are in already, which cannot be taken in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import UnreadableError
from corpus.originals import sha256_of
from corpus.stored import FileState
from ingest.files import SourceFile, files_in
from ingest.pipeline import CONFIDENTIAL, QuarantinedFile, entry_of
from ingest.register import Manifest
from nlp.personal_data import mask_identity_numbers

StateOf = Callable[[str], FileState | None]  # by SHA-256


@dataclass(frozen=True, slots=True)
class IngestPlan:
    """received = len(new) + unchanged + len(refused). What is new is not read: reading may still refuse some."""

    received: int
    new: tuple[str, ...]
    unchanged: int
    refused: tuple[QuarantinedFile, ...]


def plan(paths: Iterable[Path | str], state_of: StateOf, manifest: Manifest | None = None) -> IngestPlan:
    """What ``ingest`` of these paths would take in, given where each file stands now."""
    new: list[str] = []
    refused: list[QuarantinedFile] = []
    seen: set[str] = set()
    received = 0
    for file in files_in(paths):
        received += 1
        path, _ = mask_identity_numbers(file.path)
        if reason := _refusal(file, manifest):
            refused.append(QuarantinedFile(path, reason))
            continue
        sha256 = sha256_of(file.content or b"")
        if sha256 not in seen and state_of(sha256) not in ("indexed", "withdrawn"):
            new.append(path)
        seen.add(sha256)
    return IngestPlan(received, tuple(new), received - len(new) - len(refused), tuple(refused))


def _refusal(file: SourceFile, manifest: Manifest | None) -> str | None:
    if file.content is None:
        return str(file.problem or "The file cannot be opened.")
    try:
        entry = entry_of(file, manifest)
    except UnreadableError as problem:
        return str(problem)
    return CONFIDENTIAL if entry is not None and entry.confidential else None
