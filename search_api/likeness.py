"""Why a precedent resembles a draft, in Swedish sentences: which parts match, and which tags and words both have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.archive import Archive
from corpus.records import TagRecord
from nlp.lexical import terms_in
from search_api import labels
from search_api.drafts import DraftPart

MATCHES_TOLD = 2
WORDS_TOLD = 4
SHORTEST_WORD = 6
LONGEST_HEADING = 60
COMMON = 0.5  # a word that more than this part of the precedents have says nothing of one of them
# points that stand in any decision and liken nothing
FORMAL_CLASSES = frozenset({"immediate_adjust", "decide_per_proposal"})


@dataclass(frozen=True, slots=True)
class Match:
    """A part of the draft, the passage of a document that fits it best, and how well (0 to 1)."""

    part: DraftPart
    passage_id: int
    score: float


def reasons_for(
    archive: Archive, draft: TagRecord | None, matches: Mapping[str, Sequence[Match]]
) -> dict[str, tuple[str, ...]]:
    """Reasons for each document: matched parts with page, shared class or request, shared words."""
    best = {one: sorted(held, key=_weight, reverse=True)[:MATCHES_TOLD] for one, held in matches.items()}
    passages = archive.passages([match.passage_id for held in best.values() for match in held])
    summaries = archive.documents_by_id(matches)
    words = {
        one: {
            word for match in held if match.passage_id in passages for word in _words(passages[match.passage_id].text)
        }
        for one, held in best.items()
    }
    rarity = Counter(word for held in words.values() for word in held)
    reasons: dict[str, tuple[str, ...]] = {}
    for document_id, held in best.items():
        said = [
            _matched(match.part, passages[match.passage_id].heading, passages[match.passage_id].page)
            for match in held
            if match.passage_id in passages
        ]
        if draft is not None and document_id in summaries:
            said += _shared_tags(draft, summaries[document_id].tags)
        telling = {word for word in words[document_id] if rarity[word] <= max(2, COMMON * len(best))}
        if shared := _shared_words([match.part for match in held], telling, rarity):
            said.append("Gemensamma ord: " + ", ".join(shared))
        reasons[document_id] = tuple(dict.fromkeys(said))
    return reasons


def _weight(match: Match) -> float:
    return match.score * match.part.weight


def _matched(part: DraftPart, heading: str | None, page: int) -> str:
    mine = f"”{_short(part.heading)}”" if part.heading else "Inledningen"
    theirs = f"”{_short(heading)}”" if heading else "texten"
    return f"{mine} i utkastet liknar {theirs} på sidan {page}"


def _short(heading: str) -> str:
    return heading if len(heading) <= LONGEST_HEADING else heading[: LONGEST_HEADING - 1].rstrip() + "…"


def _shared_tags(draft: TagRecord, other: TagRecord) -> list[str]:
    said: list[str] = []
    classes = {one.decision_class for one in draft.proposals} & {one.decision_class for one in other.proposals}
    for shared in sorted(one for one in classes if one and one not in FORMAL_CLASSES):
        said.append(f"Samma slags förslag: {labels.class_label(shared)}")
    asked = {one.request for one in draft.demands} & {one.request for one in other.demands}
    for shared in sorted(one for one in asked if one):
        said.append(f"Samma slags begäran: {labels.class_label(shared)}")
    return said


def _shared_words(parts: Sequence[DraftPart], words: set[str], rarity: Counter[str]) -> list[str]:
    """Words of both, those that fewest other precedents share first: they set this one apart."""
    mine = {word for part in parts for word in _words(part.text)}
    return sorted(mine & words, key=lambda word: (rarity[word], -len(word), word))[:WORDS_TOLD]


def _words(text: str) -> set[str]:
    """Topic words as written, in small letters: those the analyzer counts whole, long enough to mean something."""
    return {
        text[term.start : term.end].casefold()
        for term in terms_in(text)
        if term.weight >= 1.0 and term.end - term.start >= SHORTEST_WORD and text[term.start : term.end].isalpha()
    }
