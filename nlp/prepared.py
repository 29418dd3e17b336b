"""Text as the shipped encoder reads it: compounds opened, words reduced to stems.

A static table has one vector for each word piece, so what a word means must be visible in its spelling:
"missbruksvårdsplanen" is given to it as "missbruksvårdsplan missbruk vård plan".
"""

from __future__ import annotations

from collections.abc import Callable

from nlp.compounds import parts_of
from nlp.lexical import TOKEN, fold, stem, terms_in

Form = Callable[[str], str]


def plain(text: str) -> str:
    """The text as it stands: the form of the trial model."""
    return text


def with_parts(text: str) -> str:
    """Every word, and after a compound its parts."""
    words: list[str] = []
    for match in TOKEN.finditer(text):
        word = fold(match.group())
        words += (word, *parts_of(word))
    return " ".join(words)


def as_terms(text: str) -> str:
    """The terms of the lexical half in order: stems, parts of compounds, numbers; stop words are gone."""
    return " ".join(term.term for term in terms_in(text))


def with_stems(text: str) -> str:
    """Stems of every word, stop words too, and after a compound the stems of its parts."""
    words: list[str] = []
    for match in TOKEN.finditer(text):
        word = fold(match.group())
        words += (stem(word), *(stem(part) for part in parts_of(word)))
    return " ".join(words)


FORMS: dict[str, Form] = {"plain": plain, "parts": with_parts, "terms": as_terms, "stems": with_stems}
