"""How many documents of an answer's whole set have each value: type, district, municipality, party, class, year."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from corpus.columns import Columns
from search_api import labels
from search_api.answers import FacetValue

MOST_VALUES = 30
_LABELS: dict[str, Callable[[str], str]] = {
    "type": str,
    "district": labels.district_name,
    "municipality": str,
    "party": labels.party_name,
    "class": labels.class_label,
}


def facets_of(columns: Columns, ids: Iterable[str]) -> dict[str, tuple[FacetValue, ...]]:
    """Counts by field, most frequent first (years latest first); a document counts once for each value it has."""
    places = columns.places_of(ids)
    facets = {field: _frequent(columns.counts(field, places), label) for field, label in _LABELS.items()}
    years = sorted(columns.counts("year", places).items(), key=lambda item: -int(item[0]))
    return facets | {"year": tuple(FacetValue(year, year, count) for year, count in years)}


def _frequent(counts: dict[str, int], label: Callable[[str], str]) -> tuple[FacetValue, ...]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_VALUES]
    return tuple(FacetValue(value, label(value), count) for value, count in ordered)
