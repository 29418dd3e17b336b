"""Documents as hits: their tags, the passage that fits best with its matched words, and what became of the matter.

All look-ups are for the whole page of an answer at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from corpus.archive import Archive, DocumentSummary
from corpus.bundles import frame_of, whole_of
from corpus.case_keys import MINUTES
from corpus.case_links import case_members
from corpus.document_facts import documents_of_cases, opening_passages
from corpus.records import Passage, TagRecord
from search_api.answers import Hit, HitDecision, HitMover, HitProposal
from search_api.snippets import Span, marks_in, window_of

# When two passages answer nearly alike, the one that says what was proposed or decided is shown.
SHOWN_FIRST = {"proposal": 1.10, "decision": 1.10, "summary": 1.05, "motion_demand": 1.05}
SHOWN_LAST = {"title": 0.8, "front": 0.8, "contact": 0.8, "signature": 0.7, "attachment_list": 0.8}
CHOICE = 5  # best passages of a document that are weighed against each other
MARKED_FIRST = 3  # of these, how many are looked through for one in whose own text a word of the query stands


def hits_for(
    archive: Archive,
    ranked: Sequence[tuple[str, float]],
    passages: Mapping[str, Mapping[int, float]],
    wanted: dict[str, float],
    phrases: Sequence[str] = (),
    why: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[Hit, ...]:
    """A hit for each (document id, score), in order; documents that are gone meanwhile are left out.

    ``passages`` are the scored ones of each document, ``wanted`` the terms of the query (``query_terms``).
    """
    ids = [document_id for document_id, _ in ranked]
    summaries = archive.documents_by_id(ids)
    shown = _shown_passages(archive, ids, passages, wanted, phrases)
    decided = decisions_of(archive, summaries.values())
    return tuple(
        _hit(
            summaries[document_id],
            *shown[document_id],
            score,
            decided.get(document_id, ()),
            (why or {}).get(document_id, ()),
        )
        for document_id, score in ranked
        if document_id in summaries and document_id in shown
    )


def decisions_of(archive: Archive, summaries: Iterable[DocumentSummary]) -> dict[str, tuple[HitDecision, ...]]:
    """Decisions by document: its own, and those of the minutes of its matter."""
    held = {one.id: frame_of(one.tags) for one in summaries}
    members = case_members(archive.catalogue, held)
    linked = {one: [each.id for each in members[one] if each.type in MINUTES] for one in held}
    # a paper that is not in the archive itself (a draft) is known by its numbers alone
    cases = {one: own_cases(tags) for one, tags in held.items() if not members[one]}
    sharing = documents_of_cases(archive.catalogue, {case for some in cases.values() for case in some})
    for one, own in cases.items():
        linked[one] = sorted({each for case in own for each in sharing.get(case, ())} - {one})
    others = {each for some in linked.values() for each in some} - set(held)
    tags_of = held | {one.id: frame_of(one.tags) for one in archive.documents_by_id(sorted(others)).values()}
    minutes = {
        one: [each for each in some if each in tags_of and tags_of[each].type in MINUTES]
        for one, some in linked.items()
    }
    return {
        one: tuple(decision for each in (one, *minutes[one]) for decision in _decisions_in(each, tags_of[each]))
        for one in held
    }


def own_cases(tags: TagRecord) -> tuple[str, ...]:
    """Canonical numbers of the document's own cases; those of unknown owners are nobody's."""
    own = (one.canonical for one in tags.diarienummer if one.role == "own")
    return tuple(dict.fromkeys(one for one in own if not one.startswith("?")))


def _shown_passages(
    archive: Archive,
    ids: Sequence[str],
    scored: Mapping[str, Mapping[int, float]],
    wanted: dict[str, float],
    phrases: Sequence[str],
) -> dict[str, tuple[Passage, tuple[Span, ...]]]:
    """The passage to show for each document with its marks: the best scored by its worth as evidence, else the opening
    one. A passage that is found by its heading alone stands back for one that says a word of the query itself."""
    near_best = {passage_id for document_id in ids for passage_id in _near_best(scored.get(document_id, {}))}
    texts = archive.passages(sorted(near_best))
    shown: dict[str, tuple[Passage, tuple[Span, ...]]] = {}
    for document_id in ids:
        held = scored.get(document_id, {})
        choice = [one for one in _near_best(held) if one in texts]
        best = sorted(choice, key=lambda one: (-held[one] * _worth(texts[one]), one))
        for one in best[:MARKED_FIRST]:
            if marks := marks_in(texts[one].text, wanted, phrases):
                shown[document_id] = texts[one], marks
                break
        else:
            if best:
                shown[document_id] = texts[best[0]], ()
    missing = [document_id for document_id in ids if document_id not in shown]
    opening = opening_passages(archive.catalogue, missing) if missing else {}
    return shown | {one: (passage, marks_in(passage.text, wanted, phrases)) for one, passage in opening.items()}


def _near_best(scored: Mapping[int, float], count: int = CHOICE) -> list[int]:
    return sorted(scored, key=lambda one: (-scored[one], one))[:count]


def _worth(passage: Passage) -> float:
    return SHOWN_FIRST.get(passage.kind, SHOWN_LAST.get(passage.kind, 1.0))


def _hit(
    summary: DocumentSummary,
    passage: Passage,
    marks: tuple[Span, ...],
    score: float,
    decisions: tuple[HitDecision, ...],
    why: tuple[str, ...],
) -> Hit:
    tags = frame_of(summary.tags)  # of whole minutes: what is not a matter of its own
    start, end = window_of(passage.text, marks)
    return Hit(
        document_id=summary.id,
        title=tags.title,
        type=tags.type,
        date=tags.date,
        score=score,
        passage=passage.text,
        page=passage.page,
        passage_id=passage.id,
        heading=passage.heading,
        marks=marks,
        snippet_start=start,
        snippet_end=end,
        district=tags.district,
        body=tags.body,
        municipality=tags.municipality,
        diarienummer=tuple(dict.fromkeys(one.raw for one in tags.diarienummer)),
        foreign_diarienummer=tuple(dict.fromkeys(one.raw for one in tags.diarienummer if one.role == "foreign")),
        canonical=tuple(dict.fromkeys(one.canonical for one in tags.diarienummer)),
        parties=tuple(dict.fromkeys(one.party for one in tags.parties)),
        movers=tuple(HitMover(one.party, one.persons) for one in tags.parties if one.role == "mover"),
        proposals=_proposals(tags),
        decisions=decisions,
        why=why,
        name=summary.name,
        part_of=whole_of(summary.id),
        paragraph=tags.paragraph,
    )


def _proposals(tags: TagRecord) -> tuple[HitProposal, ...]:
    proposed = tuple(HitProposal(one.number, one.text, one.decision_class) for one in tags.proposals)
    return proposed or tuple(HitProposal(one.number, one.text, one.request) for one in tags.demands)


def _decisions_in(document_id: str, tags: TagRecord) -> tuple[HitDecision, ...]:
    return tuple(
        HitDecision(one.text, one.decision_class, one.body or tags.body, one.date or tags.date, document_id)
        for one in tags.decisions
    )
