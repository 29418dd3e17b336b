"""Which documents belong to one matter, looked up by the keys of ``corpus.case_keys``; nothing is stored of a link.

So a reference that nothing answers yet is answered when its document arrives, in whatever order they come, and a
document that is withdrawn leaves no link behind. Where several documents may be meant, none is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from sqlalchemy import Connection, select

from corpus import catalogue_tables as tables
from corpus.case_evidence import Paper, answers, lineage
from corpus.case_keys import INITIATIVES
from corpus.catalogue import Catalogue, chunks
from corpus.records import TagRecord
from corpus.tag_json import tag_from_json
from corpus.vocabulary import board_id, districts

Evidence: TypeAlias = Literal["number", "motion", "title"]

_documents, _keys = tables.documents.c, tables.case_keys.c

# A number with more papers than this is a board's shelf for everything ("anmälningsärenden"), not a matter: its papers
# lead no further.
LARGEST_CASE = 60


@dataclass(frozen=True, slots=True)
class CaseMember:
    """A document of a matter, and what tells that it is one: ``number`` (shared), ``motion`` (its number named),
    ``title`` (its subject, and who raised it, named)."""

    id: str
    type: str
    title: str | None
    date: str | None
    body: str | None
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class CaseLinks:
    """What a document is connected with. ``members`` of its matter, itself left out, oldest first; documents that it
    only ``mentions``, and that mention it; ``open``: keys that nothing in the archive answers, or several may."""

    members: tuple[CaseMember, ...] = ()
    mentions: tuple[CaseMember, ...] = ()
    mentioned_by: tuple[CaseMember, ...] = ()
    open: tuple[str, ...] = ()


def case_members(catalogue: Catalogue, ids: Iterable[str]) -> dict[str, tuple[CaseMember, ...]]:
    """The other documents of each one's matter, oldest first: a handful of look-ups by index, however large the
    archive."""
    wanted = list(dict.fromkeys(ids))
    with catalogue.begin() as connection:
        others = _matters(connection, wanted)
        known = _described(connection, {one for found in others.values() for one in found})
    return {one: _in_order(known, others[one]) for one in wanted}


def links_of(catalogue: Catalogue, document_id: str) -> CaseLinks:
    """All connections of one document; none for an id that is not in the archive."""
    with catalogue.begin() as connection:
        others = _matters(connection, [document_id])[document_id]
        mentions, mentioned_by = _mentions(connection, document_id, set(others))
        unanswered = _open_keys(connection, document_id, {*others, *mentions})
        known = _described(connection, {*others, *mentions, *mentioned_by})
    return CaseLinks(
        _in_order(known, others),
        _in_order(known, dict.fromkeys(mentions)),
        _in_order(known, dict.fromkeys(mentioned_by)),
        unanswered,
    )


def _in_order(known: Mapping[str, CaseMember], evidence: Mapping[str, Evidence | None]) -> tuple[CaseMember, ...]:
    members = [
        CaseMember(one.id, one.type, one.title, one.date, one.body, evidence[one.id])
        for one in known.values()
        if one.id in evidence
    ]
    return tuple(sorted(members, key=lambda one: (one.date or "9999", one.type not in INITIATIVES, one.id)))


def _described(connection: Connection, ids: Iterable[str]) -> dict[str, CaseMember]:
    columns = (_documents.id, _documents.type, _documents.title, _documents.date, _documents.body)
    found = {}
    for some in chunks(sorted(ids)):
        for row in connection.execute(select(*columns).where(_documents.id.in_(some))):
            found[row.id] = CaseMember(*row, evidence=None)
    return found


# --- the matter ----------------------------------------------------------------------------------------------


def _matters(connection: Connection, ids: Sequence[str]) -> dict[str, dict[str, Evidence]]:
    """For each document the others of its matter: those it is tied to, and those that these are tied to: from the
    motion over its answer, which has a number, to the minutes under that number."""
    near = _ties(connection, ids)
    beyond = {one for ties in near.values() for one in ties.leading} - set(ids)
    far = near | _ties(connection, sorted(beyond))
    found: dict[str, dict[str, Evidence]] = {}
    for one in ids:
        matter = dict(near[one].to)
        for other in near[one].leading:
            for third in far[other].leading:
                matter.setdefault(third, far[other].to[third])
        matter.pop(one, None)
        found[one] = matter
    return found


@dataclass(slots=True)
class _Ties:
    """Documents directly tied to one; ``leading`` are those whose own ties count too."""

    to: dict[str, Evidence] = field(default_factory=dict)
    leading: set[str] = field(default_factory=set)

    def add(self, others: Iterable[str], evidence: Evidence, *, leads: bool) -> None:
        for other in others:
            self.to.setdefault(other, evidence)
            if leads:
                self.leading.add(other)


def _ties(connection: Connection, ids: Sequence[str]) -> dict[str, _Ties]:
    """Direct ties by case number, motion number and subject."""
    ties = {one: _Ties() for one in ids}
    own = _keys_of(connection, ids, ("is", "treats"))
    carriers = _carriers(connection, {key for keys in own.values() for key, _ in keys if not key.startswith("number:")})
    subjects = _Subjects(connection, {key: held for key, held in carriers.items() if key.startswith("title:")})
    for one, keys in own.items():
        for key, role in keys:
            held = carriers.get(key)
            if held is None:
                continue
            if key.startswith("title:"):
                ties[one].add(subjects.tied(key, one), "title", leads=True)
            elif key.startswith("motion:"):
                if len(_distinct(connection, held.get("is", ()))) <= 1:
                    ties[one].add({*held.get("is", ()), *held.get("treats", ())} - {one}, "motion", leads=True)
            else:  # a case: its papers, and those of others that answer them; two that answer need not belong together
                others = {*held.get("is", ()), *(held.get("treats", ()) if role == "is" else ())} - {one}
                ties[one].add(others, "number", leads=len(others) <= LARGEST_CASE)
    return ties


def _keys_of(connection: Connection, ids: Sequence[str], roles: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for some in chunks(list(ids)):
        query = select(_keys.document_id, _keys.key, _keys.role).where(
            _keys.document_id.in_(some), _keys.role.in_(roles)
        )
        for document_id, key, role in connection.execute(query.order_by(_keys.document_id, _keys.key)):
            found[document_id].append((key, role))
    return found


def _carriers(connection: Connection, keys: Iterable[str], roles: Sequence[str] = ("is", "treats")) -> dict[
    str, dict[str, list[str]]
]:  # fmt: skip
    """key -> role -> documents."""
    found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for some in chunks(sorted(keys)):
        query = select(_keys.key, _keys.role, _keys.document_id).where(_keys.key.in_(some), _keys.role.in_(roles))
        for key, role, document_id in connection.execute(query.order_by(_keys.document_id)):
            found[key][role].append(document_id)
    return {key: dict(held) for key, held in found.items()}


# --- by subject ----------------------------------------------------------------------------------------------


class _Subjects:
    """Initiatives and answers that share a subject: tied where person, party or kind confirm it, and only one
    initiative can be meant."""

    def __init__(self, connection: Connection, carriers: Mapping[str, Mapping[str, list[str]]]) -> None:
        self._carriers = {
            key: held for key, held in carriers.items() if held.get("is") and held.get("treats") and _is_few(held)
        }
        ids = {one for held in self._carriers.values() for some in held.values() for one in some}
        self._papers = {one: Paper.of(tags) for one, tags in _records(connection, ids).items()}
        self._answered: dict[tuple[str, str], list[str]] = {}

    def tied(self, key: str, document_id: str) -> list[str]:
        """The initiatives that an answer answers, or the answers of an initiative."""
        held = self._carriers.get(key)
        if held is None:
            return []
        if document_id in held["treats"]:
            return self._initiatives(key, document_id)
        return [one for one in held["treats"] if document_id in self._initiatives(key, one)]

    def _initiatives(self, key: str, answer: str) -> list[str]:
        if (key, answer) not in self._answered:
            asked = self._carriers[key]["is"]
            meant = [one for one in asked if answers(self._papers[answer], self._papers[one])]
            is_one = len({self._papers[one].identity for one in meant}) == 1
            self._answered[key, answer] = meant if is_one else []
        return self._answered[key, answer]


def _is_few(held: Mapping[str, list[str]]) -> bool:
    return sum(map(len, held.values())) <= LARGEST_CASE


def _records(connection: Connection, ids: Iterable[str]) -> dict[str, TagRecord]:
    found = {}
    for some in chunks(sorted(ids)):
        for row in connection.execute(select(_documents.id, _documents.record).where(_documents.id.in_(some))):
            found[row.id] = tag_from_json(row.record)
    return found


def _distinct(connection: Connection, ids: Sequence[str]) -> set[tuple[object, ...]]:
    return {Paper.of(tags).identity for tags in _records(connection, ids).values()} if len(ids) > 1 else {()}


# --- what is only mentioned ----------------------------------------------------------------------------------


def _mentions(connection: Connection, document_id: str, matter: set[str]) -> tuple[list[str], list[str]]:
    """Documents that this one speaks of, and that speak of it, beside those of its own matter."""
    own = dict(_keys_of(connection, [document_id], ("is", "mentions")).get(document_id, ()))
    if not own:
        return [], []
    asked = {key for key, role in own.items() if role == "mentions"}
    named = {key for key, role in own.items() if role == "is" and not key.startswith("title:")}
    speaking = _carriers(connection, named, ("mentions",))
    carrying = _carriers(connection, asked | named, ("is",))
    records = _records(
        connection,
        {document_id, *(one for held in speaking.values() for some in held.values() for one in some)}
        | {one for key in (asked | named) if key.startswith("number:") for one in carrying.get(key, {}).get("is", ())},
    )
    to = [one for key in sorted(asked) for one in _meant(key, carrying, records, records[document_id])]
    by = [
        one
        for key, held in sorted(speaking.items())
        for one in held["mentions"]
        if document_id in _meant(key, carrying, records, records[one])
    ]
    left_out = {*matter, document_id}
    return [one for one in dict.fromkeys(to) if one not in left_out], [
        one for one in dict.fromkeys(by) if one not in left_out
    ]


def _meant(
    key: str, carrying: Mapping[str, Mapping[str, list[str]]], records: Mapping[str, TagRecord], speaker: TagRecord
) -> list[str]:
    """The documents of the case that ``speaker`` means by the key. A number without its owner is one of the
    speaker's own board, or of a board that this was made of: others have the same numbers."""
    found = carrying.get(key, {}).get("is", [])
    if not key.startswith("number:"):
        return list(found)
    known = _owners(speaker)
    number = key.partition("|")[2]
    cases: defaultdict[str, list[str]] = defaultdict(list)
    for one in found:
        for own in records[one].diarienummer if one in records else ():
            if own.role == "own" and f"{own.year}|{own.number}" == number:
                cases[own.canonical.partition("|")[0]].append(one)
    meant = {owner: some for owner, some in cases.items() if owner in known}
    return next(iter(meant.values())) if len(meant) == 1 and "?" not in cases else []


def _owners(tags: TagRecord) -> set[str]:
    owners = {number.canonical.partition("|")[0] for number in tags.diarienummer if number.role == "own"} - {"?"}
    if tags.district:
        owners |= {tags.district}
    elif tags.municipality and tags.body:
        owners.add(board_id(tags.municipality, tags.body))
    return owners | {one for owner in owners if districts().by_id(owner) for one in lineage(owner)}


def _open_keys(connection: Connection, document_id: str, answered: set[str]) -> tuple[str, ...]:
    """Cases and motions that the document names and that lead to no document, by key ("case:…", "motion:…")."""
    asked = [key for key, _ in _keys_of(connection, [document_id], ("treats", "mentions")).get(document_id, ())]
    asked = [key for key in asked if not key.startswith("title:")]
    held = _carriers(connection, asked, ("is",))
    return tuple(key for key in asked if not answered & set(held.get(key, {}).get("is", ())))
