"""The fields that a person may correct: how a value is checked, put into a record and read from it.

Checking raises UserMistakeError with one line on what is wrong. Values are plain JSON.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date as calendar_date
from typing import Any, TypeAlias, get_args

from corpus.errors import UserMistakeError
from corpus.records import Decision, Diarienummer, PartyMention, PartyRole, Period, Proposal, TagRecord
from corpus.vocabulary import (
    board_id,
    boards,
    decision_classes,
    districts,
    document_types,
    fold,
    municipalities,
    parse,
    parties,
)

Value: TypeAlias = Any  # JSON

LONGEST_TEXT = 500
DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")  # 2009, 2009-03, 2009-03-12
CANONICAL = re.compile(r"(?P<owner>[a-z0-9-]+)\|(?P<year>(?:19|20)\d\d)\|(?P<number>[1-9]\d*)")  # "gbg-srn|2015|366"


# --- single values -------------------------------------------------------------------------------------------


def _text(value: Value, tags: TagRecord) -> str | None:
    if value is None:
        return None
    text = " ".join(value.split()) if isinstance(value, str) else ""
    if not text or len(text) > LONGEST_TEXT:
        raise UserMistakeError(f"A title or a board is a text of 1 to {LONGEST_TEXT} characters.")
    return text


def _type(value: Value, tags: TagRecord) -> str:
    known = document_types().names
    if not isinstance(value, str) or fold(value) not in known:
        raise UserMistakeError(f"'{value}' is no document type; the types are {', '.join(known)}.")
    return fold(value)


def _date(value: Value, tags: TagRecord) -> str | None:
    if value is None:
        return None
    text = str(value)
    if DATE.fullmatch(text):
        try:
            calendar_date(*map(int, (text + "-01-01")[:10].split("-")))
            return text
        except ValueError:
            pass
    raise UserMistakeError(f"'{value}' is no date; write YYYY-MM-DD, YYYY-MM or YYYY.")


def _with_date(tags: TagRecord, value: Value) -> TagRecord:
    if value is None:
        return replace(tags, date=None, date_kind="none", period=None)
    period = Period(value[:4], value[:4], "date")
    if len(value) == 10:
        kind = tags.date_kind if tags.date_kind in ("meeting", "issued") else "issued"
        return replace(tags, date=value, date_kind=kind, period=period)
    if len(value) == 7:
        return replace(tags, date=value, date_kind="month", period=period)
    return replace(tags, date=None, date_kind="none", period=period)


def _date_in(tags: TagRecord) -> Value:
    told = tags.date is None and tags.period is not None and tags.period.basis == "date"
    return tags.period.first if told and tags.period else tags.date


def _municipality(value: Value, tags: TagRecord) -> str | None:
    if value is None:
        return None
    found = municipalities().named(str(value))
    if found is None:
        raise UserMistakeError(f"'{value}' is no Swedish municipality.")
    return found.name


def _district(value: Value, tags: TagRecord) -> str | None:
    if value is None:
        return None
    known, name = districts(), str(value)
    found = known.by_id(name) or known.named(name, municipality=tags.municipality) or known.named(name)
    if found is None:
        raise UserMistakeError(f"'{value}' is no known district; use an id such as sthlm-sdn-farsta.")
    return found.id


def _with_district(tags: TagRecord, value: Value) -> TagRecord:
    found = districts().by_id(value) if value else None
    return replace(tags, district=value, municipality=found.municipality if found else tags.municipality)


# --- lists ---------------------------------------------------------------------------------------------------


def _listed(value: Value) -> list[Value]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _numbers(value: Value, tags: TagRecord) -> list[dict[str, Value]]:
    return [_number(one["raw"] if isinstance(one, dict) and "raw" in one else one, tags) for one in _listed(value)]


def _number(raw: Value, tags: TagRecord) -> dict[str, Value]:
    """The number taken apart once, by the owner that the document has now."""
    if not isinstance(raw, str) or not raw.strip():
        raise UserMistakeError("A diarienummer is a text such as '511-206-2007' or 'gbg-srn|2015|366'.")
    raw = " ".join(raw.split())
    if full := CANONICAL.fullmatch(raw):
        owner = full["owner"]
        if boards().by_id(owner) is None and districts().by_id(owner) is None and "-" not in owner:
            raise UserMistakeError(f"'{owner}' is no board that has a diary.")
        shown = f"{full['number']}/{full['year']}"
        return {"raw": shown, "canonical": raw, "year": int(full["year"]), "number": int(full["number"]), "code": None}
    known = tags.district
    if known is None and tags.municipality and tags.body:
        known = board_id(tags.municipality, tags.body)
    parsed = parse(raw, owner=known, labelled=True)
    if parsed is None:
        raise UserMistakeError(f"'{raw}' is no diarienummer; write it as the board does, or as owner|year|number.")
    board = boards().by_prefix(parsed.prefix, tags.municipality) if parsed.prefix else None
    canonical = f"{board.id if board else known or '?'}|{parsed.year}|{parsed.number}"
    return {"raw": raw, "canonical": canonical, "year": parsed.year, "number": parsed.number, "code": parsed.code}


def _with_numbers(tags: TagRecord, value: Value) -> TagRecord:
    """These are the document's own; what else was taken for its own belongs to somebody else."""
    own = []
    for one in value:
        read = next((n for n in tags.diarienummer if (n.year, n.number) == (one["year"], one["number"])), None)
        here = read or Diarienummer("", "", None, None, None, "own", 1, None, None, "header")
        own.append(replace(here, **one, role="own"))
    named = {(one["year"], one["number"]) for one in value}
    others = (replace(n, role="foreign") for n in tags.diarienummer if (n.year, n.number) not in named)
    return replace(tags, diarienummer=(*own, *others))


