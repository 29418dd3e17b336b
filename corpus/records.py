"""The records that flow between the floors: frozen, typed, without behaviour beyond their own arithmetic.

    bytes -> Page (lines with position) -> Document (blocks, sections) -> TagRecord -> Passage -> vectors -> Hit

Spans are half-open character offsets into ``Document.text`` (``text[start:end]``); pages are counted from 1.
Absent is ``None`` or ``()``, never an empty string or a guess.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from corpus.reading_records import (
    Block,
    BlockRole,
    Document,
    FurnitureLine,
    Line,
    Page,
    PageSpan,
    Section,
    SectionKind,
    Source,
    TextFrom,
)
from corpus.tag_records import (
    Confidentiality,
    ConfidentialityKind,
    Decision,
    Demand,
    Diarienummer,
    Dissent,
    Organisation,
    PartyMention,
    PartyRole,
    Period,
    Person,
    PersonRole,
    Proposal,
    Reference,
    RegisterEntry,
    TagRecord,
)

__all__ = [
    "Block",
    "BlockRole",
    "Confidentiality",
    "ConfidentialityKind",
    "Decision",
    "Demand",
    "Diarienummer",
    "Dissent",
    "Document",
    "EmbeddedPassage",
    "Filterable",
    "FurnitureLine",
    "IndexPoint",
    "IndexedDocument",
    "JsonObject",
    "Line",
    "Organisation",
    "Page",
    "PageSpan",
    "PartyMention",
    "PartyRole",
    "Passage",
    "Period",
    "Person",
    "PersonRole",
    "Proposal",
    "Reference",
    "RegisterEntry",
    "ScoredPassage",
    "SearchFilter",
    "Section",
    "SectionKind",
    "Source",
    "SparseVector",
    "TagRecord",
    "TextFrom",
]

# --- passages and vectors ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Passage:
    """A searchable piece of a document. ``id`` is stable: a 63-bit hash of document id and ordinal."""

    id: int
    document_id: str
    ordinal: int
    text: str
    heading: str | None
    kind: SectionKind
    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class SparseVector:
    """Term ids (uint32, ascending) with their weights (float32), same length."""

    indices: NDArray[np.uint32]
    values: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class EmbeddedPassage:
    """A passage with its dense vector (float16, unit length, shape (dimensions,)) and its sparse vector."""

    passage: Passage
    dense: NDArray[np.float16]
    sparse: SparseVector


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """What the archive stores of a document: id (first 16 hex digits of the SHA-256, ``-n`` added for parts),
    text, tags and passages."""

    id: str
    document: Document
    tags: TagRecord
    passages: tuple[EmbeddedPassage, ...]
    logic_versions: dict[str, int] = field(default_factory=dict)


# --- searching -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """Conditions a passage's document must meet: AND between fields, OR within one. Empty means no condition.

    ``districts`` are ids already expanded by lineage; ``date_from``/``date_to`` are yyyymmdd integers, and a
    document matches when the time it covers overlaps them. ``numbers`` are ``yyyy|running number`` keys.
    """

    districts: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    excluded_documents: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    date_from: int | None = None
    date_to: int | None = None


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """One answer of the index: higher is better; scores of dense and sparse search are not comparable."""

    passage_id: int
    document_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Filterable:
    """The fields of a document that the index filters by; the same for all its passages."""

    document_id: str
    type: str
    kind: str
    municipality: str | None
    districts: tuple[str, ...]
    parties: tuple[str, ...]
    classes: tuple[str, ...]
    numbers: tuple[str, ...]
    date_first: int | None
    date_last: int | None


@dataclass(frozen=True, slots=True, eq=False)
class IndexPoint:
    """What the index holds of one passage."""

    id: int
    dense: NDArray[np.float16]
    sparse: SparseVector
    filterable: Filterable


JsonObject: TypeAlias = dict[str, Any]
