"""What else a query could have said: phrases of the same meaning and abbreviations, from the vocabulary."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from corpus.vocabulary.synonyms import SynonymGroup, synonym_groups
from nlp.word_terms import terms_by_word, whole_terms

Terms = tuple[str, ...]
LETTERS = re.compile(r"[^\W\d_]+")  # JO and anmälan in "JO-anmälan"


class _Group(NamedTuple):
    """A group with the terms of its phrases."""

    phrases: tuple[tuple[str, Terms], ...]
    exact: frozenset[str]


def alternatives(query: str) -> tuple[str, ...]:
    """Phrases that mean what a phrase of the query means; what the query says already is not among them.

    A phrase of one word is said by a compound of it too (klottersanering: klotter, so graffiti).
    """
    words = terms_by_word(query)
    said = tuple(terms[0] for terms in words)
    parts = {term for terms in words for term in terms}
    written = frozenset(LETTERS.findall(query))
    found: dict[str, None] = {}
    for number in sorted({number for term in parts for number in _by_term().get(term, ())} | _by_letters(written)):
        group = _groups()[number]
        present = {phrase for phrase, terms in group.phrases if _is_said(terms, said, parts)}
        if present or group.exact & written:
            found.update((phrase, None) for phrase, _ in group.phrases if phrase not in present)
            found.update((letters, None) for letters in group.exact if not group.exact & written)
    return tuple(found)


def terms_of_groups() -> frozenset[str]:
    """The terms of all phrases that are one word."""
    return frozenset(terms[0] for group in _groups() for _, terms in group.phrases if len(terms) == 1)


def _is_said(terms: Terms, said: Terms, parts: set[str]) -> bool:
    if len(terms) == 1:
        return terms[0] in parts
    return any(said[at : at + len(terms)] == terms for at in range(len(said) - len(terms) + 1))


@cache
def _groups() -> tuple[_Group, ...]:
    return tuple(_group(group) for group in synonym_groups())


def _group(group: SynonymGroup) -> _Group:
    phrases = tuple((phrase, whole_terms(phrase)) for phrase in (*group.phrases, *group.abbreviations))
    return _Group(phrases, frozenset(group.exact))


@cache
def _by_term() -> dict[str, tuple[int, ...]]:
    """Which groups have a phrase with the term: a query looks at few of them."""
    numbers: dict[str, tuple[int, ...]] = {}
    for number, group in enumerate(_groups()):
        for term in {term for _, terms in group.phrases for term in terms}:
            numbers[term] = (*numbers.get(term, ()), number)
    return numbers


def _by_letters(written: frozenset[str]) -> set[int]:
    return {number for number, group in enumerate(_groups()) if group.exact & written}
