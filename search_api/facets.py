"""How many documents of an answer's whole set have each value: type, district, municipality, party, class, year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from corpus.document_facts import DocumentFacts
from search_api import labels
from search_api.answers import FacetValue

MOST_VALUES = 30


def facets_of(documents: Iterable[DocumentFacts]) -> dict[str, tuple[FacetValue, ...]]:
    """Counts by field, most frequent first (years latest first); a document counts once for each value it has."""
    held = list(documents)
    return {
        "type": _counted([[one.type] for one in held]),
        "district": _counted([[one.district] if one.district else [] for one in held], labels.district_name),
        "municipality": _counted([[one.municipality] if one.municipality else [] for one in held]),
        "party": _counted([one.values.get("party", ()) for one in held], labels.party_name),
        "class": _counted([one.values.get("class", ()) for one in held], labels.class_label),
        "year": _by_year(held),
    }


def _counted(values: Sequence[Sequence[str]], label: Callable[[str], str] = str) -> tuple[FacetValue, ...]:
    counts = Counter(value for of_one in values for value in of_one)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_VALUES]
    return tuple(FacetValue(value, label(value), count) for value, count in ordered)


def _by_year(documents: Sequence[DocumentFacts]) -> tuple[FacetValue, ...]:
    counts = Counter(one.year for one in documents if one.year is not None)
    return tuple(FacetValue(str(year), str(year), count) for year, count in sorted(counts.items(), reverse=True))
