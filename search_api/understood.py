"""What the words of a query were understood to say: records only; ``search_api.query`` fills them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.records import JsonObject


@dataclass(frozen=True, slots=True)
class UnderstoodNumber:
    """A diarienummer as written, with its year and running number; the key is the index's ``yyyy|run``."""

    raw: str
    year: int
    number: int

    @property
    def key(self) -> str:
        """The form that the index filters by, without the owner: ``2007|206``."""
        return f"{self.year}|{self.number}"


@dataclass(frozen=True, slots=True)
class UnderstoodFilters:
    """Conditions that the words state, with ids of ``corpus.vocabulary``; districts are not yet expanded.

    ``date_from`` and ``date_to`` are ``YYYY`` or ``YYYY-MM-DD``, both inclusive.
    """

    districts: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    date_from: str | None = None
    date_to: str | None = None
    movers: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnderstoodQuery:
    """A query taken apart: ``rest`` are the words to search with, ``phrases`` what stood in quotes."""

    text: str
    rest: str
    phrases: tuple[str, ...] = ()
    numbers: tuple[UnderstoodNumber, ...] = ()
    filters: UnderstoodFilters = UnderstoodFilters()


def understood_to_json(query: UnderstoodQuery) -> JsonObject:
    """The understood filters as JSON under the names a user sets them by; what was not said is left out.

    One value stands alone, several are a list (``party: V``, ``party: [S, MP]``); names of persons are always lists;
    years are numbers, full dates strings; ``dnr`` is ``{year, number, raw}``.
    """
    found = query.filters
    numbers = [{"year": one.year, "number": one.number, "raw": one.raw} for one in query.numbers]
    value: JsonObject = {
        "dnr": _one_or_list(numbers),
        "district": _one_or_list(found.districts),
        "municipality": _one_or_list(found.municipalities),
        "party": _one_or_list(found.parties),
        "type": _one_or_list(found.types),
        "class": _one_or_list(found.classes),
        "from": _year_or_date(found.date_from),
        "to": _year_or_date(found.date_to),
        "mover": list(found.movers),
        "person": list(found.persons),
        "reference": _one_or_list(found.references),
        "phrase": list(query.phrases),
    }
    return {key: held for key, held in value.items() if held}


def _one_or_list(values: Sequence[object]) -> object:
    return values[0] if len(values) == 1 else list(values)


def _year_or_date(date: str | None) -> int | str | None:
    return int(date) if date is not None and len(date) == len("2007") else date
