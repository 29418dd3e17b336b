"""Text into words and number strings, folded and stemmed: the smallest units of the Swedish analyzer."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import Stemmer

from nlp.case_numbers import NUMBER_PATTERN
from nlp.inflection import base_form

LONGEST_TERM = 64
# a word with its hyphens (Hässelby-Vällingby, "missbruks-" before "och beroendevård"), or a number string, § included
TOKEN = re.compile(
    rf"(?P<number>(?:§\s?)?{NUMBER_PATTERN})|"
    r"(?P<word>[^\W\d_][\w\u0300-\u036f]*(?:[-\u2010\u2011][^\W_]+)*(?P<open>-(?=[\s,]))?)"
)
# é -> e, ü -> u; å, ä and ö are letters of their own
FOREIGN_LETTERS = str.maketrans("àáâãéèêëíìîïóòôõúùûüýñç", "aaaaeeeeiiiioooouuuuync")
_STEMMER = Stemmer.Stemmer("swedish")


def fold(word: str) -> str:
    """The word as it is compared: NFKC, lower case, foreign accents off, å ä ö kept."""
    if not word.isascii():
        word = unicodedata.normalize("NFKC", word)
    return word.casefold().translate(FOREIGN_LETTERS)[:LONGEST_TERM]


@lru_cache(maxsize=10_000)
def stem(word: str) -> str:
    """Snowball's Swedish stem of a folded word, or of its base form where that is listed (städer: stad)."""
    return str(_STEMMER.stemWord(base_form(word)))
