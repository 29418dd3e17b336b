"""Phrases of the field that a search may swap: personligt ombud ~ brukarombud. Read from ``synonyms.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from corpus.vocabulary.entries import entries_in, texts

FIELDS = ("phrases", "abbreviations", "exact", "examples", "counter_examples")


@dataclass(frozen=True, slots=True)
class SynonymGroup:
    """Phrases that mean the same in a search, with queries that shall and shall not reach them.

    ``abbreviations`` are known in any case, ``exact`` ones only as written: SoL is a law, sol is the sun.
    """

    phrases: tuple[str, ...]
    abbreviations: tuple[str, ...]
    exact: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@cache
def synonym_groups() -> tuple[SynonymGroup, ...]:
    """All groups, in the order of the file."""
    return tuple(SynonymGroup(*(texts(entry, key) for key in FIELDS)) for entry in entries_in("synonyms")["groups"])
