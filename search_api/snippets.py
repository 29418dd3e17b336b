"""The matched words of a passage, and the window around the best part of it, for display.

Offsets count characters of the passage; marking and cutting are left to who shows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from nlp.lexical import terms_in

Span: TypeAlias = tuple[int, int]

WINDOW = 320
EDGE = 60  # how far a window's end may move to stand between two words
SENTENCE_ENDS = ".!?\n"


def query_terms(text: str, phrases: Sequence[str] = ()) -> dict[str, float]:
    """Terms of the query with their weights, as ``marks_in`` compares them; parts of compounds weigh less."""
    terms: dict[str, float] = {}
    for term in terms_in(" ".join((text, *phrases))):
        terms[term.term] = max(terms.get(term.term, 0.0), term.weight)
    return terms


def marks_in(passage: str, wanted: dict[str, float], phrases: Sequence[str] = ()) -> tuple[Span, ...]:
    """Half-open spans of the words that share a term with the query, in order, without overlaps."""
    spans = {(term.start, term.end) for term in terms_in(passage) if term.term in wanted}
    folded = passage.casefold()
    for phrase in phrases:
        # casefolding "ß" and the like changes lengths; then the words of the phrase are marked one by one
        if len(folded) == len(passage):
            spans.update(_occurrences(folded, phrase.casefold()))
    return _merged(sorted(spans))


def window_of(passage: str, marks: Sequence[Span], length: int = WINDOW) -> Span:
    """The part of at most about ``length`` characters that holds most different matched words.

    It begins at a sentence where one begins near, else between two words; a short passage is shown whole.
    """
    if len(passage) <= length:
        return 0, len(passage)
    start = _densest_start(passage, marks, length)
    start = _sentence_start(passage, start)
    end = min(len(passage), start + length)
    if end < len(passage):
        blank = passage.rfind(" ", max(start + 1, end - EDGE), end)
        end = blank if blank > start else end
    return start, end


def _densest_start(passage: str, marks: Sequence[Span], length: int) -> int:
    best, best_start = 0, 0
    for first, (start, _) in enumerate(marks):
        words = {passage[s:e].casefold() for s, e in marks[first:] if e <= start + length}
        if len(words) > best:
            best, best_start = len(words), start
    return min(best_start, len(passage) - length)


def _sentence_start(passage: str, start: int) -> int:
    """Where the sentence around ``start`` begins when that is near, else the nearest word's beginning before it."""
    for place in range(start, max(0, start - 2 * EDGE), -1):
        if passage[place - 1] in SENTENCE_ENDS:
            return place + (1 if passage[place] == " " else 0)
    if start <= 2 * EDGE:
        return 0
    blank = passage.rfind(" ", start - EDGE, start + 1)
    return blank + 1 if blank >= 0 else start


def _occurrences(text: str, phrase: str) -> list[Span]:
    found: list[Span] = []
    place = text.find(phrase) if phrase else -1
    while place >= 0:
        found.append((place, place + len(phrase)))
        place = text.find(phrase, place + len(phrase))
    return found


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
