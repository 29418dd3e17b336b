"""Who says what of a document: corrections by people, with who and when, and what a register said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from corpus.archive import Archive, StoredDocument
from corpus.claims import Correction, anchor_of, sources_of
from corpus.corrections import corrections_of
from corpus.records import JsonObject
from search_api import labels

FIELDS_SV = {
    "type": "Dokumenttyp",
    "title": "Titel",
    "date": "Datum",
    "district": "Stadsdel",
    "municipality": "Kommun",
    "body": "Nämnd",
    "diarienummer": "Diarienummer",
    "parties": "Partier",
    "proposals": "Förslagens klass",
    "decisions": "Beslutens klass",
}
NOTHING_SV = "inget"


@dataclass(frozen=True, slots=True)
class ShownCorrection:
    """A correction in Swedish words."""

    field: str
    was: str
    value: str
    by: str
    at: str
    reason: str | None


def corrections_for(archive: Archive, document: StoredDocument) -> tuple[Correction, ...]:
    """The corrections that hold for this document, by field; not those that were made of a matter which the file no
    longer has in this place."""
    said = corrections_of(archive.catalogue, document.id)
    return tuple(one for one in said if one.anchor == anchor_of(document.tags))


def claims_to_json(document: StoredDocument, corrections: Sequence[Correction]) -> JsonObject:
    """``corrections`` as they are kept, and ``sources``: who is believed in each field that rules do not decide."""
    return {
        "corrections": [asdict(one) for one in corrections],
        "sources": sources_of(document.tags, corrections),
    }


def shown(corrections: Sequence[Correction]) -> tuple[ShownCorrection, ...]:
    """For the page."""
    return tuple(
        ShownCorrection(
            FIELDS_SV.get(one.field, one.field),
            _in_words(one.field, one.was),
            _in_words(one.field, one.value),
            one.by,
            labels.date_in_words(one.at[:10]),
            one.reason,
        )
        for one in corrections
    )


def _in_words(field: str, value: Any) -> str:
    if value in (None, []):
        return NOTHING_SV
    if isinstance(value, list):
        return "; ".join(_item_in_words(one) for one in value)
    if field == "district":
        return labels.district_name(str(value))
    return labels.date_in_words(str(value)) if field == "date" else str(value)


def _item_in_words(item: Any) -> str:
    if not isinstance(item, dict):
        return str(item)
    if "raw" in item:
        return str(item["raw"])
    if "party" in item:
        names = ", ".join(item["persons"])
        return f"{labels.party_name(item['party'])} ({labels.role_label(item['role'])}{': ' + names if names else ''})"
    label = labels.class_label(item["class"]) if item.get("class") else NOTHING_SV
    return f"punkt {item['number']}: {label}"
