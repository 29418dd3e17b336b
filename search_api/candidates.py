"""What is ranked: the documents of the best passages by words and by meaning, each with its scored passages.

The whole set that an answer counts is larger: every document that passes the filter and shares a term with the query.
Its ``rest``, beyond what is ranked, is looked up only when it is counted, sorted by date or paged into.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest
from typing import NamedTuple

import numpy as np

from corpus.archive import Archive
from corpus.document_facts import documents_passing
from corpus.index import PassageIndex
from corpus.records import ScoredPassage, SearchFilter, SparseVector
from nlp.encoder import Encoder
from nlp.lexical import query_vector
from nlp.term_vectors import TermVectors, term_vectors_of
from search_api.ranker import Features, Looked, features_of, shipped_ranker
from search_api.ranking import Key, fuse, stretched

MOST_LEXICAL = 10_000  # passages that share a term; beyond it totals are approximate
BEST_BY_WORDS = 400  # passages that are ranked
BEST_BY_MEANING = 200
BEST_FITTING = 100  # of each half once more among those that fit what was understood from the words
LOOKED_AT = 64  # best passages that are compared with the query word by word
MOST_BROWSED = 10_000  # documents
# a second and third passage that answer too make a document likelier: how much of their scores is added
FURTHER_PASSAGES = (0.06, 0.03)
NOTHING_SAID = SparseVector(np.zeros(1, np.uint32), np.zeros(1, np.float32))  # terms of a passage without any


@dataclass(frozen=True, slots=True)
class Candidates:
    """Documents with their base score (the best has 1) and their passages' scores; ``is_cut``: there may be more.

    ``rest`` finds what else shares a term: (the query's terms, the filter)."""

    scores: dict[str, float]
    passages: dict[str, dict[int, float]]
    is_cut: bool
    rest: tuple[SparseVector, SearchFilter] | None = None

    def among(self, ids: Iterable[str]) -> Candidates:
        """The same, less all documents but these."""
        kept = set(ids)
        return Candidates(
            {one: score for one, score in self.scores.items() if one in kept},
            {one: held for one, held in self.passages.items() if one in kept},
            self.is_cut,
        )

    def weighing(self, share: float) -> Candidates:
        """The same with all base scores at ``share`` of what they are."""
        return replace(self, scores={one: share * score for one, score in self.scores.items()})


def candidates_for(
    archive: Archive,
    encoder: Encoder,
    text: str,
    where: SearchFilter,
    *,
    fitting: SearchFilter | None = None,
    exact: bool = False,
) -> Candidates:
    """What the words of ``text`` find under the filter; ``fitting`` is a narrower one whose best come along."""
    halves = halves_of(archive.index, encoder, text, where, fitting=fitting, exact=exact)
    found = ranked_candidates(archive.index, encoder, halves)
    return replace(found, rest=(halves.query, where)) if halves.has_rest else found


class Halves(NamedTuple):
    """The best passages by words and by meaning; ``has_rest`` when more than these share a term."""

    query: SparseVector
    lexical: Sequence[ScoredPassage]
    dense: Sequence[ScoredPassage]
    has_rest: bool


def halves_of(
    index: PassageIndex,
    encoder: Encoder,
    text: str,
    where: SearchFilter,
    *,
    fitting: SearchFilter | None = None,
    exact: bool = False,
) -> Halves:
    """What each half finds; of ``fitting``, a narrower filter, the best come along."""
    words, meaning = query_vector(text), encoder.encode_query(text)
    lexical = index.search_sparse(words, where=where, limit=BEST_BY_WORDS)
    dense = index.search_dense(meaning, where=where, limit=BEST_BY_MEANING, exact=exact)
    has_rest = len(lexical) >= BEST_BY_WORDS
    if fitting is not None and lexical:
        lexical = _with(lexical, index.search_sparse(words, where=fitting, limit=BEST_FITTING))
    if fitting is not None and dense:
        dense = _with(dense, index.search_dense(meaning, where=fitting, limit=BEST_FITTING, exact=exact))
    return Halves(words, lexical, dense, has_rest)


def ranked_candidates(index: PassageIndex, encoder: Encoder, halves: Halves) -> Candidates:
    """The documents of both halves with their joint scores, the best of them looked at word by word; what
    ``evaluation`` measures as hybrid."""
    found = fused_candidates(halves.dense, halves.lexical)
    vectors = term_vectors_of(encoder) if encoder.model == shipped_ranker().model else None
    if vectors is None or not len(halves.query.indices) or not found.scores:
        return found
    near = looked_at(index, vectors, halves, found)
    documents, passages = (shipped_ranker().scores(features).tolist() for features in near.features)
    scores = _with_closer(found.scores, dict(zip(near.documents, documents, strict=True)))
    closer = dict(zip(near.passages, passages, strict=True))
    shown = {one: _with_closer(found.passages[one], closer) for one in near.documents}
    return replace(found, scores=scores, passages=found.passages | shown)


class NearView(NamedTuple):
    """The documents of the best passages, these passages, and the features of both."""

    documents: list[str]
    passages: list[int]
    features: Features


def looked_at(index: PassageIndex, vectors: TermVectors, halves: Halves, found: Candidates) -> NearView:
    """The best passages of what was found, compared with the query word by word."""
    fused = [(-score, one, document) for document, held in found.passages.items() for one, score in held.items()]
    first = nsmallest(LOOKED_AT, fused)
    best = [one for _, one, _ in first]
    documents = list(dict.fromkeys(document for _, _, document in first))
    places = {document: place for place, document in enumerate(documents)}
    meaning = stretched({one.passage_id: one.score for one in halves.dense})
    words = stretched({one.passage_id: one.score for one in halves.lexical}, floor=0.0)
    terms = index.terms_of(best)
    looked = Looked(
        np.array([places[document] for _, _, document in first]),
        np.array([meaning.get(one, 0.0) for one in best]),
        np.array([words.get(one, 0.0) for one in best]),
        [terms.get(one, NOTHING_SAID) for one in best],
    )
    numbers = [len(found.passages[one]) for one in documents]
    return NearView(documents, best, features_of(halves.query, vectors, looked, numbers))


def _with_closer(scores: dict[Key, float], closer: dict[Key, float]) -> dict[Key, float]:
    """The closer scores of what was looked at; the others keep their order below the last of these."""
    looked = [one for one in scores if one in closer]
    last, least = min(scores[one] for one in looked), min(closer[one] for one in looked)
    below = min(1.0, least / last) if last > 0 else 0.0
    return {one: closer[one] if one in closer else below * score for one, score in scores.items()}


def fused_candidates(dense: Sequence[ScoredPassage], lexical: Sequence[ScoredPassage]) -> Candidates:
    """The documents of both halves with the sum of their scores."""
    owners = {one.passage_id: one.document_id for one in (*lexical, *dense)}
    fused = fuse(
        {one.passage_id: one.score for one in dense},
        {one.passage_id: one.score for one in lexical},
    )
    passages: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for passage_id, score in fused.items():
        passages[owners[passage_id]][passage_id] = score
    scores = {document_id: _document_score(held) for document_id, held in passages.items()}
    return Candidates(_best_is_one(scores), dict(passages), is_cut=False)


def rest_of(archive: Archive, found: Candidates) -> tuple[list[str], bool]:
    """(what else is in the whole set, best by words first; whether even that was cut)."""
    if found.rest is None:
        return [], found.is_cut
    words, where = found.rest
    sharing, is_cut = archive.index.documents_sharing(words, where=where, limit=MOST_LEXICAL)
    return [one for one in sharing if one not in found.scores], found.is_cut or is_cut


def _with(found: Sequence[ScoredPassage], more: Sequence[ScoredPassage]) -> list[ScoredPassage]:
    """Both; what was not among the best scores as the last of them, so that the scale stays."""
    known, last = {one.passage_id for one in found}, found[-1].score
    return [*found, *(replace(one, score=min(one.score, last)) for one in more if one.passage_id not in known)]


def all_passing(archive: Archive, where: SearchFilter) -> Candidates:
    """Every document that passes the filter, all with score 0: for browsing, and for a case number alone."""
    ids = documents_passing(archive.catalogue, where, MOST_BROWSED)
    return Candidates(dict.fromkeys(ids, 0.0), {}, is_cut=len(ids) >= MOST_BROWSED)


def joined(first: Candidates, second: Candidates) -> Candidates:
    """The documents of both; a document of both keeps what the first says of it."""
    return Candidates(
        {**second.scores, **first.scores},
        {**second.passages, **first.passages},
        first.is_cut or second.is_cut,
        first.rest or second.rest,
    )


def _document_score(passages: dict[int, float]) -> float:
    if len(passages) == 1:  # most documents, and a thousand are scored for each query
        return next(iter(passages.values()))
    best, *others = sorted(passages.values(), reverse=True)
    return best + sum(share * score for share, score in zip(FURTHER_PASSAGES, others, strict=False))


def _best_is_one(scores: dict[str, float]) -> dict[str, float]:
    best = max(scores.values(), default=0.0)
    return {one: score / best for one, score in scores.items()} if best > 0 else scores
