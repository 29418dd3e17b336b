"""The shapes of the HTTP answers, for the API description. Answers are built in ``answers``; these describe them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """Base: fields may be added, so unknown ones are kept."""

    model_config = ConfigDict(extra="allow", populate_by_name=True)


class Query(Shape):
    """The query as written, what was understood from its words, and the filters that excluded."""

    text: str
    understood: dict[str, Any]
    filters: dict[str, Any]


class Proposal(Shape):
    """One point of a proposed decision."""

    number: int
    text: str
    decision_class: str | None = Field(alias="class")


class Hit(Shape):
    """One document with its best passage. ``marks`` are spans of matched words in ``passage``."""

    document_id: str
    title: str | None
    type: str
    date: str | None
    score: float
    passage: str
    passage_id: str
    page: int
    heading: str | None
    marks: list[tuple[int, int]]
    district: str | None
    body: str | None
    municipality: str | None
    diarienummer: list[str]
    parties: list[str]
    proposals: list[Proposal]
    part_of: str | None = None
    paragraph: str | None = None
    why: list[str] | None = None


class FacetValue(Shape):
    """How many documents of the whole set have this value."""

    value: str
    label: str
    count: int


class SearchAnswer(Shape):
    """Hits of one page; totals and facets are over the whole set."""

    query: Query
    total: int
    total_is_approximate: bool
    hits: list[Hit]
    took_ms: float
    next_cursor: str | None
    message: str | None
    suggestion: str | None
    facets: dict[str, list[FacetValue]]


class SimilarText(BaseModel):
    """A pasted draft."""

    text: str = Field(min_length=1, description="The draft, as plain text")
    limit: int = Field(10, ge=1, le=200)


class DocumentVersion(Shape):
    """One of several versions: same type, number and title, other bytes."""

    id: str
    name: str
    date: str | None
    received_at: str


class Part(Shape):
    """A matter of minutes or a paper of a bundle: a document of its own, with its pages in the file."""

    id: str
    title: str | None
    paragraph: str | None
    pages: list[int]
    diarienummer: list[str]


class Point(Shape):
    """What is asked, proposed or decided."""

    text: str
    decision_class: str | None = Field(alias="class")


class Step(Shape):
    """One document of a matter's course. ``evidence``: how it is known to belong (same case number, the motion's
    number, or its subject with who raised it); null for the document looked from."""

    document_id: str
    stage: Literal["asked", "proposed", "decided", "other"]
    type: str
    title: str | None
    date: str | None
    body: str | None
    evidence: Literal["number", "motion", "title"] | None
    is_this: bool
    points: list[Point]


class Course(Shape):
    """The course of a document's matter, itself among the steps, oldest first; documents that it only mentions, and
    that mention it; ``open``: cases and motions that it names and that the archive does not hold (yet)."""

    steps: list[Step]
    mentions: list[dict[str, Any]]
    mentioned_by: list[dict[str, Any]]
    open: list[dict[str, str]]


class Correction(Shape):
    """A person's word on one field; ``was`` is what stood there before anybody corrected it."""

    field: str
    value: Any
    was: Any
    by: str
    at: str
    reason: str | None


class DocumentAnswer(Shape):
    """A document: its tag record, where to get the rest, and all its versions where there are several, first received
    first; ``newer_version`` is the present one when this is not. ``part_of`` is the id of the file a part comes from;
    a part's offsets count in its own text."""

    id: str
    name: str
    tags: dict[str, Any]
    links: dict[str, str]
    versions: list[DocumentVersion]
    newer_version: str | None
    part_of: str | None
    parts: list[Part]
    case: Course
    corrections: list[Correction]
    sources: dict[str, Literal["register", "person"]]


class CaseAnswer(Shape):
    """All documents of the case with this canonical number, oldest first, and its course."""

    canonical: str
    documents: list[dict[str, Any]]
    steps: list[Step]


class Health(BaseModel):
    """Whether the service answers, and from which index generation and model."""

    status: Literal["ok"]
    documents: int
    model: str


class Problem(BaseModel):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    error: str | None = None
