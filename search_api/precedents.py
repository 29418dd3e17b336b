"""Earlier documents on the same question, for a draft: an indexed document, a file as read, or pasted text.

Each telling part of the draft (``search_api.drafts``) is searched by itself; a document's score is the weighted mean of
its best matches. The draft itself and its own case are left out unless asked for; decided cases stand a little higher.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.archive import Archive
from corpus.bundles import folded, part_ids, whole_of
from corpus.document_facts import documents_of_cases
from corpus.errors import NotFoundError, QueryError
from corpus.records import Document, SearchFilter, Section, TagRecord
from nlp.embedding import text_in_context
from nlp.encoder import Encoder
from nlp.lexical import query_vector
from search_api.answers import LARGEST_LIMIT, SearchAnswer
from search_api.answers import SimilarRequest as SimilarRequest
from search_api.boilerplate import without_repeated
from search_api.drafts import PASTED, SHORTEST_PART, DraftPart, content_of_pasted, parts_of
from search_api.facets import facets_of
from search_api.hits import decisions_of, hits_for, own_cases
from search_api.likeness import Match, reasons_for
from search_api.ranking import fuse
from search_api.snippets import query_terms
from search_api.understood import UnderstoodQuery

PER_PART = 200  # passages found for each part of the draft, by meaning and by words
DECIDED = 0.04  # what a decision in the case adds, in units of a score whose best document has about 1
COMPARED = 40  # best documents of each part that are looked through for set phrases
SAME_MATTER = 0.5  # score of a match with the most telling part, the title, from which a paper is on the same matter
LOOKED_AT = 50  # best documents whose cases are asked for decisions


@dataclass(frozen=True, slots=True)
class _Draft:
    """The draft as read, with what is known of it; ``own_ids`` are its own documents in the archive."""

    text: str
    sections: tuple[Section, ...]
    tags: TagRecord | None
    own_ids: tuple[str, ...]


def similar(archive: Archive, encoder: Encoder, request: SimilarRequest) -> SearchAnswer:
    """Precedents, best first, each with ``why``. Raises QueryError for an empty or too long draft, NotFoundError."""
    began = time.perf_counter()
    if not 1 <= request.limit <= LARGEST_LIMIT:
        raise QueryError(f"limit must be between 1 and {LARGEST_LIMIT}, not {request.limit}")
    draft = _draft_of(archive, request)
    parts = parts_of(draft.text, draft.sections, draft.tags)
    if not parts:
        raise QueryError("the draft says nothing to search with; paste its proposal and background")
    excluded = () if request.include_same_case else _same_case(archive, draft)
    where = SearchFilter(excluded_documents=tuple(dict.fromkeys((*draft.own_ids, *excluded))))
    matches = _telling_matches(archive, encoder, parts, where, draft.tags.title if draft.tags else None)
    scores = folded(_scores(matches, parts))
    ranked = _with_decided_first(archive, scores)
    page = ranked[: request.limit]
    wanted = query_terms(" ".join(part.text for part in parts))
    hits = hits_for(
        archive,
        page,
        {one: {match.passage_id: match.score * match.part.weight for match in matches[one]} for one, _ in page},
        wanted,
    )
    why = reasons_for(archive, draft.tags, {hit.document_id: matches[hit.document_id] for hit in hits})
    return SearchAnswer(
        understood=UnderstoodQuery(text=(draft.tags.title if draft.tags else None) or "", rest=""),
        total=len(ranked),
        hits=tuple(replace(hit, why=why.get(hit.document_id, ())) for hit in hits),
        took_ms=(time.perf_counter() - began) * 1000,
        total_is_approximate=True,  # everything resembles a draft a little: the set is cut at the best passages
        facets=facets_of(archive.columns.present(), scores),
    )


def _draft_of(archive: Archive, request: SimilarRequest) -> _Draft:
    if request.document_id is not None:
        stored = archive.get(request.document_id)
        if stored is None:
            raise NotFoundError(f"there is no document {request.document_id[:80]!r} in the archive")
        return _Draft(stored.text, stored.sections, stored.tags, _own_ids(stored.id, stored.tags))
    if request.document is not None:
        return _draft_of_document(request.document, request.tags)
    content = content_of_pasted(request.text or "")
    from ingest.reader import read_document

    return _draft_of_document(read_document(PASTED, content), request.tags)


def _draft_of_document(document: Document, tags: TagRecord | None) -> _Draft:
    own_id = document.source.sha256[:16]
    return _Draft(document.text, document.sections, tags, _own_ids(own_id, tags))


def _own_ids(document_id: str, tags: TagRecord | None) -> tuple[str, ...]:
    """The document itself, the whole it is a part of, and its own parts; not the other matters of its meeting."""
    whole = whole_of(document_id)
    return (document_id, *((whole,) if whole else ()), *(part_ids(document_id, tags) if tags else ()))


def _same_case(archive: Archive, draft: _Draft) -> tuple[str, ...]:
    """Documents of the draft's own cases, by owner, year and running number."""
    if draft.tags is None:
        return ()
    sharing = documents_of_cases(archive.catalogue, own_cases(draft.tags))
    candidates = archive.documents_by_id(one for documents in sharing.values() for one in documents)
    cases = set(own_cases(draft.tags))
    # minutes and bundles carry many numbers; only those whose own case it is are the same matter
    return tuple(one.id for one in candidates.values() if cases & set(own_cases(one.tags)))


