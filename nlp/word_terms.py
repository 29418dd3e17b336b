"""The terms of one Swedish word: the word itself, then its parts (missbruksvården: missbruksvård, missbruk, vård)."""

from __future__ import annotations

import re
from functools import lru_cache

from nlp.compounds import pieces_of
from nlp.inflection import base_form
from nlp.stopwords import STOP_WORDS
from nlp.words import TOKEN, fold, stem

CACHED = 50_000  # words remembered: 95 % of those met in 3,600 texts, as with ten times as many
HYPHEN = re.compile("[-\u2010\u2011]")  # it-stöd, with a hyphen that may or may not break


@lru_cache(maxsize=CACHED)
def word_terms(word: str) -> tuple[str, ...]:
    """Terms of a folded word without repetition; () for a word that says nothing in a search."""
    if not _says_something(word):
        return ()
    if HYPHEN.search(word):  # hässelby-vällingby, it-stödet
        *beginning, last = HYPHEN.split(word)
        whole = "-".join([*beginning, _terms_of_solid(last)[0]])
        pieces = [term for half in (*beginning, last) if _says_something(half) for term in _terms_of_solid(half)]
        return tuple(dict.fromkeys((whole, *pieces)))
    return tuple(dict.fromkeys(_terms_of_solid(word)))


def whole_terms(text: str) -> tuple[str, ...]:
    """The terms of the text's words themselves, in order; numbers, parts and words that say nothing left out."""
    return tuple(terms[0] for terms in terms_by_word(text))


def terms_by_word(text: str) -> list[tuple[str, ...]]:
    """``word_terms`` of every word that says something, in order."""
    words = (fold(match["word"]).rstrip("-") for match in TOKEN.finditer(text) if match["word"])
    return [terms for word in words if (terms := word_terms(word))]


def _says_something(word: str) -> bool:
    return len(word) > 1 and word not in STOP_WORDS


def _terms_of_solid(word: str) -> tuple[str, ...]:
    """The term of a word without hyphens, then those of its parts. A compound is inflected as its last part is:
    parkleken as leken, so parkleken and parklek are one term."""
    base = base_form(word)
    parts = pieces_of(base)
    if not parts:
        return (stem(word),)
    head = parts[-1].surface
    return (base.removesuffix(head) + stem(head), *(stem(part.base) for part in parts))
