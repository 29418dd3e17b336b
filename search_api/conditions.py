"""What must hold of every hit: the filters a user set and the understood ones made strict, checked and put into the
index's terms. Each mistake is a ``QueryError`` that says what would be right.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from corpus.errors import QueryError
from corpus.records import JsonObject, SearchFilter
from corpus.vocabulary import decision_classes, districts, document_types, municipalities, parties, requests
from search_api.answers import SearchRequest
from search_api.understood import UnderstoodFilters, UnderstoodQuery

# matches: 2007 · 2007-08 · 2007-08-28
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
# names of understood filters, as users say them -> fields of UnderstoodFilters
UNDERSTOOD_FIELDS = {
    "district": ("districts",),
    "municipality": ("municipalities",),
    "party": ("parties",),
    "type": ("types",),
    "class": ("classes",),
    "from": ("date_from",),
    "to": ("date_to",),
    "mover": ("movers",),
    "person": ("persons",),
    "reference": ("references",),
    "dnr": (),
    "phrase": (),
}
# fields that the index can filter by; names of persons and references only raise
EXCLUDING = ("districts", "municipalities", "parties", "types", "classes", "date_from", "date_to")


def checked(request: SearchRequest) -> SearchRequest:
    """The request with every filter in its stored form: ids, official names. Raises QueryError."""
    _known_names((*request.strict, *request.ignored))
    wanted = replace(
        request,
        text=request.text.strip(),
        districts=_each(request.districts, _district_id),
        parties=_each(request.parties, _party_id),
        types=_each(request.types, _type_name),
        classes=_each(request.classes, _class_id),
        municipalities=_each(request.municipalities, _municipality_name),
    )
    first, last = day_number(request.date_from, last=False), day_number(request.date_to, last=True)
    if first is not None and last is not None and first > last:
        raise QueryError(f"the period ends ({request.date_to}) before it begins ({request.date_from})")
    return wanted


def without_ignored(query: UnderstoodQuery, ignored: Sequence[str]) -> UnderstoodQuery:
    """The understood query less what the user removed; the words of a removed filter are searched for again."""
    if not ignored:
        return query
    empty = {name: getattr(UnderstoodFilters(), name) for key in ignored for name in UNDERSTOOD_FIELDS.get(key, ())}
    filters = UnderstoodFilters() if "all" in ignored else replace(query.filters, **empty)
    numbers = () if {"dnr", "all"} & set(ignored) else query.numbers
    phrases = () if {"phrase", "all"} & set(ignored) else query.phrases
    return replace(query, filters=filters, numbers=numbers, phrases=phrases, rest=query.text)


def filter_of(request: SearchRequest, understood: UnderstoodFilters) -> SearchFilter:
    """The condition for the index. A filter the user set stands before an understood one of the same field."""
    strict = _strict_values(request, understood)
    asked = [one for district in strict["districts"] for one in districts().with_predecessors(district)]
    return SearchFilter(
        districts=tuple(dict.fromkeys(asked)),
        parties=tuple(strict["parties"]),
        types=tuple(strict["types"]),
        classes=tuple(strict["classes"]),
        municipalities=tuple(strict["municipalities"]),
        date_from=day_number(strict["date_from"], last=False),
        date_to=day_number(strict["date_to"], last=True),
    )


def filters_to_json(request: SearchRequest, understood: UnderstoodFilters) -> JsonObject:
    """The excluding conditions under the names a user sets them by: lists, and dates as given."""
    strict = _strict_values(request, understood)
    names = {"districts": "district", "parties": "party", "types": "type", "classes": "class"}
    names |= {"municipalities": "municipality", "date_from": "from", "date_to": "to"}
    return {names[field]: value if isinstance(value, str) else list(value) for field, value in strict.items() if value}


def day_number(date: str | None, *, last: bool) -> int | None:
    """``yyyymmdd`` of the first or last day that ``date`` covers. Raises QueryError for what is no date."""
    if not date:
        return None
    found = DATE.fullmatch(date.strip())
    year, month, day = (int(part) if part else None for part in found.groups()) if found else (None, None, None)
    if year is None or year == 0 or not 1 <= (month or 1) <= 12:
        raise QueryError(f"{date[:40]!r} is no date; write 2007, 2007-08 or 2007-08-28")
    month = month or (12 if last else 1)
    longest = monthrange(year, month)[1]
    if day is not None and not 1 <= day <= longest:
        raise QueryError(f"{date!r} is no day of the calendar; the month has {longest} days")
    return year * 10_000 + month * 100 + (day or (longest if last else 1))


def _strict_values(request: SearchRequest, understood: UnderstoodFilters) -> JsonObject:
    fields = {name for key in request.strict for name in UNDERSTOOD_FIELDS.get(key, ())}
    everything = "all" in request.strict
    return {
        name: getattr(request, name)
        or (getattr(understood, name) if everything or name in fields else None)
        or (None if name.startswith("date") else ())
        for name in EXCLUDING
    }


def _known_names(names: Iterable[str]) -> None:
    for name in names:
        if name != "all" and name not in UNDERSTOOD_FIELDS:
            raise QueryError(f"there is no understood filter {name!r}; known: {', '.join(UNDERSTOOD_FIELDS)}, all")


def _each(values: Sequence[str], stored: Callable[[str], str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stored(value.strip()) for value in values if value.strip()))


def _district_id(value: str) -> str:
    found = districts().by_id(value) or districts().named(value)
    if found is None:
        raise QueryError(f"there is no district {value!r}; give an id or a name, such as Södermalm")
    return found.id


def _party_id(value: str) -> str:
    found = parties().by_id(value.upper()) or parties().by_code(value) or parties().by_word(value)
    if found is None:
        raise QueryError(f"there is no party {value!r}; give a code or a name, such as V or vänsterpartiet")
    return found.id


def _type_name(value: str) -> str:
    types = document_types()
    found = value if value in types.names else types.by_query_word(value)
    if found is None:
        raise QueryError(f"there is no document type {value!r}; known: {', '.join(types.names)}")
    return found


def _class_id(value: str) -> str:
    known = {one.id for one in (*decision_classes().all, *requests().all)}
    if value not in known:
        raise QueryError(f"there is no decision class {value!r}; known: {', '.join(sorted(known))}")
    return value


def _municipality_name(value: str) -> str:
    found = municipalities().named(value) or municipalities().named(value.title())
    if found is None:
        raise QueryError(f"there is no municipality {value!r}; give its name, such as Göteborg")
    return found.name
