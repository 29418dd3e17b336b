"""Text as the shipped encoder reads it: compounds opened, words reduced to stems.

A static table has one vector for each word piece, so what a word means must be visible in its spelling:
"missbruksvårdsplanen" is given to it as "missbruksvårdsplan missbruk vård plan".
"""

from __future__ import annotations

from collections.abc import Callable

from nlp.lexical import terms_in

Form = Callable[[str], str]


def plain(text: str) -> str:
    """The text as it stands: the form of the trial model."""
    return text


def as_terms(text: str) -> str:
    """The terms of the lexical half in order: stems, parts of compounds, numbers; stop words are gone."""
    return " ".join(term.term for term in terms_in(text))


FORMS: dict[str, Form] = {"plain": plain, "terms": as_terms}