def _numbers_in(tags: TagRecord) -> Value:
    names = ("raw", "canonical", "year", "number", "code")
    return [{name: getattr(n, name) for name in names} for n in tags.diarienummer if n.role == "own"]


def _parties(value: Value, tags: TagRecord) -> list[dict[str, Value]]:
    return [_party(one, tags) for one in _listed(value)]


def _party(value: Value, tags: TagRecord) -> dict[str, Value]:
    said = value if isinstance(value, dict) else {"party": value}
    name, role, persons = str(said.get("party")), said.get("role", "mover"), said.get("persons", [])
    found = parties().by_id(name) or parties().by_code(name, tags.municipality) or parties().by_word(name)
    if found is None:
        raise UserMistakeError(f"'{name}' is no known party; use its letters, such as V or SD.")
    if role not in get_args(PartyRole):
        raise UserMistakeError(f"'{role}' is no role of a party; the roles are {', '.join(get_args(PartyRole))}.")
    if not isinstance(persons, list) or not all(isinstance(person, str) and person.strip() for person in persons):
        raise UserMistakeError('The persons of a party are a list of names: {"party": "V", "persons": ["Eva Ek"]}.')
    return {"party": found.id, "role": role, "persons": [" ".join(person.split()) for person in persons]}


def _with_parties(tags: TagRecord, value: Value) -> TagRecord:
    mentions = []
    for one in value:
        read = next((m for m in tags.parties if m.party == one["party"]), None)
        raw, page = (read.raw, read.page) if read else (f"({one['party']})", 1)
        mentions.append(PartyMention(one["party"], one["role"], tuple(one["persons"]), raw, page))
    return replace(tags, parties=tuple(mentions))


def _parties_in(tags: TagRecord) -> Value:
    return [{"party": m.party, "role": m.role, "persons": list(m.persons)} for m in tags.parties]


# --- classes of proposals and decisions ----------------------------------------------------------------------


def _classes(kind: str) -> Callable[[Value, TagRecord], list[dict[str, Value]]]:
    """``{"1": "reject"}`` or ``[{"number": 1, "class": "reject"}]``, kept with the point's text: when rules cut the
    text otherwise later, the class stays with the words that it was given for."""

    def check(value: Value, tags: TagRecord) -> list[dict[str, Value]]:
        said = [{"number": n, "class": c} for n, c in value.items()] if isinstance(value, dict) else _listed(value)
        points = {point.number: point for point in getattr(tags, kind)}
        return [_classed(one, points, kind) for one in said]

    return check


def _classed(one: Value, points: dict[int, Proposal | Decision], kind: str) -> dict[str, Value]:
    if not isinstance(one, dict) or "class" not in one or not str(one.get("number", "")).isdecimal():
        raise UserMistakeError(f'{kind} are corrected by number and class: {{"1": "reject"}}.')
    point = points.get(int(one["number"]))
    if point is None:
        raise UserMistakeError(f"There is no number {one['number']} among the {kind} of this document.")
    if one["class"] is not None and decision_classes().by_id(str(one["class"])) is None:
        known = ", ".join(each.id for each in decision_classes().all)
        raise UserMistakeError(f"'{one['class']}' is no class of decisions; the classes are {known}.")
    return {"number": point.number, "class": one["class"], "text": one.get("text") or point.text}


def _with_classes(kind: str) -> Callable[[TagRecord, Value], TagRecord]:
    def apply(tags: TagRecord, value: Value) -> TagRecord:
        classes = {_words(one["text"]): one["class"] for one in value}
        points: list[Any] = list(getattr(tags, kind))
        told = (replace(p, decision_class=classes.get(_words(p.text), p.decision_class)) for p in points)
        changes: dict[str, Any] = {kind: tuple(told)}
        return replace(tags, **changes)

    return apply


def _classes_in(kind: str) -> Callable[[TagRecord], Value]:
    def read(tags: TagRecord) -> Value:
        return [{"number": p.number, "class": p.decision_class, "text": p.text} for p in getattr(tags, kind)]

    return read


def _words(text: str) -> str:
    return " ".join(fold(text).split())


# --- the fields ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Field:
    """How a field is checked, applied and read."""

    check: Callable[[Value, TagRecord], Value]
    apply: Callable[[TagRecord, Value], TagRecord]
    read: Callable[[TagRecord], Value]


def _plain(name: str, check: Callable[[Value, TagRecord], Value]) -> Field:
    def apply(tags: TagRecord, value: Value) -> TagRecord:
        changes: dict[str, Any] = {name: value}
        return replace(tags, **changes)

    return Field(check, apply, lambda tags: getattr(tags, name))


# in the order in which they are applied: a district brings its municipality, which may be corrected after it
FIELDS: dict[str, Field] = {
    "type": _plain("type", _type),
    "title": _plain("title", _text),
    "date": Field(_date, _with_date, _date_in),
    "district": Field(_district, _with_district, lambda tags: tags.district),
    "municipality": _plain("municipality", _municipality),
    "body": _plain("body", _text),
    "diarienummer": Field(_numbers, _with_numbers, _numbers_in),
    "parties": Field(_parties, _with_parties, _parties_in),
    "proposals": Field(_classes("proposals"), _with_classes("proposals"), _classes_in("proposals")),
    "decisions": Field(_classes("decisions"), _with_classes("decisions"), _classes_in("decisions")),
}


def field_named(name: str) -> Field:
    """The field of this name. Raises UserMistakeError."""
    if name not in FIELDS:
        raise UserMistakeError(f"'{name}' is no field that can be corrected; these can: {', '.join(FIELDS)}.")
    return FIELDS[name]
