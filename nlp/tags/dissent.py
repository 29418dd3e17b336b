"""Dissents: motions at the meeting (yrkanden), reservations and special statements, with parties and persons.

Each is one: "Eva Ek (S) yrkar bifall. Bo Al (M) yrkar avslag." are two, also where one line follows the other. What is
moved goes on over the att-satser below it. Outside minutes a sentence may tell of one that the paper answers
("I yrkande till kommunstyrelsen från S, MP och V har ..."), not of one decided before ("Efter ett yrkande från S ...").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

from corpus.records import Dissent, PartyRole
from nlp.tags.att_list import end_of_list, sentences_in
from nlp.tags.context import TagContext
from nlp.tags.decision_sections import is_minutes
from nlp.tags.party import PROCEDURE_HEADING, Passage, party_passages_in
from nlp.tags.party_mentions import FoundParty
from nlp.tags.person_names import person_names

LOGIC_VERSION = 4

Kind: TypeAlias = Literal["yrkande", "reservation", "special_statement"]
KINDS: dict[PartyRole, Kind] = {
    "proposal": "yrkande",
    "reservation": "reservation",
    "statement": "special_statement",
}
# what the persons named before it do, and those behind it do anew: "A (S) yrkar bifall och B (M) yrkar avslag"
ACTS = re.compile(r"\b(?:yrka(?:r|de)|reserver(?:ar|ade)|föresl(?:år|og)|anmäl(?:er|de)|lämna(?:r|de)|avger|avgav)\b")
# "Bo Al (M) ansluter sig till yrkandet": no act of his own
JOINS = re.compile(r"\s*(?:ansl(?:uter|öt) sig|instäm(?:mer|de)|biträd(?:er|de)|stöd(?:er|de|jer))\b")
# "(M) yrkar bifall", "(M), ledamot, yrkade"
MOVES_BEHIND = re.compile(r"\s*(?:,[^,.\n]{2,40},\s*)?yrka(?:r|de)\b")
# "Efter ett yrkande från S och MP fick förvaltningen": told as history
HISTORY = re.compile(r"\s*(?:efter|med anledning av|till följd av|på grund av)\s+\S+\s+\S*yrkand", re.IGNORECASE)
# "Ordföranden yrkar bifall", "Jan Rask yrkade att": a mover without a party
MOVES = re.compile(r"^(?P<mover>(?:(?!\byrka)[^.:\n]){3,80}?)\s+yrka(?:r|de)\b")
MOTIONS = re.compile(r"^(?:\w*yrkande|framställda förslag|förslag (?:på|under|vid))", re.IGNORECASE)


# the paragraph below "M och KD lämnar ett särskilt yttrande:"
WHAT_IS_SAID = re.compile(r"\s*\S[^\n]*")


@dataclass(slots=True)
class _Act:
    """One dissent while its parties are gathered; ``start:end`` is its text."""

    kind: Kind
    start: int
    end: int
    found: list[FoundParty]
    persons: tuple[str, ...] = ()


def dissents_in(context: TagContext) -> tuple[Dissent, ...]:
    """Each yrkande, reservation or special statement once, with its parties in the order they are named."""
    text = context.document.text
    acts = sorted((*_of_parties(context), *_of_others(context)), key=lambda act: act.start)
    starts = [*(act.start for act in acts[1:]), context.main_end]
    if is_minutes(context):
        for act, following in zip(acts, starts, strict=False):
            act.end = _end_below(text, act, max(act.end, following))
    return tuple(
        Dissent(
            kind=act.kind,
            parties=tuple(dict.fromkeys(found.party for found in act.found)),
            text=text[act.start : act.end],
            page=context.document.page_at(act.start),
            persons=tuple(dict.fromkeys(person for found in act.found for person in found.persons)) or act.persons,
        )
        for act in acts
    )


def _of_parties(context: TagContext) -> Iterator[_Act]:
    """Acts with at least one party: the sentence that names it, and those behind it that name nobody anew."""
    text = context.document.text
    gathered: dict[Passage, list[tuple[FoundParty, Kind]]] = {}
    at_meeting = is_minutes(context)
    for found, role, passage in party_passages_in(context):
        if at_meeting and role == "mover" and MOVES_BEHIND.match(text, found.end):
            role = "proposal"  # "Eva Ek (M) yrkar bifall till begäran": begäran is the matter, not what she handed in
        if role not in KINDS or (not at_meeting and HISTORY.match(text, passage.start)):
            continue
        heading = passage.section.heading if passage.section else None
        if role != "proposal" or not PROCEDURE_HEADING.search(heading or ""):  # there it is told once more
            gathered.setdefault(passage, []).append((found, KINDS[role]))
    for passage, readings in gathered.items():
        yield from _acts_of(text, passage, readings)


def _acts_of(text: str, passage: Passage, readings: list[tuple[FoundParty, Kind]]) -> Iterator[_Act]:
    sentences = list(sentences_in(text, passage.start, passage.end)) or [(passage.start, passage.end)]
    acts: list[_Act] = []
    for found, kind in sorted(readings, key=lambda reading: reading[0].start):
        opening = max((start for start, _ in sentences if start <= found.start), default=passage.start)
        before = acts[-1] if acts else None
        if before and before.kind == kind and not _acts_anew(text, before, found, opening):
            before.found.append(found)
        else:
            if before is None:  # what stands before it belongs to it, unless somebody else moves there
                start = opening if MOVES.match(text[passage.start : opening]) else passage.start
            else:
                start = opening if opening > before.found[-1].start else found.start
            acts.append(_Act(kind, start, passage.end, [found]))
    for act, following in pairwise(acts):
        act.end = act.start + len(text[act.start : following.start].rstrip().removesuffix(" och").rstrip(" ,;"))
    yield from acts


def _acts_anew(text: str, before: _Act, found: FoundParty, opening: int) -> bool:
    """Whether a party opens an act of its own: its sentence, or its clause, has its own verb."""
    last = before.found[-1]
    if found.start <= last.end or JOINS.match(text, found.end):
        return False
    if opening > last.start:
        return True
    behind = text[found.end : found.end + 60].split("(", 1)[0]
    return ACTS.search(text, last.end, found.start) is not None and ACTS.search(behind) is not None


def _of_others(context: TagContext) -> Iterator[_Act]:
    """What is moved under "Yrkanden" by those without a party: the chair, a person whose party the paper leaves out."""
    if not is_minutes(context):
        return
    text = context.document.text
    placed = [found.start for found, role, _ in party_passages_in(context) if role in KINDS]
    for section in context.sections("dissent"):
        if not MOTIONS.match(section.heading or ""):
            continue
        for start, end in _sentences(text, section.body_start, section.end):
            match = MOVES.match(text[start:end])
            if match and not any(start <= place < end for place in placed):
                yield _Act("yrkande", start, end, [], person_names(match["mover"]))


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for line in re.finditer(r"\S[^\n]*", text[start:end]):
        yield from sentences_in(text, start + line.start(), start + line.end())


def _end_below(text: str, act: _Act, limit: int) -> int:
    """The end of the act with the list below it, short of the next act."""
    end = max(act.end, min(end_of_list(text, act.start, limit), limit))
    if text[act.start : end].rstrip().endswith(":") and (said := WHAT_IS_SAID.match(text, end, limit)):
        end = said.end()  # the statement itself, begun on a new line or a new page
    return act.start + len(text[act.start : end].rstrip())
