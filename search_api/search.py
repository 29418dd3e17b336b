"""A question to the archive: the words understood, the set found, ranked, counted and paged.

Filters the user set exclude; those understood from the words only raise what fits, until the user makes them strict.
A diarienummer and a "quoted phrase" always exclude; when nothing has them the answer says so and offers the rest.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from corpus.archive import Archive
from corpus.bundles import folded, frame_of
from corpus.columns import Columns
from corpus.errors import QueryError
from corpus.records import SearchFilter
from nlp.encoder import Encoder
from search_api.answers import LARGEST_LIMIT, LONGEST_QUERY, SearchAnswer, SearchRequest
from search_api.candidates import Candidates, all_passing, candidates_for, joined, rest_of
from search_api.conditions import checked, filter_of, filters_to_json, without_ignored
from search_api.cursors import cursor_to, offset_of
from search_api.facets import facets_of
from search_api.fitting import fit_of, fit_of_names
from search_api.hits import hits_for
from search_api.phrases import holders_of_phrases
from search_api.query import understand
from search_api.snippets import query_terms
from search_api.suggestions import suggestion_for
from search_api.understood import UnderstoodFilters, UnderstoodQuery

WORDS_OF_FILTERS = 0.2  # what the words count where all of them were filters
NAMES_LOOKED_AT = 100  # best documents whose tag records are read when the query names persons


@dataclass(frozen=True, slots=True)
class _Set:
    """What was found, and the sentence when a strict condition had to be given up."""

    candidates: Candidates
    message: str | None = None


class _Asked(NamedTuple):
    """Who is asked: the archive, with the encoder of its vectors; ``exact``: comparing every passage."""

    archive: Archive
    encoder: Encoder
    exact: bool

    def candidates_for(self, text: str, where: SearchFilter, fitting: SearchFilter | None = None) -> Candidates:
        """What the words find."""
        return candidates_for(self.archive, self.encoder, text, where, fitting=fitting, exact=self.exact)


@dataclass(frozen=True, slots=True)
class Ranking:
    """What a question found, best first, before any text of it is fetched: (document id, score)."""

    understood: UnderstoodQuery
    wanted: SearchRequest
    candidates: Candidates
    message: str | None
    columns: Columns
    documents: list[tuple[str, float]]


def ranking_for(archive: Archive, encoder: Encoder, request: SearchRequest) -> Ranking:
    """The documents of the best passages in their order. Raises QueryError for a question that cannot be asked."""
    _check_size(request)
    wanted = checked(request)
    understood = without_ignored(understand(wanted.text), wanted.ignored)
    where = filter_of(wanted, understood.filters)
    if not wanted.text and where == SearchFilter():
        raise QueryError("the query is empty; write what to look for, or set a filter to browse by date")
    found = _find(_Asked(archive, encoder, request.exact), understood, where)
    columns = archive.columns.present()
    documents = _ranked(archive, columns, found.candidates, understood.filters)
    return Ranking(understood, wanted, found.candidates, found.message, columns, documents)


def search(archive: Archive, encoder: Encoder, request: SearchRequest) -> SearchAnswer:
    """One page of the answer. Raises QueryError for a question that cannot be asked."""
    began = time.perf_counter()
    found = ranking_for(archive, encoder, request)
    understood, columns, ranked = found.understood, found.columns, found.documents
    first, is_cut = offset_of(request), found.candidates.is_cut or found.candidates.rest is not None
    last = first + request.limit
    if request.counts or _is_by_date(found.wanted) or last > len(ranked):
        rest, is_cut = rest_of(archive, found.candidates)
        ranked += [(one, 0.0) for one in columns.ids_at(columns.places_of(rest))]
    if _is_by_date(found.wanted):
        ranked = _latest_first(columns, ranked)
    return SearchAnswer(
        understood=understood,
        total=len(ranked),
        total_is_approximate=is_cut,
        hits=hits_for(
            archive,
            ranked[first:last],
            found.candidates.passages,
            query_terms(understood.rest or understood.text, understood.phrases),
            understood.phrases,
        ),
        took_ms=(time.perf_counter() - began) * 1000,
        filters=filters_to_json(found.wanted, understood.filters),
        next_cursor=cursor_to(last, request, archive.generation) if last < len(ranked) else None,
        message=found.message,
        suggestion=suggestion_for(archive, understood),
        facets=facets_of(columns, [document_id for document_id, _ in ranked]) if request.counts else {},
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


def _find(asked: _Asked, understood: UnderstoodQuery, where: SearchFilter) -> _Set:
    """The set under all strict conditions; without the number or the phrase, and saying so, when nothing has it."""
    if not understood.text:
        return _Set(all_passing(asked.archive, where))
    if understood.numbers:
        numbered = replace(where, numbers=tuple(one.key for one in understood.numbers))
        having = all_passing(asked.archive, numbered)
        if having.scores:
            said = _by_words(asked, understood, numbered)
            return _with_phrases(asked.archive, joined(said, having), understood, numbered)
        written = ", ".join(one.raw for one in understood.numbers)
        message = f"Inget dokument har diarienummer {written}. Här är det som ligger närmast i övrigt."
        return _Set(asked.candidates_for(understood.text, where), message)
    return _with_phrases(asked.archive, _by_words(asked, understood, where), understood, where)


def _by_words(asked: _Asked, understood: UnderstoodQuery, where: SearchFilter) -> Candidates:
    """What the words find; where all of them were filters ("motioner från V"), what fits the filters comes along."""
    fitting = filter_of(SearchRequest(strict=("all",)), understood.filters)
    narrowed = None if fitting == SearchFilter() else _narrowed(where, fitting)
    if query_terms(understood.rest):
        return asked.candidates_for(understood.rest, where, narrowed)
    found = asked.candidates_for(understood.text, where)
    if narrowed is None:
        return found
    # the words are spent on the filters: what they find by chance must not outweigh what fits
    return joined(found.weighing(WORDS_OF_FILTERS), all_passing(asked.archive, narrowed))


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
    archive: Archive, columns: Columns, found: Candidates, wanted: UnderstoodFilters
) -> list[tuple[str, float]]:
    """(document id, score), best first; ties by id, so that the order is always the same. Minutes stand back for their
    matters."""
    places = columns.places_of(found.scores)
    held = columns.ids_at(places)
    fits = fit_of(columns, places, wanted).tolist()
    scores = {one: found.scores[one] + fit for one, fit in zip(held, fits, strict=True)}
    if wanted.movers or wanted.persons or wanted.references:
        in_text = _names_in_text(archive, (*wanted.movers, *wanted.persons))
        looked_at = [*_best_first(scores)[:NAMES_LOOKED_AT], *(one for one in in_text if one in scores)]
        for summary in archive.documents_by_id(looked_at).values():
            scores[summary.id] += fit_of_names(frame_of(summary.tags), wanted, in_text.get(summary.id, ()))
    scores = folded(scores)
    return [(one, scores[one]) for one in _best_first(scores)]


def _latest_first(columns: Columns, ranked: list[tuple[str, float]]) -> list[tuple[str, float]]:
    days = columns.numbers["date_last"][columns.places_of(one for one, _ in ranked)]
    return [ranked[at] for at in np.argsort(-days, kind="stable").tolist()]


def _names_in_text(archive: Archive, names: Sequence[str]) -> dict[str, list[str]]:
    """Which of the names stand word for word in which document's text."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        for document_id in holders_of_phrases(archive, (name,), SearchFilter(), most=NAMES_LOOKED_AT).scores:
            found[document_id].append(name)
    return dict(found)


def _best_first(scores: dict[str, float]) -> list[str]:
    return sorted(scores, key=lambda one: (-scores[one], one))
