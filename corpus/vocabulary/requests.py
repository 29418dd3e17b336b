"""Classes of what a motion, skrivelse or medborgarförslag asks for."""

from __future__ import annotations

from functools import cache

from corpus.vocabulary.entries import entries_in
from corpus.vocabulary.phrases import PhraseClasses, phrase_class


@cache
def requests() -> PhraseClasses:
    """Classes of demands: ``ask_introduce``, ``ask_investigate``, ``ask_apply`` ..."""
    return PhraseClasses(phrase_class(entry, "request") for entry in entries_in("decisions")["requests"])
