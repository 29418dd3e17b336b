"""Boards and authorities that keep a diary but are no districts, and the id of any board whatever.

Nearly every municipality has a kommunstyrelse: a name alone decides only together with its municipality.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from corpus.vocabulary.entries import entries_in, texts
from corpus.vocabulary.folding import fold, slug
from corpus.vocabulary.municipalities import municipalities

# Last words of board names with the definite form: nämnd -> nämnden, styrelse -> styrelsen, kontor -> kontoret
_DEFINITE_ENDINGS = (
    ("nämnd", "nämnden"),
    ("förvaltning", "förvaltningen"),
    ("styrelse", "styrelsen"),
    ("kontor", "kontoret"),
    ("utskott", "utskottet"),
    ("beredning", "beredningen"),
    ("grupp", "gruppen"),
    ("revision", "revisionen"),
    ("förmyndare", "förmyndaren"),
)
# "kommunstyrelsen i tyresö", "socialnämnden, uppsala kommun"
_MUNICIPALITY_AFTER = re.compile(r"(?P<board>.+?)(?:\s+i\s+|\s*,\s*)(?P<municipality>[^,]+)")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Board:
    """A board or authority with its own diary. ``municipality`` is None for state authorities.

    ``name`` is indefinite ("socialnämnd"), ``aliases`` are folded, definite and genitive forms included. ``prefixes``
    are the letters before its case numbers, ``diary`` the id of the board that registers its cases (mostly itself;
    the kommunstyrelse for the kommunfullmäktige). ``valid_from``/``valid_to`` are ISO dates or years where known.
    """

    id: str
    name: str
    municipality: str | None
    diary: str
    prefixes: tuple[str, ...]
    aliases: tuple[str, ...]
    valid_from: str | None
    valid_to: str | None
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StandardBoard:
    """A board that most municipalities have, with the letters used for its id ("ks")."""

    code: str
    diary: str
    name: str
    aliases: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


def _forms(name: str) -> Iterator[str]:
    base = fold(name)
    yield base
    yield _genitive(base)
    for indefinite, definite in _DEFINITE_ENDINGS:
        if base.endswith(indefinite):
            stem = base.removesuffix(indefinite)
            yield stem + definite
            yield stem + definite + "s"


def _genitive(name: str) -> str:
    return name if name[-1:] in "sxz" else name + "s"


def _aliases(entry: dict[str, Any]) -> tuple[str, ...]:
    names = (entry["name"], *texts(entry, "aliases"))
    return tuple(dict.fromkeys(form for name in names for form in _forms(name)))


class Boards:
    """All boards and authorities, found by id, name or prefix."""

    def __init__(self, all_boards: Iterable[Board], standard: Iterable[StandardBoard]) -> None:
        self.all = tuple(all_boards)
        self.standard = tuple(standard)
        self._by_id = {board.id: board for board in self.all}
        self._standard = {alias: board for board in self.standard for alias in board.aliases}
        self._by_alias: dict[str, list[Board]] = {}
        for board in self.all:
            for alias in board.aliases:
                self._by_alias.setdefault(alias, []).append(board)

    def by_id(self, board_id: str) -> Board | None:
        """The board with this id."""
        return self._by_id.get(board_id)

    def all_named(self, text: str) -> tuple[Board, ...]:
        """Every board called so; "kommunstyrelsen" is one in each municipality. A municipality in ``text`` decides."""
        name, municipality = _name_and_municipality(text)
        found = self._by_alias.get(name, ())
        return tuple(board for board in found if municipality is None or board.municipality == municipality)

    def named(self, text: str, municipality: str | None = None) -> Board | None:
        """The one board called so, in ``municipality`` or in the one ``text`` names; None when several may be meant."""
        found = self.all_named(text)
        if municipality is not None:
            found = tuple(board for board in found if board.municipality in (municipality, None))
        return found[0] if len(found) == 1 else None

    def by_prefix(self, prefix: str, municipality: str | None = None) -> Board | None:
        """The one board whose case numbers begin with ``prefix`` ("KFKS"); None when several share it."""
        found = [board for board in self.all if fold(prefix) in map(fold, board.prefixes)]
        if municipality is not None:
            found = [board for board in found if board.municipality == municipality]
        return found[0] if len(found) == 1 else None

    def standard_named(self, text: str) -> StandardBoard | None:
        """The board of this name that most municipalities have."""
        return self._standard.get(fold(text))


def _name_and_municipality(text: str) -> tuple[str, str | None]:
    """Folded board name and the municipality named beside it."""
    folded = fold(text)
    if folded in _all_aliases():
        return folded, None
    after = _MUNICIPALITY_AFTER.fullmatch(folded)
    if after and (place := municipalities().named(after["municipality"].title())):
        return after["board"], place.name
    words = folded.split(" ")
    for size in range(len(words) - 1, 0, -1):
        if place := municipalities().named(" ".join(words[:size]).title()):
            return " ".join(words[size:]), place.name
    return folded, None


@cache
def _all_aliases() -> frozenset[str]:
    return frozenset(alias for board in boards().all for alias in board.aliases)


@cache
def boards() -> Boards:
    """All boards of ``boards.yaml``."""
    content = entries_in("boards")
    return Boards(
        (
            Board(
                id=entry["id"],
                name=entry["name"],
                municipality=entry.get("municipality"),
                diary=entry.get("diary", entry["id"]),
                prefixes=texts(entry, "prefixes"),
                aliases=_aliases(entry),
                valid_from=entry.get("from"),
                valid_to=entry.get("to"),
                examples=texts(entry, "examples"),
                counter_examples=texts(entry, "counter_examples"),
            )
            for entry in content["boards"]
        ),
        (
            StandardBoard(
                code=entry["code"],
                diary=entry.get("diary", entry["code"]),
                name=entry["name"],
                aliases=_aliases(entry),
                examples=texts(entry, "examples"),
                counter_examples=texts(entry, "counter_examples"),
            )
            for entry in content["standard"]
        ),
    )


def municipality_slug(municipality: str) -> str:
    """A municipality's name in plain letters for ids: "Stockholm" -> "sthlm", "Upplands Väsby" -> "upplandsvasby"."""
    short: dict[str, str] = entries_in("boards")["short_names"]
    return short.get(municipality) or _NOT_LETTERS.sub("", slug(municipality))


def board_id(municipality: str, board_name: str) -> str:
    """The diary owner's id, ``<municipality>-<board>`` in plain letters, for any board of any municipality.

    A known board gives its own id ("gbg-srn"), a usual one its letters ("arboga-ks"), any other its indefinite name
    ("kalmar-servicenamnd"). Cases of the kommunfullmäktige stand in the diary of the kommunstyrelse.
    """
    known = boards().named(board_name, municipality)
    if known is not None and known.municipality == municipality:
        return known.diary
    standard = boards().standard_named(board_name)
    return f"{municipality_slug(municipality)}-{standard.diary if standard else slug(_indefinite(board_name))}"


def _indefinite(board_name: str) -> str:
    name = fold(board_name)
    for indefinite, definite in _DEFINITE_ENDINGS:
        for ending in (definite + "s", definite):
            if name.endswith(ending):
                return name.removesuffix(ending) + indefinite
    return name
