"""The tag record as JSON and back: the shape that other people's scripts read, so names here never change.

Two keys differ from the records because they are reserved words or clearer outside: ``class`` is
``decision_class``; a period is ``from``/``to``. ``source.media_type``, ``register`` (what a register said of
the file, only where one did), in a part ``pages`` and ``paragraph`` ("§ 74"), and where there are any
``confidentiality`` (marks of secrecy) and ``masked_names`` are additions to the agreed keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, asdict
from typing import Any, TypeVar

from corpus.errors import UserMistakeError
from corpus.records import (
    Confidentiality,
    Decision,
    Demand,
    Diarienummer,
    Dissent,
    JsonObject,
    Organisation,
    PartyMention,
    Period,
    Person,
    Proposal,
    Reference,
    RegisterEntry,
    Source,
    TagRecord,
)

_PLAIN = (
    "type", "title", "date", "date_kind", "municipality", "body", "addressee", "district", "issue",
)  # fmt: skip
_NAMES = ("districts_mentioned", "municipalities_mentioned", "warnings")
_CLAIMS: dict[str, type] = {
    "diarienummer": Diarienummer,
    "proposals": Proposal,
    "demands": Demand,
    "decisions": Decision,
    "dissents": Dissent,
    "parties": PartyMention,
    "people": Person,
    "organisations": Organisation,
    "references": Reference,
}
_KEY_ORDER = (
    "source", "type", "title", "date", "date_kind", "period", "municipality", "body", "addressee", "district",
    "districts_mentioned", "municipalities_mentioned", "diarienummer", "proposals", "demands", "decisions",
    "dissents", "parties", "people", "organisations", "references", "issue", "parts", "warnings",
)  # fmt: skip
# keys that only some records have
_WHERE_KNOWN = ("register", "pages", "paragraph", "confidentiality", "masked_names")

# keys of claims that only some have
_WHERE_TOLD = frozenset({(Decision, "abstained"), (Dissent, "persons")})

T = TypeVar("T")


def tag_to_json(record: TagRecord) -> JsonObject:
    """The contract's tag record: only dicts, lists, strings, numbers and null, keys in the agreed order."""
    values: JsonObject = {name: getattr(record, name) for name in _PLAIN}
    values |= {name: list(getattr(record, name)) for name in _NAMES}
    values |= {name: [_claim_to_json(claim) for claim in getattr(record, name)] for name in _CLAIMS}
    values["source"] = asdict(record.source)
    values["period"] = _period_to_json(record.period)
    values["parts"] = [tag_to_json(part) for part in record.parts]
    if record.register:
        values["register"] = asdict(record.register)
    if record.pages:
        values["pages"] = list(record.pages)
    if record.paragraph is not None:
        values["paragraph"] = record.paragraph
    if record.confidentiality:
        values["confidentiality"] = [_claim_to_json(mark) for mark in record.confidentiality]
    if record.masked_names:
        values["masked_names"] = record.masked_names
    return {key: values[key] for key in (*_KEY_ORDER, *_WHERE_KNOWN) if key in values}


def tag_from_json(data: Mapping[str, Any]) -> TagRecord:
    """The record a tag JSON stands for. Unknown keys are passed over; a missing or misplaced one is an error."""
    try:
        return _record_from_json(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UserMistakeError(f"This is not a tag record: {type(error).__name__} at {error}.") from error


def _record_from_json(data: Mapping[str, Any]) -> TagRecord:
    values: dict[str, Any] = {name: data.get(name) for name in _PLAIN}
    values["type"], values["date_kind"] = data["type"], data.get("date_kind") or "none"
    values |= {name: tuple(data.get(name) or ()) for name in _NAMES}
    for name, claim in _CLAIMS.items():
        values[name] = tuple(_claim_from_json(claim, item) for item in data.get(name) or ())
    return TagRecord(
        source=_source_from_json(data["source"]),
        period=_period_from_json(data.get("period")),
        parts=tuple(_record_from_json(part) for part in data.get("parts") or ()),
        register=_register_from_json(data.get("register")),
        paragraph=data.get("paragraph"),
        pages=tuple(data.get("pages") or ()),
        confidentiality=tuple(_claim_from_json(Confidentiality, mark) for mark in data.get("confidentiality") or ()),
        masked_names=data.get("masked_names") or 0,
        **values,
    )


def _claim_to_json(claim: Any) -> JsonObject:
    names = {"decision_class": "class"}
    return {
        names.get(name, name): list(value) if isinstance(value, tuple) else value
        for name in claim.__dataclass_fields__
        for value in (getattr(claim, name),)
        if value not in (None, ()) or (type(claim), name) not in _WHERE_TOLD
    }


def _claim_from_json(claim: type[T], item: Mapping[str, Any]) -> T:
    fields: dict[str, Any] = {}
    for name, field in claim.__dataclass_fields__.items():  # type: ignore[attr-defined]
        key = "class" if name == "decision_class" else name
        if key not in item and field.default is not MISSING:
            continue  # a record written before this key was added
        value = item.get(key)
        fields[name] = tuple(value) if isinstance(value, list) else value
    return claim(**fields)


def _source_from_json(item: Mapping[str, Any]) -> Source:
    return Source(
        name=item["name"],
        sha256=item["sha256"],
        pages=item["pages"],
        text_from=item["text_from"],
        # records written by other tools may lack it
        media_type=item.get("media_type", "application/octet-stream"),
    )


def _period_to_json(period: Period | None) -> JsonObject | None:
    return None if period is None else {"from": period.first, "to": period.last, "basis": period.basis}


def _period_from_json(item: Mapping[str, Any] | None) -> Period | None:
    return None if item is None else Period(first=item["from"], last=item["to"], basis=item["basis"])


def _register_from_json(item: Mapping[str, Any] | None) -> RegisterEntry | None:
    known = RegisterEntry.__dataclass_fields__
    return RegisterEntry(**{name: value for name, value in item.items() if name in known}) if item else None