def _telling_matches(
    archive: Archive, encoder: Encoder, parts: Sequence[DraftPart], where: SearchFilter, title: str | None
) -> dict[str, list[Match]]:
    """For each document found its best match with each part, what papers on other matters say too left out of it."""
    found = [_matches(archive, encoder, part, where, title) for part in parts]
    cleaned = _without_repeated(archive, parts, found)
    if not any(
        len(said.text) >= SHORTEST_PART for said in cleaned
    ):  # nothing but set phrases: then they are the matter
        cleaned = list(parts)
    joined: defaultdict[str, list[Match]] = defaultdict(list)
    for part, said, matches in zip(parts, cleaned, found, strict=True):
        if said != part:
            matches = _matches(archive, encoder, said, where, title) if len(said.text) >= SHORTEST_PART else []
        for document_id, match in matches:
            joined[document_id].append(match)
    return dict(joined)


def _matches(
    archive: Archive, encoder: Encoder, part: DraftPart, where: SearchFilter, title: str | None
) -> list[tuple[str, Match]]:
    """(document, its best match with the part), best first."""
    vector = encoder.encode_passages([text_in_context(part.text, title=title)])[0]
    dense = archive.index.search_dense(vector, where=where, limit=PER_PART)
    lexical = archive.index.search_sparse(query_vector(part.text), where=where, limit=PER_PART)
    owners = {one.passage_id: one.document_id for one in (*dense, *lexical)}
    fused = fuse({one.passage_id: one.score for one in dense}, {one.passage_id: one.score for one in lexical})
    best: dict[str, Match] = {}
    for passage_id, score in fused.items():  # best first
        best.setdefault(owners[passage_id], Match(part, passage_id, score))
    return list(best.items())


def _without_repeated(
    archive: Archive, parts: Sequence[DraftPart], found: Sequence[Sequence[tuple[str, Match]]]
) -> list[DraftPart]:
    """The parts less what stands word for word in papers on other matters: those that the title does not resemble."""
    same_matter = {document_id for document_id, match in found[0] if match.score >= SAME_MATTER}
    compared = [
        [match.passage_id for document_id, match in matches[:COMPARED] if document_id not in same_matter]
        for matches in found
    ]
    texts = archive.passages([one for some in compared for one in some])
    return [
        replace(part, text=without_repeated(part.text, [texts[one].text for one in some if one in texts]))
        for part, some in zip(parts, compared, strict=True)
    ]


def _scores(matches: Mapping[str, Sequence[Match]], parts: Sequence[DraftPart]) -> dict[str, float]:
    whole = sum(part.weight for part in parts)
    return {
        document_id: sum(match.score * match.part.weight for match in held) / whole
        for document_id, held in matches.items()
    }


def _with_decided_first(archive: Archive, scores: dict[str, float]) -> list[tuple[str, float]]:
    ordered = sorted(scores, key=lambda one: (-scores[one], one))
    summaries = archive.documents_by_id(ordered[:LOOKED_AT])
    decided = decisions_of(archive, summaries.values())
    raised = {one: score + DECIDED * bool(decided.get(one)) for one, score in scores.items()}
    return sorted(raised.items(), key=lambda item: (-item[1], item[0]))
