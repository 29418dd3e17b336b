"""Text in which no identity number of a person can be read.

What is one, and how it may be written, is told in ``nlp.identity_numbers``.
"""

from __future__ import annotations

from nlp.identity_numbers import identity_spans

MASK = "X"  # a letter: a masked number is no number to any later reader


def mask_identity_numbers(text: str, *, misread: bool = False) -> tuple[str, int]:
    """The text at equal length with the digits of every identity number as "X", and how many there were.

    ``misread`` says that OCR read the text: numbers of the usual form count although their check digit fails.
    """
    count = 0
    while spans := identity_spans(text, misread=misread):
        count += len(spans)
        pieces, at = [], 0
        for start, end in spans:
            pieces += [text[at:start], "".join(MASK if char.isalnum() else char for char in text[start:end])]
            at = end
        text = "".join((*pieces, text[at:]))
    return text, count
