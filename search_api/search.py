"""A question to the archive: the words understood, the set found, ranked, counted and paged.

Filters the user set exclude; those understood from the words only raise what fits, until the user makes them strict.
A diarienummer and a "quoted phrase" always exclude; when nothing has them the answer says so and offers the rest.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.archive import Archive
from corpus.bundles import folded, frame_of
from corpus.document_facts import DocumentFacts, document_facts
from corpus.errors import QueryError
from corpus.records import SearchFilter
from nlp.encoder import Encoder
from search_api.answers import LARGEST_LIMIT, LONGEST_QUERY, SearchAnswer, SearchRequest
from search_api.candidates import Candidates, all_passing, candidates_for, joined
from search_api.conditions import checked, filter_of, filters_to_json, without_ignored
from search_api.cursors import cursor_to, offset_of
from search_api.facets import facets_of
from search_api.fitting import fit_of, fit_of_names
from search_api.hits import hits_for
from search_api.phrases import holders_of_phrases
from search_api.query import understand
from search_api.snippets import query_terms
from search_api.understood import UnderstoodFilters, UnderstoodQuery

WORDS_OF_FILTERS = 0.2  # what the words count where all of them were filters
NAMES_LOOKED_AT = 100  # best documents whose tag records are read when the query names persons


@dataclass(frozen=True, slots=True)
class _Set:
    """What was found, and the sentence when a strict condition had to be given up."""

    candidates: Candidates
    message: str | None = None


def search(archive: Archive, encoder: Encoder, request: SearchRequest) -> SearchAnswer:
    """One page of the answer. Raises QueryError for a question that cannot be asked."""
    began = time.perf_counter()
    _check_size(request)
    wanted = checked(request)
    understood = without_ignored(understand(wanted.text), wanted.ignored)
    where = filter_of(wanted, understood.filters)
    if not wanted.text and where == SearchFilter():
        raise QueryError("the query is empty; write what to look for, or set a filter to browse by date")
    found = _find(archive, encoder, understood, where)
    facts = document_facts(archive.catalogue, found.candidates.scores)
    ranked = _ranked(archive, found.candidates, facts, understood.filters, by_date=_is_by_date(wanted))
    first = offset_of(request)
    page = ranked[first : first + request.limit]
    more = first + request.limit < len(ranked)
    return SearchAnswer(
        understood=understood,
        total=len(ranked),
        total_is_approximate=found.candidates.is_cut,
        hits=hits_for(
            archive,
            page,
            found.candidates.passages,
            query_terms(understood.rest or understood.text, understood.phrases),
            understood.phrases,
        ),
        took_ms=(time.perf_counter() - began) * 1000,
        filters=filters_to_json(wanted, understood.filters),
        next_cursor=cursor_to(first + request.limit, request, archive.generation) if more else None,
        message=found.message,
        facets=facets_of(facts[document_id] for document_id, _ in ranked),
    )


def _check_size(request: SearchRequest) -> None:
    if len(request.text) > LONGEST_QUERY:
        raise QueryError(
            f"the query has {len(request.text)} characters, at most {LONGEST_QUERY} can be searched with; "
            "to find what resembles a whole text, use similar"
        )
    if not 1 <= request.limit <= LARGEST_LIMIT:
        raise QueryError(f"limit must be between 1 and {LARGEST_LIMIT}, not {request.limit}")
    if request.sort not in ("relevance", "date"):
        raise QueryError(f"sort must be relevance or date, not {request.sort!r}")


def _is_by_date(request: SearchRequest) -> bool:
    return request.sort == "date" or not request.text


def _find(archive: Archive, encoder: Encoder, understood: UnderstoodQuery, where: SearchFilter) -> _Set:
    """The set under all strict conditions; without the number or the phrase, and saying so, when nothing has it."""
    if not understood.text:
        return _Set(all_passing(archive, where))
    if understood.numbers:
        numbered = replace(where, numbers=tuple(one.key for one in understood.numbers))
        having = all_passing(archive, numbered)
        if having.scores:
            said = _by_words(archive, encoder, understood, numbered)
            return _with_phrases(archive, joined(said, having), understood, numbered)
        written = ", ".join(one.raw for one in understood.numbers)
        message = f"Inget dokument har diarienummer {written}. Här är det som ligger närmast i övrigt."
        return _Set(candidates_for(archive, encoder, understood.text, where), message)
    return _with_phrases(archive, _by_words(archive, encoder, understood, where), understood, where)


def _by_words(archive: Archive, encoder: Encoder, understood: UnderstoodQuery, where: SearchFilter) -> Candidates:
    """What the words find; where all of them were filters ("motioner från V"), what fits the filters comes along."""
    if query_terms(understood.rest):
        return candidates_for(archive, encoder, understood.rest, where)
    found = candidates_for(archive, encoder, understood.text, where)
    fitting = filter_of(SearchRequest(strict=("all",)), understood.filters)
    if fitting == SearchFilter():
        return found
    # the words are spent on the filters: what they find by chance must not outweigh what fits
    return joined(found.weighing(WORDS_OF_FILTERS), all_passing(archive, _narrowed(where, fitting)))


def _narrowed(where: SearchFilter, by: SearchFilter) -> SearchFilter:
    """``where`` with the conditions of ``by`` in the fields that it leaves open."""
    fields = ("districts", "parties", "types", "classes", "municipalities", "date_from", "date_to")
    return replace(where, **{name: getattr(where, name) or getattr(by, name) for name in fields})


def _with_phrases(archive: Archive, found: Candidates, understood: UnderstoodQuery, where: SearchFilter) -> _Set:
    if not understood.phrases:
        return _Set(found)
    holders = holders_of_phrases(archive, understood.phrases, where)
    if holders.scores:
        return _Set(replace(joined(found.among(holders.scores), holders), passages=holders.passages))
    written = ", ".join(f"”{phrase}”" for phrase in understood.phrases)
    return _Set(found, f"Inget dokument innehåller ordagrant {written}. Här är det som ligger närmast i övrigt.")


def _ranked(
    archive: Archive,
    found: Candidates,
    facts: dict[str, DocumentFacts],
    wanted: UnderstoodFilters,
    *,
    by_date: bool,
) -> list[tuple[str, float]]:
    """(document id, score), best or latest first; ties by id, so that the order is always the same. Minutes stand back
    for their matters."""
    scores = {one: found.scores[one] + fit_of(held, wanted) for one, held in facts.items()}
    if wanted.movers or wanted.persons or wanted.references:
        in_text = _names_in_text(archive, (*wanted.movers, *wanted.persons))
        looked_at = [*_best_first(scores)[:NAMES_LOOKED_AT], *(one for one in in_text if one in scores)]
        for summary in archive.documents_by_id(looked_at).values():
            scores[summary.id] += fit_of_names(frame_of(summary.tags), wanted, in_text.get(summary.id, ()))
    scores = folded(scores)
    ordered = _best_first(scores)
    if by_date:
        ordered.sort(key=lambda one: facts[one].date_last or 0, reverse=True)
    return [(one, scores[one]) for one in ordered]


def _names_in_text(archive: Archive, names: Sequence[str]) -> dict[str, list[str]]:
    """Which of the names stand word for word in which document's text."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        for document_id in holders_of_phrases(archive, (name,), SearchFilter(), most=NAMES_LOOKED_AT).scores:
            found[document_id].append(name)
    return dict(found)


def _best_first(scores: dict[str, float]) -> list[str]:
    return sorted(scores, key=lambda one: (-scores[one], one))
