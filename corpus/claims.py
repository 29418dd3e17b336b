"""What a person may say of a document over the heads of rules and registers: which fields, and what is a valid value.

Metadata are claims with a source, and the higher source is believed: rule < register < person. A correction is a claim
by a person; it is applied to whatever the lower sources say, as often as they say it anew. Values are plain JSON.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal, TypeAlias

from corpus.claim_fields import FIELDS, Value, field_named
from corpus.records import TagRecord
from corpus.tag_json import tag_to_json

ClaimSource: TypeAlias = Literal["rule", "register", "person"]


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of one document as a person says it is. ``was`` is what stood there before anybody corrected it.

    ``anchor`` says which matter of a file is meant ("§ 74"): when the file is read anew and cut otherwise, the
    correction must not come to stand on another matter.
    """

    document_id: str
    field: str
    value: Value
    was: Value
    by: str
    at: str
    reason: str | None = None
    anchor: str | None = None


def correctable() -> tuple[str, ...]:
    """Names of the fields that a person may correct."""
    return tuple(FIELDS)


def claimed(field: str, value: Value, tags: TagRecord) -> Value:
    """The value as it is kept, names in their proper form. Raises UserMistakeError with one line on what is wrong."""
    return field_named(field).check(value, tags)


def value_in(field: str, tags: TagRecord) -> Value:
    """What the record says in this field now, in the shape that a correction of it has."""
    return field_named(field).read(tags)


def with_corrections(tags: TagRecord, corrections: Iterable[Correction]) -> TagRecord:
    """The record as corrected; twice gives the same as once. Those of another matter are passed over."""
    mine = [one for one in corrections if one.field in FIELDS and one.anchor == anchor_of(tags)]
    for one in sorted(mine, key=lambda one: list(FIELDS).index(one.field)):
        tags = FIELDS[one.field].apply(tags, one.value)
    return tags


def anchor_of(tags: TagRecord) -> str | None:
    """What tells this matter from the others of its file: its paragraph, or the page on which it begins."""
    if tags.paragraph:
        return tags.paragraph
    return f"page {tags.pages[0]}" if tags.pages else None


def sources_of(tags: TagRecord, corrections: Iterable[Correction]) -> dict[str, ClaimSource]:
    """Who is believed, for each correctable field that a register or a person speaks of; the rest is read by rules."""
    told = tags.register
    said: dict[str, ClaimSource] = {}
    if told is not None:
        names = {"body": told.board, **{name: getattr(told, name, None) for name in FIELDS if name != "body"}}
        said = {name: "register" for name in FIELDS if names.get(name)}
    corrected: dict[str, ClaimSource] = {one.field: "person" for one in corrections if one.anchor == anchor_of(tags)}
    return said | corrected


def correction_to_json(correction: Correction) -> dict[str, Value]:
    """The correction as the API, the exports and the catalogue write it."""
    return asdict(correction)


def field_changes(old: TagRecord, new: TagRecord) -> dict[str, tuple[Value, Value]]:
    """Fields of the tag record that differ, old and new, in the order of the record; parts are not looked into."""
    before, after = tag_to_json(old), tag_to_json(new)
    names = [name for name in after if name not in ("source", "parts")]
    return {name: (before.get(name), after[name]) for name in names if before.get(name) != after[name]}
