"""Windows of whole sentences over a text: what one passage holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

WORDS_WANTED, WORDS_MOST = 120, 200
# end of a sentence: "nämnden. Därför", "motionen? Nej", a blank line, a new list item; not "bl.a. en", "4 kap. 1 §"
SENTENCE_END = re.compile(r"(?<=[.!?:])[\"”')\]]*\s+(?=[\"”'(]?[A-ZÅÄÖ–•])|\s*\n\s*\n\s*|\n(?=\s*[-–•\d])")
WORD = re.compile(r"\S+")

Span = tuple[int, int]


def windows_of(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Spans of about 120 to 200 words made of whole sentences; each takes up the last sentence of the one before.

    A sentence longer than a window is cut between words. Only blanks stand outside the spans.
    """
    units = _units(text, start, len(text) if end is None else end)
    first = 0
    while first < len(units):
        last, size = first, units[first][2]
        while last + 1 < len(units) and size < WORDS_WANTED and size + units[last + 1][2] <= WORDS_MOST:
            last += 1
            size += units[last][2]
        rest = sum(words for _, _, words in units[last + 1 :][:8])
        if 0 < rest < WORDS_WANTED // 4 and last + 9 > len(units):  # a short end joins the window before it
            last = len(units) - 1
        yield units[first][0], units[last][1]
        if last + 1 == len(units):
            return
        # the overlap: one sentence, when it is short beside the window and the window moves on
        overlaps = last > first and units[last][2] <= WORDS_WANTED // 3
        first = last if overlaps else last + 1


def _units(text: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """(start, end, words) of each sentence, over-long ones in pieces."""
    units = []
    for begin, stop in _sentences(text, start, end):
        words = [match.span() for match in WORD.finditer(text, begin, stop)]
        for at in range(0, len(words), WORDS_MOST):
            piece = words[at : at + WORDS_MOST]
            units.append((piece[0][0], piece[-1][1], len(piece)))
    return units


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    begin = start
    for gap in SENTENCE_END.finditer(text, start, end):
        yield begin, gap.start()
        begin = gap.end()
    yield begin, end
