"""Boards for parts of a municipality, and how they split and merged over the years.

Only irregular spellings stand in ``districts.yaml``; the systematic ones ("X stadsdelsnämnd", "SDN X", "X sdf",
genitives, "A/B", "A B") follow from rules here. Which board issued a document depends on the day; whoever
asks for today's board means those that went into it as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain, product
from typing import Any

from corpus.vocabulary.entries import entries_in, texts
from corpus.vocabulary.folding import edit_distance, fold, without_diacritics
from corpus.vocabulary.municipalities import municipalities

# Board words by kind of district, that follow the name ("Bromma stadsdelsnämnd") or lead it ("SDN Bromma").
_FOLLOWING = {
    "stadsdelsnämnd": "stadsdelsnämnd stadsdelsnämnden stadsdelsförvaltning stadsdelsförvaltningen stadsdelsområde "
    "sdn sdf sd stadsdel",
    "stadsdelsfullmäktige": "stadsdelsfullmäktige stadsdelsförvaltning stadsdelsförvaltningen sdf stadsdel",
    "stadsområdesnämnd": "stadsområdesnämnd stadsområdesförvaltning stadsområde sof",
    "socialnämnd": "socialnämnd socialförvaltning stadsområde",
    "kommundelsnämnd": "kommundelsnämnd kommundelsnämnden kommundelsförvaltning kdn",
    "områdesnämnd": "områdesnämnd",
}
_LEADING = {
    "stadsdelsnämnd": "sdn sdf stadsdelsnämnd stadsdelsnämnden stadsdelsförvaltning stadsdelsförvaltningen",
    "stadsdelsfullmäktige": "stadsdelsfullmäktige stadsdelsförvaltningen sdf",
    "stadsområdesnämnd": "stadsområdesnämnd stadsområdesnämnden stadsområdesförvaltning "
    "stadsområdesförvaltningen stadsområde sof",
    "socialnämnd": "socialnämnd socialnämnden socialförvaltning socialförvaltningen stadsområde",
    "kommundelsnämnd": "kommundelsnämnd kommundelsnämnden kdn",
    "områdesnämnd": "områdesnämnd områdesnämnden",
}
_WORDS = {kind: frozenset(f"{_FOLLOWING[kind]} {_LEADING[kind]}".split()) for kind in _FOLLOWING}


def _either(words: dict[str, str]) -> str:
    return "|".join(sorted({word for line in words.values() for word in line.split()}, key=lambda w: (-len(w), w)))


# "sdn hässelby-vällingby", "stadsdelsnämnden i farsta", "maria-gamla stans stadsdelsförvaltnings"
_BOARD_NAME = re.compile(
    rf"(?:(?P<leading>{_either(_LEADING)})\s+(?:(?:i|för)\s+)?)?(?P<core>.+?)"
    rf"(?:\s+(?P<following>{_either(_FOLLOWING)})s?)?"
)
# "Enskede / Årsta": blanks around a stroke are layout
_BLANKS_AT_STROKE = re.compile(r"\s*/\s*")
_SHORTEST_CORRECTABLE = 8
_LARGEST_DISTANCE = 2
_SHORTEST_IN_PLAIN_LETTERS = 5
# Entries that keep an id and a lineage, but name no single board
_NOT_A_BOARD = frozenset({"unknown", "none"})


@dataclass(frozen=True, slots=True)
class District:
    """A board for part of a municipality. Dates are ISO days, both inclusive; None means not known or still so.

    ``aliases`` are folded spellings of the name with their genitives, without board words. ``needs_board_word`` is true
    where the bare name is an ordinary word or has namesakes ("Centrum", "Norr"): it counts only beside a board word.
    """

    id: str
    name: str
    board: str
    municipality: str
    kind: str
    valid_from: str | None
    valid_to: str | None
    predecessors: tuple[str, ...]
    merged_into: tuple[str, ...]
    aliases: tuple[str, ...]
    prefixes: tuple[str, ...]
    neighbourhoods: tuple[str, ...]
    needs_board_word: bool
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


def _genitive(name: str) -> str:
    return name if name[-1:] in "sxz" else name + "s"


def _spellings(name: str) -> Iterator[str]:
    """Folded spellings of a name and their genitives.

    Compounds also as "a/b", "a b" and "ab"; long names in plain letters too.
    """
    parts = fold(name).split("-")
    forms = ["".join(chain(*zip(parts, (*seps, ""), strict=True))) for seps in product("-/ ", repeat=len(parts) - 1)]
    if len(parts) > 1:
        forms.append("".join(parts))
    if len(name) >= _SHORTEST_IN_PLAIN_LETTERS:
        forms += [without_diacritics(form) for form in forms]
    for form in forms:
        yield form
        yield _genitive(form)


def _aliases(entry: dict[str, Any]) -> tuple[str, ...]:
    named = () if entry["kind"] in _NOT_A_BOARD else _spellings(entry["name"])
    listed = (form for alias in texts(entry, "aliases") for form in _spellings(alias))
    return tuple(dict.fromkeys(chain(named, listed)))


def _district(entry: dict[str, Any], predecessors: tuple[str, ...]) -> District:
    name, kind = entry["name"], entry["kind"]
    return District(
        id=entry["id"],
        name=name,
        board=entry.get("board") or f"{entry.get('genitive') or name} {kind}",
        municipality=entry["municipality"],
        kind=kind,
        valid_from=entry.get("from"),
        valid_to=entry.get("to"),
        predecessors=predecessors,
        merged_into=texts(entry, "merged_into"),
        aliases=_aliases(entry),
        prefixes=texts(entry, "prefixes"),
        neighbourhoods=texts(entry, "neighbourhoods"),
        needs_board_word=bool(entry.get("needs_board_word", False)),
        examples=texts(entry, "examples"),
        counter_examples=texts(entry, "counter_examples"),
    )


def _overlaps(district: District, iso_date: str) -> bool:
    first, last = district.valid_from or "", district.valid_to or "9999"
    # A date may be a year or a month: it counts when any day of it falls inside.
    return iso_date >= first[: len(iso_date)] and iso_date <= last[: len(iso_date)]


def _parts(folded: str) -> tuple[str | None, str, str | None]:
    found = _BOARD_NAME.fullmatch(folded)
    return (found["leading"], found["core"], found["following"]) if found else (None, folded, None)


class Districts:
    """All districts, found by id, by name or by lineage."""

    def __init__(self, all_districts: Iterable[District]) -> None:
        self.all = tuple(all_districts)
        self._by_id = {district.id: district for district in self.all}
        self._by_alias: dict[str, list[District]] = {}
        for district in self.all:
            for alias in district.aliases:
                self._by_alias.setdefault(alias, []).append(district)

    def by_id(self, district_id: str) -> District | None:
        """The district with this id."""
        return self._by_id.get(district_id)

    def all_named(self, text: str) -> tuple[District, ...]:
        """Every district that ``text`` names, with or without a board word, oldest first."""
        folded = _BLANKS_AT_STROKE.sub("/", fold(text))
        found = [district for district in self._by_alias.get(folded, ()) if not district.needs_board_word]
        if not found:
            leading, core, following = _parts(folded)
            words = {word for word in (leading, following) if word}
            found = [d for d in self._by_alias.get(core, ()) if words and words <= _WORDS.get(d.kind, frozenset())]
        return tuple(sorted(found, key=lambda district: district.valid_from or ""))

    def named(self, text: str, *, on: str | None = None, municipality: str | None = None) -> District | None:
        """The district that ``text`` names; a date and a municipality decide between namesakes.

        ``on`` is an ISO day, month or year. Namesakes in one municipality follow each other in time: without a date
        the latest is meant. Namesakes in several municipalities stay unresolved (None) until one is given.
        """
        found = [d for d in self.all_named(text) if municipality is None or d.municipality == municipality]
        if on is not None and len(found) > 1:
            found = [district for district in found if _overlaps(district, on)] or found
        if len({district.municipality for district in found}) != 1:
            return None
        return found[-1]

    def by_prefix(self, prefix: str) -> District | None:
        """The district whose case numbers begin with these letters ("SKA 2019/352")."""
        found = [d for d in self.all if fold(prefix) in (fold(known) for known in d.prefixes)]
        return found[0] if len(found) == 1 else None

    def close_to(self, text: str) -> District | None:
        """The one district whose long name is at most two edits from ``text``; a real place is never corrected."""
        exact = self.all_named(text)
        if exact:
            return self.named(text)
        _, core, _ = _parts(fold(text))
        if len(core) < _SHORTEST_CORRECTABLE or core in self._by_neighbourhood or municipalities().named(core):
            return None
        nearest: dict[str, int] = {}
        for name, district in self._long_names:
            distance = edit_distance(core, name, _LARGEST_DISTANCE)
            if distance <= _LARGEST_DISTANCE:
                nearest[district.id] = min(distance, nearest.get(district.id, distance))
        best = [key for key, distance in nearest.items() if distance == min(nearest.values())]
        return self._by_id[best[0]] if len(best) == 1 else None

    @cached_property
    def _long_names(self) -> tuple[tuple[str, District], ...]:
        return tuple(
            (spelling, district)
            for district in self.all
            if not district.needs_board_word and district.kind in _WORDS
            for spelling in {fold(district.name), _genitive(fold(district.name))}
            if len(spelling) >= _SHORTEST_CORRECTABLE
        )

    def with_predecessors(self, district_id: str) -> tuple[str, ...]:
        """Ids of the district and of all boards that went into it, itself first."""
        return self._lineage(district_id, lambda district: district.predecessors)

    def with_successors(self, district_id: str) -> tuple[str, ...]:
        """Ids of the district and of all boards it went into, itself first."""
        return self._lineage(district_id, lambda district: district.merged_into)

    def _lineage(self, district_id: str, step: Callable[[District], tuple[str, ...]]) -> tuple[str, ...]:
        found: dict[str, None] = {district_id: None}
        waiting = [district_id]
        while waiting:
            district = self._by_id.get(waiting.pop(0))
            for other in step(district) if district else ():
                if other not in found:
                    found[other] = None
                    waiting.append(other)
        return tuple(found)

    def valid_on(self, district_id: str, iso_date: str) -> bool:
        """Whether the board existed on the day (or in the month or year) ``iso_date``."""
        district = self._by_id.get(district_id)
        return district is not None and _overlaps(district, iso_date)

    def with_neighbourhood(self, name: str) -> tuple[District, ...]:
        """Districts that cover the neighbourhood ``name`` ("Tensta"), oldest first."""
        return self._by_neighbourhood.get(fold(name), ())

    @cached_property
    def _by_neighbourhood(self) -> dict[str, tuple[District, ...]]:
        covered: dict[str, tuple[District, ...]] = {}
        for district in sorted(self.all, key=lambda district: district.valid_from or ""):
            for name in district.neighbourhoods:
                covered[fold(name)] = (*covered.get(fold(name), ()), district)
        return covered


@cache
def districts() -> Districts:
    """All districts of ``districts.yaml``."""
    entries = entries_in("districts")["districts"]
    predecessors: dict[str, list[str]] = {}
    for entry in entries:
        for later in entry.get("merged_into") or ():
            predecessors.setdefault(later, []).append(entry["id"])
    return Districts(_district(entry, tuple(predecessors.get(entry["id"], ()))) for entry in entries)
