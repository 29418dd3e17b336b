"""Political parties in every form documents and people write them, with former names and blocs.

A party is one over time: (fp) before 2015 and (L) after it are the same. A single letter without brackets is rarely
a party; such codes are ``ambiguous_bare`` and the reader of the text must bring the context.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from corpus.vocabulary.entries import entries_in, texts
from corpus.vocabulary.folding import fold

_BRACKETS = "()[] "


@dataclass(frozen=True, slots=True)
class FormerParty:
    """An earlier name of a party; years are inclusive, None when not known."""

    name: str
    codes: tuple[str, ...]
    valid_from: str | None
    valid_to: str | None


@dataclass(frozen=True, slots=True)
class Party:
    """A party. ``codes`` and ``words`` are folded and include those of its former names.

    ``words`` name it anywhere; ``loose_words`` ("centern", "liberala") only where politics is spoken of.
    ``municipality`` is set for local parties.
    """

    id: str
    name: str
    codes: tuple[str, ...]
    words: tuple[str, ...]
    loose_words: tuple[str, ...]
    former: tuple[FormerParty, ...]
    municipality: str | None
    valid_from: str | None
    valid_to: str | None
    ambiguous_bare: bool
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bloc:
    """Parties spoken of together. ``members`` are party ids, empty where they differ from place to place."""

    id: str
    name: str
    words: tuple[str, ...]
    members: tuple[str, ...]
    municipality: str | None
    valid_from: str | None
    valid_to: str | None
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


def _genitive(word: str) -> str:
    return word if word[-1:] in "sxz." else word + "s"


def _person_forms(person: str) -> Iterator[str]:
    for ending in ("", "en", "er", "erna"):
        yield person + ending
        yield person + ending + "s"


def _word_forms(entry: dict[str, Any]) -> Iterator[str]:
    for former in entry.get("former") or ():
        yield from _word_forms({"names": [former["name"]], **{k: former.get(k) for k in ("members", "words")}})
    for name in texts(entry, "names"):
        yield fold(name)
        yield _genitive(fold(name))
    for person in texts(entry, "members"):
        yield from _person_forms(fold(person))
    yield from map(fold, texts(entry, "words"))


def _party(entry: dict[str, Any]) -> Party:
    former = tuple(
        FormerParty(
            name=earlier["name"],
            codes=tuple(map(fold, earlier["codes"])),
            valid_from=earlier.get("from"),
            valid_to=earlier.get("until"),
        )
        for earlier in entry.get("former") or ()
    )
    codes = (*map(fold, texts(entry, "codes")), *(code for earlier in former for code in earlier.codes))
    return Party(
        id=entry["id"],
        name=entry["name"],
        codes=codes,
        words=tuple(dict.fromkeys(_word_forms(entry))),
        loose_words=tuple(map(fold, texts(entry, "loose_words"))),
        former=former,
        municipality=entry.get("municipality"),
        valid_from=entry.get("from"),
        valid_to=entry.get("to"),
        ambiguous_bare=entry["ambiguous_bare"],
        examples=texts(entry, "examples"),
        counter_examples=texts(entry, "counter_examples"),
    )


def _bloc(entry: dict[str, Any]) -> Bloc:
    words = (fold(word) for word in texts(entry, "words"))
    return Bloc(
        id=entry["id"],
        name=entry["name"],
        words=tuple(form for word in words for form in (word, _genitive(word))),
        members=texts(entry, "members"),
        municipality=entry.get("municipality"),
        valid_from=entry.get("from"),
        valid_to=entry.get("to"),
        examples=texts(entry, "examples"),
        counter_examples=texts(entry, "counter_examples"),
    )


class Parties:
    """All parties and blocs, found by id, code or word."""

    def __init__(self, all_parties: Iterable[Party], blocs: Iterable[Bloc]) -> None:
        self.all = tuple(all_parties)
        self.blocs = tuple(blocs)
        self._by_id = {party.id: party for party in self.all}
        self._by_code = {code: party for party in self.all for code in party.codes}
        self._by_word = {word: party for party in self.all for word in party.words}
        self._by_loose_word = {word: party for party in self.all for word in party.loose_words}
        self._by_bloc_word = {word: bloc for bloc in self.blocs for word in bloc.words}

    def by_id(self, party_id: str) -> Party | None:
        """The party with this id."""
        return self._by_id.get(party_id)

    def by_code(self, code: str, municipality: str | None = None) -> Party | None:
        """The party of a code, with or without brackets, in any case: "(fp)" gives L.

        With ``municipality`` the code of a local party elsewhere gives None.
        """
        folded = fold(code)
        party = self._by_code.get(folded) or self._by_code.get(folded.strip(_BRACKETS))
        if party is not None and municipality and party.municipality not in (None, municipality):
            return None
        return party

    def by_word(self, word: str, loose: bool = False) -> Party | None:
        """The party a word or name form stands for ("vänsterpartiets", "miljöpartist"); ``loose`` admits "centern"."""
        folded = fold(word)
        return self._by_word.get(folded) or (self._by_loose_word.get(folded) if loose else None)

    def bloc(self, word: str) -> Bloc | None:
        """The bloc a word stands for ("alliansens")."""
        return self._by_bloc_word.get(fold(word))


@cache
def parties() -> Parties:
    """All parties and blocs of ``parties.yaml``."""
    content = entries_in("parties")
    return Parties(map(_party, content["parties"]), map(_bloc, content["blocs"]))
