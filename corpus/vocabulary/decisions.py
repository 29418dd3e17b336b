"""Outcome classes of decisions and proposals, and what the officials' text says between the lines."""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

from corpus.vocabulary.entries import entries_in
from corpus.vocabulary.phrases import PhraseClass, PhraseClasses, phrase_class

DecisionClass: TypeAlias = PhraseClass
DecisionClasses: TypeAlias = PhraseClasses


@cache
def decision_classes() -> DecisionClasses:
    """Classes of proposed and taken decisions: ``approve``, ``reject``, ``answer_as_statement`` ..."""
    return PhraseClasses(phrase_class(entry, "decision") for entry in entries_in("decisions")["decisions"])


@cache
def meeting_acts() -> PhraseClasses:
    """What happens at the meeting around a decision: ``yrkande``, ``reservation``, ``special_statement`` ..."""
    return PhraseClasses(phrase_class(entry, "act") for entry in entries_in("decisions")["acts"])


@cache
def stances() -> PhraseClasses:
    """What an opinion implies without saying yes or no: ``negative``, ``wait``, ``redirected``, ``done`` ..."""
    return PhraseClasses(phrase_class(entry, "stance") for entry in entries_in("decisions")["stances"])
