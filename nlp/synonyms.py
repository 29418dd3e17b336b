"""What else a query could have said: phrases of the same meaning, from the vocabulary."""

from __future__ import annotations

from functools import cache

from corpus.vocabulary.synonyms import synonym_groups
from nlp.words import stems_of

Stems = tuple[str, ...]


def alternatives(query: str) -> tuple[str, ...]:
    """Phrases that mean what a phrase of the query means; what the query says already is not among them."""
    said = stems_of(query)
    found: dict[str, None] = {}
    for group in _groups():
        present = [phrase for phrase, stems in group if _has_run(said, stems)]
        if present:
            found.update((phrase, None) for phrase, _ in group if phrase not in present)
    return tuple(found)


@cache
def _groups() -> tuple[tuple[tuple[str, Stems], ...], ...]:
    return tuple(tuple((phrase, stems_of(phrase)) for phrase in group.phrases) for group in synonym_groups())


def _has_run(said: Stems, wanted: Stems) -> bool:
    return any(said[at : at + len(wanted)] == wanted for at in range(len(said) - len(wanted) + 1))
