"""What goes into a search and what comes out, and the JSON of it that the contract promises.

SearchRequest -> search_api.search     -> SearchAnswer -> answer_to_json
SimilarRequest -> search_api.precedents -> SearchAnswer (hits carry ``why``)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from corpus.records import Document, JsonObject, TagRecord
from search_api.understood import UnderstoodQuery, understood_to_json

Sort: TypeAlias = Literal["relevance", "date"]

LONGEST_QUERY = 2_000
LONGEST_DRAFT = 200_000
LARGEST_LIMIT = 200


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A query with the filters that the user set; all of these exclude.

    Districts are ids or names, parties ids or codes, dates ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.
    ``counts`` false leaves the whole set uncounted: ``total`` is then what was ranked, and there are no facets.
    ``exact`` compares the query with every passage even where a graph would be faster: for answers to be repeated.
    ``strict`` names the understood filters that exclude too (keys of ``understood_to_json``, or ``"all"``),
    ``ignored`` those the user removed.
    """

    text: str = ""
    districts: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    date_from: str | None = None
    date_to: str | None = None
    strict: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    sort: Sort = "relevance"
    limit: int = 10
    cursor: str | None = None
    exact: bool = False
    counts: bool = True


@dataclass(frozen=True, slots=True)
class SimilarRequest:
    """What to find precedents for: an indexed document, pasted text, or a file as read with its tags."""

    document_id: str | None = None
    text: str | None = None
    document: Document | None = None
    tags: TagRecord | None = None
    limit: int = 10
    include_same_case: bool = False


@dataclass(frozen=True, slots=True)
class HitProposal:
    """A point of the proposed decision, or a demand of a motion (``decision_class`` is then its request)."""

    number: int
    text: str
    decision_class: str | None


@dataclass(frozen=True, slots=True)
class HitDecision:
    """What was decided, by whom and when, in the document itself or in minutes of the same case."""

    text: str
    decision_class: str | None
    body: str | None
    date: str | None
    document_id: str


@dataclass(frozen=True, slots=True)
class HitMover:
    """A party that raised the matter, with the persons named for it."""

    party: str
    persons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One document of the answer with the passage that fits best.

    ``diarienummer`` are all numbers as written, ``foreign_diarienummer`` those of other authorities among them.
    ``passage`` is the whole passage; ``marks`` are half-open spans of matched words in it, and
    ``snippet_start:snippet_end`` the window around the best part, for display. Scores compare within one answer.
    ``part_of`` is the id of the minutes or the bundle that a matter belongs to, ``paragraph`` its "§ 74" there.
    """

    document_id: str
    title: str | None
    type: str
    date: str | None
    score: float
    passage: str
    page: int
    passage_id: int
    heading: str | None = None
    marks: tuple[tuple[int, int], ...] = ()
    snippet_start: int = 0
    snippet_end: int = 0
    district: str | None = None
    body: str | None = None
    municipality: str | None = None
    diarienummer: tuple[str, ...] = ()
    foreign_diarienummer: tuple[str, ...] = ()
    canonical: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    movers: tuple[HitMover, ...] = ()
    proposals: tuple[HitProposal, ...] = ()
    decisions: tuple[HitDecision, ...] = ()
    why: tuple[str, ...] = ()
    name: str = ""
    part_of: str | None = None
    paragraph: str | None = None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """How many documents of the whole set have this value; ``label`` is Swedish, for people."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """The hits of one page, and what the whole set holds.

    ``filters`` are the conditions that excluded (set by the user, or understood and strict), as JSON.
    ``message`` is one Swedish sentence when nothing had the strict condition and the rest is offered instead.
    ``suggestion`` is the query with misspelt words mended; it is offered, not asked.
    """

    understood: UnderstoodQuery
    total: int
    hits: tuple[Hit, ...]
    took_ms: float
    total_is_approximate: bool = False
    filters: JsonObject = field(default_factory=dict)
    next_cursor: str | None = None
    message: str | None = None
    suggestion: str | None = None
    facets: dict[str, tuple[FacetValue, ...]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The query as it was written."""
        return self.understood.text


def answer_to_json(answer: SearchAnswer) -> JsonObject:
    """The answer as ``beslut search --json`` prints it: the contract's keys and some more."""
    return {
        "query": {
            "text": answer.text,
            "understood": understood_to_json(answer.understood),
            "filters": answer.filters,
        },
        "total": answer.total,
        "total_is_approximate": answer.total_is_approximate,
        "hits": [hit_to_json(hit) for hit in answer.hits],
        "took_ms": round(answer.took_ms, 2),
        "next_cursor": answer.next_cursor,
        "message": answer.message,
        "suggestion": answer.suggestion,
        "facets": {
            name: [{"value": one.value, "label": one.label, "count": one.count} for one in values]
            for name, values in answer.facets.items()
        },
    }


def hit_to_json(hit: Hit) -> JsonObject:
    """One hit as JSON; ``why`` is there only where precedents were asked for."""
    value: JsonObject = {
        "document_id": hit.document_id,
        "title": hit.title,
        "type": hit.type,
        "date": hit.date,
        "score": round(hit.score, 6),
        "passage": hit.passage,
        "page": hit.page,
        "passage_id": str(hit.passage_id),  # 63 bits: more than a JSON number of a browser keeps
        "heading": hit.heading,
        "marks": [list(mark) for mark in hit.marks],
        "snippet": [hit.snippet_start, hit.snippet_end],
        "district": hit.district,
        "body": hit.body,
        "municipality": hit.municipality,
        "diarienummer": list(hit.diarienummer),
        "foreign_diarienummer": list(hit.foreign_diarienummer),
        "canonical": list(hit.canonical),
        "parties": list(hit.parties),
        "movers": [{"party": one.party, "persons": list(one.persons)} for one in hit.movers],
        "proposals": [{"number": one.number, "text": one.text, "class": one.decision_class} for one in hit.proposals],
        "decisions": [
            {
                "text": one.text,
                "class": one.decision_class,
                "body": one.body,
                "date": one.date,
                "document_id": one.document_id,
            }
            for one in hit.decisions
        ],
        "name": hit.name,
        "part_of": hit.part_of,
        "paragraph": hit.paragraph,
    }
    if hit.why:
        value["why"] = list(hit.why)
    return value
