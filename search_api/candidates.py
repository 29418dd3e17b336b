"""The set an answer is about: every document that passes the filter and shares a term with the query, together with
the best by meaning; each with its scored passages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.archive import Archive
from corpus.document_facts import documents_passing
from corpus.records import ScoredPassage, SearchFilter
from nlp.encoder import Encoder
from nlp.lexical import query_vector
from search_api.ranking import fuse

MOST_LEXICAL = 10_000  # passages that share a term; beyond it totals are approximate
BEST_BY_MEANING = 200  # passages
MOST_BROWSED = 10_000  # documents
# a second and third passage that answer too make a document likelier: how much of their scores is added
FURTHER_PASSAGES = (0.06, 0.03)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Documents with their base score (the best has 1) and their passages' scores; ``is_cut``: there may be more."""

    scores: dict[str, float]
    passages: dict[str, dict[int, float]]
    is_cut: bool

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


def candidates_for(archive: Archive, encoder: Encoder, text: str, where: SearchFilter) -> Candidates:
    """What the words of ``text`` find under the filter."""
    vector = query_vector(text)
    lexical = archive.index.search_sparse(vector, where=where, limit=MOST_LEXICAL)
    dense = archive.index.search_dense(encoder.encode_query(text), where=where, limit=BEST_BY_MEANING)
    return fused_candidates(dense, lexical)


def fused_candidates(dense: Sequence[ScoredPassage], lexical: Sequence[ScoredPassage]) -> Candidates:
    """The documents of both halves with their joint scores; what ``evaluation`` measures as hybrid."""
    owners = {one.passage_id: one.document_id for one in (*lexical, *dense)}
    fused = fuse(
        {one.passage_id: one.score for one in dense},
        {one.passage_id: one.score for one in lexical},
    )
    passages: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for passage_id, score in fused.items():
        passages[owners[passage_id]][passage_id] = score
    scores = {document_id: _document_score(held) for document_id, held in passages.items()}
    return Candidates(_best_is_one(scores), dict(passages), is_cut=len(lexical) >= MOST_LEXICAL)


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
    )


def _document_score(passages: dict[int, float]) -> float:
    best, *others = sorted(passages.values(), reverse=True)
    return best + sum(share * score for share, score in zip(FURTHER_PASSAGES, others, strict=False))


def _best_is_one(scores: dict[str, float]) -> dict[str, float]:
    best = max(scores.values(), default=0.0)
    return {one: score / best for one, score in scores.items()} if best > 0 else scores
