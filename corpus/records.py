"""The records that flow between the floors: frozen, typed, without behaviour beyond their own arithmetic.

    bytes -> Page (lines with position) -> Document (blocks, sections) -> TagRecord -> Passage -> vectors -> Hit

Spans are half-open character offsets into ``Document.text`` (``text[start:end]``); pages are counted from 1.
Absent is ``None`` or ``()``, never an empty string or a guess.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

TextFrom: TypeAlias = Literal["text", "ocr", "mixed"]
BlockRole: TypeAlias = Literal["heading", "paragraph", "item"]
SectionKind: TypeAlias = Literal[
    "front",  # everything before the first heading: letterhead fields, addressee
    "title",  # the title block and its subtitle
    "proposal",  # förslag till beslut
    "decision",  # beslut (minutes)
    "summary",
    "preparation",  # ärendets beredning
    "background",
    "matter",  # ärendet
    "assessment",  # förvaltningens synpunkter, överväganden
    "economy",
    "perspective",  # barnperspektiv, jämställdhet, tillgänglighet
    "signature",
    "attachment_list",
    "attachment",  # the first section of an enclosed document
    "dissent",  # reservation, särskilt uttalande
    "motion_demand",  # hemställan, yrkande in a motion
    "contact",
    "other",
]

# --- reading -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """One line as printed. Coordinates in PDF points, origin at the upper left corner of the page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its lines in reading order. ``width`` and ``height`` in points."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    text_from: TextFrom = "text"


@dataclass(frozen=True, slots=True)
class Source:
    """The file a document was read from."""

    name: str
    sha256: str
    pages: int
    text_from: TextFrom
    media_type: str


@dataclass(frozen=True, slots=True)
class PageSpan:
    """Which characters of the text stand on which page."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a list item. Blocks cover the text in order; ``size`` is the type size in points."""

    role: BlockRole
    start: int
    end: int
    page: int
    size: float | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it: ``start:end`` covers both, ``body_start:end`` the text alone.

    ``attachment`` is true for every section of a document enclosed after the main one.
    """

    kind: SectionKind
    heading: str | None
    start: int
    body_start: int
    end: int
    page: int
    attachment: bool = False


@dataclass(frozen=True, slots=True)
class FurnitureLine:
    """A running header, footer or page number that was taken out of the text; said once, with its first page."""

    text: str
    page: int


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its text (identity numbers masked), blocks, sections and what ran along the edges."""

    source: Source
    text: str
    pages: tuple[PageSpan, ...]
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    furniture: tuple[FurnitureLine, ...] = ()
    masked_numbers: int = 0

    def page_at(self, offset: int) -> int:
        """Page number on which the character at ``offset`` stands."""
        for span in self.pages:
            if offset < span.end:
                return span.number
        return self.pages[-1].number if self.pages else 1


# --- tags (contract: the tag record) -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Period:
    """Years a document speaks of: from its date, or from evidence in the text."""

    first: str | None
    last: str | None
    basis: Literal["date", "evidence"]


@dataclass(frozen=True, slots=True)
class Diarienummer:
    """One case number. ``canonical`` is owner|year|number; offsets are null for header evidence."""

    raw: str
    canonical: str
    year: int | None
    number: int | None
    code: str | None
    role: Literal["own", "foreign"]
    page: int
    start: int | None
    end: int | None
    where: Literal["body", "header"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One point of a proposed decision: exact text, class of ``corpus/vocabulary/decisions.yaml``."""

    number: int
    lead: str | None
    text: str
    decision_class: str | None
    addressee: str | None
    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Demand:
    """What a motion, skrivelse or medborgarförslag asks for."""

    number: int
    text: str
    request: str | None
    by: tuple[str, ...]
    page: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What a body decided, as its minutes say."""

    number: int
    text: str
    decision_class: str | None
    body: str | None
    date: str | None
    votes: str | None
    page: int


@dataclass(frozen=True, slots=True)
class Dissent:
    """A yrkande, a reservation or a special statement, with the parties behind it."""

    kind: Literal["yrkande", "reservation", "special_statement"]
    parties: tuple[str, ...]
    text: str
    page: int


PartyRole: TypeAlias = Literal["mover", "proposal", "reservation", "statement", "mentioned"]


@dataclass(frozen=True, slots=True)
class PartyMention:
    """A political party (id of ``parties.yaml``) in a role, with the persons named for it."""

    party: str
    role: PartyRole
    persons: tuple[str, ...]
    raw: str
    page: int


PersonRole: TypeAlias = Literal["handläggare", "signatory", "mover", "contact", "mentioned"]


@dataclass(frozen=True, slots=True)
class Person:
    """A named person in a role; ``title`` as written."""

    name: str
    role: PersonRole
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """An authority, company or association and its part in the matter."""

    name: str
    role: Literal["party", "sender", "addressee", "mentioned"]


@dataclass(frozen=True, slots=True)
class Reference:
    """Something outside the document that it points to."""

    kind: Literal["dnr", "motion", "sfs", "prop", "sou", "document"]
    raw: str
    canonical: str | None


@dataclass(frozen=True, slots=True)
class TagRecord:
    """All that is known about one document (or one matter of a bundle). JSON form: ``corpus.tag_json``."""

    source: Source
    type: str
    title: str | None = None
    date: str | None = None
    date_kind: Literal["meeting", "issued", "month", "none"] = "none"
    period: Period | None = None
    municipality: str | None = None
    body: str | None = None
    addressee: str | None = None
    district: str | None = None
    districts_mentioned: tuple[str, ...] = ()
    municipalities_mentioned: tuple[str, ...] = ()
    diarienummer: tuple[Diarienummer, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    demands: tuple[Demand, ...] = ()
    decisions: tuple[Decision, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    parties: tuple[PartyMention, ...] = ()
    people: tuple[Person, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    references: tuple[Reference, ...] = ()
    issue: str | None = None
    parts: tuple[TagRecord, ...] = ()
    warnings: tuple[str, ...] = ()


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
