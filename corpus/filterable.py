"""What a document can be filtered, counted and found by, read off its tag record; of a whole with parts, its frame."""

from __future__ import annotations

import re
from calendar import monthrange

from corpus.bundles import frame_of
from corpus.records import Filterable, TagRecord

# "2007-08-28", "2010-06" or "2007"; a month or a day out of range is no date
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")

# Roles in which a party acts. A party that is merely mentioned (the list of those present in every set of
# minutes) does not make the document one of that party.
_ACTING = frozenset({"mover", "proposal", "reservation", "statement"})


def filterable_of(document_id: str, tags: TagRecord, kind: str) -> Filterable:
    """The index's filter fields for a passage of the given kind. ``districts`` holds the issuing one only."""
    tags = frame_of(tags)
    first, last = dates_covered(tags)
    return Filterable(
        document_id=document_id,
        type=tags.type,
        kind=kind,
        municipality=tags.municipality,
        districts=(tags.district,) if tags.district else (),
        parties=_acting_parties(tags),
        classes=_classes(tags),
        numbers=_numbers(tags),
        date_first=first,
        date_last=last,
    )


def filter_values_of(tags: TagRecord) -> list[tuple[str, str]]:
    """(field, value) pairs for the catalogue: the index's fields, and what is only listed or counted."""
    tags = frame_of(tags)
    fields: dict[str, tuple[str, ...]] = {
        "party": _acting_parties(tags),
        "party_mentioned": tuple(mention.party for mention in tags.parties),
        "class": _classes(tags),
        "number": _numbers(tags),
        "case": tuple(number.canonical for number in tags.diarienummer),
        "district": (tags.district,) if tags.district else (),
        "district_mentioned": tags.districts_mentioned,
        "municipality_mentioned": tags.municipalities_mentioned,
        "confidentiality": tuple(mark.kind for mark in tags.confidentiality),
    }
    return [(field, value) for field, values in fields.items() for value in dict.fromkeys(values)]


def dates_covered(tags: TagRecord) -> tuple[int | None, int | None]:
    """First and last day (yyyymmdd) of the document's date, or else of the period its text speaks of."""
    if days := _days_of(tags.date):
        return days
    if tags.period is None:
        return None, None
    first = _days_of(tags.period.first or tags.period.last)
    last = _days_of(tags.period.last or tags.period.first)
    return (first[0], last[1]) if first and last else (None, None)


def _days_of(date: str | None) -> tuple[int, int] | None:
    match = _DATE.fullmatch(date or "")
    if not match or match[1] == "0000":
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if day:
        return (year * 10000 + month * 100 + day,) * 2
    if month:
        return year * 10000 + month * 100 + 1, year * 10000 + month * 100 + monthrange(year, month)[1]
    return year * 10000 + 101, year * 10000 + 1231


def _acting_parties(tags: TagRecord) -> tuple[str, ...]:
    named = [mention.party for mention in tags.parties if mention.role in _ACTING]
    demanding = [party for demand in tags.demands for party in demand.by]
    dissenting = [party for dissent in tags.dissents for party in dissent.parties]
    return tuple(dict.fromkeys(named + demanding + dissenting))


def _classes(tags: TagRecord) -> tuple[str, ...]:
    proposed = [proposal.decision_class for proposal in tags.proposals]
    decided = [decision.decision_class for decision in tags.decisions]
    asked = [demand.request for demand in tags.demands]
    return tuple(dict.fromkeys(name for name in proposed + decided + asked if name))


def _numbers(tags: TagRecord) -> tuple[str, ...]:
    """``yyyy|run`` of every case number the document carries or points to."""
    carried = [f"{n.year}|{n.number}" for n in tags.diarienummer if n.year is not None and n.number is not None]
    pointed = [r.canonical.partition("|")[2] for r in tags.references if r.kind == "dnr" and r.canonical]
    return tuple(dict.fromkeys(key for key in carried + pointed if key))
