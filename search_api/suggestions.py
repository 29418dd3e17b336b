"""What the query may have been meant to say: "Menade du förskola?" where no document has the word as written.

Only offered: the answer is always that of the words as they stand.
"""

from __future__ import annotations

from corpus.archive import Archive
from corpus.index import PassageIndex
from corpus.records import SearchFilter
from nlp.lexical import sparse_vector
from nlp.spelling import is_known, near_words
from nlp.word_terms import word_terms
from nlp.words import TOKEN, fold
from search_api.understood import UnderstoodQuery

EVERYTHING = SearchFilter()
MOST_WORDS = 12  # a longer query is a text; its other words find what is meant


def suggestion_for(archive: Archive, query: UnderstoodQuery) -> str | None:
    """The query with its misspelt words mended; None when no word needs it, or nothing better would find anything.

    A word is misspelt when no list knows it and no document has it; it is mended only by a word that some document has.
    """
    words = [match for match in TOKEN.finditer(query.text) if match["word"]]
    if len(words) > MOST_WORDS:
        return None
    searched = {fold(match["word"]) for match in TOKEN.finditer(query.rest) if match["word"]}
    mended, at = [], 0
    for match in words:
        word = fold(match["word"])
        better = _mended(archive.index, word) if word in searched else None
        if better:
            mended += [query.text[at : match.start()], better]
            at = match.end()
    return "".join([*mended, query.text[at:]]) if mended else None


def _mended(index: PassageIndex, word: str) -> str | None:
    if is_known(word) or not word_terms(word) or _is_found(index, word):
        return None
    return next((near for near in near_words(word) if _is_found(index, near)), None)


def _is_found(index: PassageIndex, word: str) -> bool:
    """True when some passage has the word itself."""
    vector = sparse_vector(dict.fromkeys(word_terms(word)[:1], 1.0))
    return bool(index.search_sparse(vector, where=EVERYTHING, limit=1))
