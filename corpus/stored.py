"""What the archive hands out: stored documents, receipts and reports. Plain frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, TypeAlias

from corpus.records import Block, FurnitureLine, PageSpan, RegisterEntry, Section, TagRecord

FileState: TypeAlias = Literal["received", "read", "tagged", "indexed", "quarantined", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """Answer to a file handed in: its SHA-256, where it stands in the ledger, and whether it is seen for the
    first time. ``indexed`` means there is nothing left to do; ``withdrawn`` means that it stays out."""

    sha256: str
    state: FileState
    is_new: bool


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as the catalogue holds it. ``part_of`` is the id of the bundle that a part belongs to;
    ``indexed_at`` is UTC in ISO 8601, null until its passages lie in the index. ``starts`` and ``reading_warnings``
    are those of the ``Document`` as read, None where an older version of the program did not keep them."""

    id: str
    name: str
    sha256: str
    text: str
    tags: TagRecord
    pages: tuple[PageSpan, ...]
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    furniture: tuple[FurnitureLine, ...]
    part_of: str | None
    masked_numbers: int
    logic_versions: dict[str, int]
    indexed_at: str | None
    starts: tuple[int, ...] | None = None
    reading_warnings: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document without its text: what a list of hits needs."""

    id: str
    name: str
    sha256: str
    tags: TagRecord


@dataclass(frozen=True, slots=True)
class WithdrawReport:
    """What a withdrawal takes away, or with ``dry_run`` would take: all documents of the file, since the
    original holds them all."""

    sha256: str
    names: tuple[str, ...]
    document_ids: tuple[str, ...]
    passages: int
    original_bytes: int
    dry_run: bool


@dataclass(frozen=True, slots=True)
class UnfinishedFile:
    """A file that came in but has not reached the index; the next ingest of it carries on."""

    name: str
    sha256: str
    state: FileState
    received_at: str


@dataclass(frozen=True, slots=True)
class DocumentVersion:
    """One of several versions of a document: the last received is the present one."""

    id: str
    name: str
    date: str | None
    received_at: str


@dataclass(frozen=True, slots=True)
class QuarantinedFile:
    """A file in quarantine. ``id`` begins its SHA-256, or is made of its name when its bytes were never seen
    (``sha256`` null: it cannot be retried, only handed in again). ``error`` is a class name of ``corpus.errors``."""

    id: str
    sha256: str | None
    name: str
    reason: str
    error: str
    size: int | None
    attempts: int
    has_original: bool
    received_at: str
    updated_at: str
    register: RegisterEntry | None = None


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """Catalogue, originals and index compared.

    The lists say what was found before any repair; ``repaired`` counts the points mended, and ``ok`` holds for
    the archive as it is left. Unfinished files and ``unknown_originals`` (bytes stored by an ingest that was
    killed before its ledger row) are told, but are no damage: the next ingest takes them up.
    """

    ok: bool
    missing_in_index: tuple[int, ...]
    orphans_in_index: tuple[int, ...]
    missing_originals: tuple[str, ...]
    damaged_originals: tuple[str, ...]
    unknown_originals: tuple[str, ...]
    unfinished: tuple[UnfinishedFile, ...]
    repaired: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A file in quarantine: ``error`` is a class name of ``corpus.errors``, ``reason`` its sentence."""

    name: str
    reason: str
    error: str


@dataclass(frozen=True, slots=True)
class StatusReport:
    """The ledger in numbers. ``by_state`` and the two counts of failures count files, the other tables count documents;
    ``by_body`` are boards. When ``passages`` and ``passages_in_index`` differ, ``verify`` says why.
    ``oldest_unfinished`` is the file that has waited longest for the index."""

    by_state: dict[str, int]
    by_type: dict[str, int]
    by_district: dict[str, int]
    by_municipality: dict[str, int]
    by_body: dict[str, int]
    by_year: dict[str, int]
    by_confidentiality: dict[str, int]
    documents: int
    passages: int
    passages_in_index: int
    failures: tuple[Failure, ...]
    failures_by_reason: dict[str, int]
    failures_by_error: dict[str, int]
    oldest_unfinished: UnfinishedFile | None
    model: str
    dimensions: int
    generation: int


def utc_now() -> str:
    """The present second, as the catalogue writes times: "2024-03-01T12:00:00+00:00"."""
    return datetime.now(UTC).isoformat(timespec="seconds")
