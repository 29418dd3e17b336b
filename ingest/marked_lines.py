"""Where things stand on a page: boxes of identity numbers to paint over, boxes of a passage to mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.page_tokens import TOUCHING, Box, SeenPage, Token, TokenLine
from nlp.identity_numbers import dangling_spans, identity_spans

SURE_LENGTH = 60  # letters of a line that stand in a passage by no chance
PART_LENGTH = 8  # letters of a line's end or beginning with which a passage begins or ends
LETTERS = re.compile(r"[^\W_]+")
DIGIT = re.compile(r"\d")
# "XXXXXX-XXXX": what masking leaves of a number
MASKED = re.compile(r"(?<![^\W_])X(?:[\W_]{0,6}X){9,11}(?![^\W_])")


def masked_in(text: str) -> int:
    """How many numbers are masked in a stored text."""
    return sum(1 for _ in MASKED.finditer(text))


# --- identity numbers ----------------------------------------------------------------------------------------


def number_boxes(page: SeenPage, *, misread: bool) -> tuple[list[Box], int]:
    """Boxes of every word that holds some of an identity number, in whatever order the page is read, and how many
    numbers there are at least."""
    hidden: dict[int, Token] = {}
    most = 0
    for tokens in _orders(page.lines):
        text, spans = _joined(tokens)
        numbers = identity_spans(text, misread=misread)
        most = max(most, len(numbers))
        hidden |= _touched(numbers, tokens, spans)
    for line in page.lines:
        text, spans = _joined(line)
        hidden |= _touched([*identity_spans(text, misread=misread), *dangling_spans(text)], line, spans)
    paired = 0
    for above, below in _pairs(page.lines):
        (upper, spans), (lower, lower_spans) = _joined(above), _joined(below)
        text = f"{upper}\n{lower}"
        moved = [(a + len(upper) + 1, b + len(upper) + 1) for a, b in lower_spans]
        numbers = identity_spans(text, misread=misread)
        paired += sum(start < len(upper) < end for start, end in numbers)
        hidden |= _touched(numbers, (*above, *below), (*spans, *moved))
    return [*(token.box for token in hidden.values()), *page.numbers], max(most, paired, len(page.numbers) and 1)


def _touched(
    found: Sequence[tuple[int, int]], tokens: Sequence[Token], spans: Sequence[tuple[int, int]]
) -> dict[int, Token]:
    """The words that hold some of what was found, by identity."""
    return {
        id(token): token
        for start, end in found
        for token, (first, last) in zip(tokens, spans, strict=True)
        if first < end and start < last
    }


def _orders(lines: Sequence[TokenLine]) -> Iterator[list[Token]]:
    """The words as one text: rows as printed, then column by column."""
    yield [token for line in lines for token in line]
    by_column = sorted(lines, key=lambda line: (round(line[0].box[0] / 40), line[0].box[1]))
    yield [token for line in by_column for token in line]


def _joined(tokens: Sequence[Token]) -> tuple[str, list[tuple[int, int]]]:
    """The words as text, a line break where one starts lower or further left, and the span of each."""
    text, spans = "", []
    before: Token | None = None
    for token in tokens:
        if before is not None:
            text += _between(before, token)
        spans.append((len(text), len(text) + len(token.text)))
        text += token.text
        before = token
    return text, spans


def _between(before: Token, token: Token) -> str:
    gap = token.box[0] - before.box[2]
    if token.box[1] > before.box[1] + 0.7 * before.height or token.box[2] < before.box[0]:
        return "\n"
    if abs(gap) < TOUCHING * token.height:
        return ""
    return " " if gap < 2 * token.height else "   "


def _pairs(lines: Sequence[TokenLine]) -> Iterator[tuple[TokenLine, TokenLine]]:
    """Each line that ends with a digit or a hyphen, with the next one below it in its column."""
    for line in lines:
        last = line[-1].text
        if last[-1].isdigit() or (len(last) > 1 and last[-2].isdigit()):
            below = _nearest(lines, line, under=True)
            if below is not None:
                yield line, below


# --- a passage -----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Found:
    line: TokenLine
    letters: str
    tokens: Sequence[Token] = ()


def passage_boxes(lines: Sequence[TokenLine], passage: str) -> list[Box]:
    """Boxes of the words of a passage, one for each line or part of a line that belongs to it."""
    wanted = _letters(passage)
    if not wanted:
        return []
    found = [_Found(line, _letters_of(line)) for line in lines]
    for one in found:
        if one.letters and (one.letters in wanted and _stands_in(one, lines, wanted)):
            one.tokens = one.line
        elif wanted in one.letters:
            one.tokens = _cut(one.line, one.letters.index(wanted), len(wanted))
        else:
            one.tokens = _begins_or_ends(one, wanted)
    return [_around(one.tokens) for one in found if one.tokens]


def _letters_of(line: TokenLine) -> str:
    return "".join(_letters(token.text) for token in line)


def _letters(text: str) -> str:
    """Letters and digits only; all digits alike, since those of a masked number are not known."""
    return DIGIT.sub("x", "".join(LETTERS.findall(text.casefold())))


def _stands_in(one: _Found, lines: Sequence[TokenLine], wanted: str) -> bool:
    """Whether a line whose letters the passage holds is of the passage: its first or last one, long, or beside one
    that goes on as the passage does. A heading may repeat words of the passage elsewhere."""
    if len(one.letters) >= PART_LENGTH and (wanted.startswith(one.letters) or wanted.endswith(one.letters)):
        return True
    if len(one.letters) >= SURE_LENGTH:
        return True
    above, below = _nearest(lines, one.line, under=False), _nearest(lines, one.line, under=True)
    before = _letters_of(above)[-PART_LENGTH:] if above else ""
    after = _letters_of(below)[:PART_LENGTH] if below else ""
    return bool(before and before + one.letters in wanted) or bool(after and one.letters + after in wanted)


def _begins_or_ends(one: _Found, wanted: str) -> Sequence[Token]:
    """The end of a line in which the passage begins, or the beginning of one in which it ends."""
    ends = [len(_letters(token.text)) for token in one.line]
    at = 0
    for place, length in enumerate(ends):
        rest = one.letters[at:]
        if at and len(rest) >= PART_LENGTH and wanted.startswith(rest):
            return one.line[place:]
        at += length
    for place in range(len(ends) - 1, 0, -1):
        at -= ends[place]
        if at >= PART_LENGTH and wanted.endswith(one.letters[:at]):
            return one.line[:place]
    return ()


def _cut(line: TokenLine, start: int, length: int) -> Sequence[Token]:
    """The words that hold these letters of the line."""
    kept, at = [], 0
    for token in line:
        end = at + len(_letters(token.text))
        if at < start + length and start < end:
            kept.append(token)
        at = end
    return kept


def _around(tokens: Sequence[Token]) -> Box:
    boxes = [token.box for token in tokens]
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _nearest(lines: Sequence[TokenLine], line: TokenLine, *, under: bool) -> TokenLine | None:
    """The next line below (or above) that stands in the same column."""
    x0, top, x1, _ = _around(line)
    best, distance = None, 4.0 * max(token.height for token in line)
    for other in lines:
        left, other_top, right, _ = _around(other)
        away = other_top - top if under else top - other_top
        if other is not line and left < x1 and x0 < right and 0 < away < distance:
            best, distance = other, away
    return best


def merged(boxes: Sequence[Box]) -> list[Box]:
    """The boxes in order, those of one row that nearly touch as one."""
    ordered = sorted(boxes, key=lambda box: (box[1], box[0]))
    joined: list[Box] = ordered[:1]
    for before, box in pairwise(ordered):
        last = joined[-1]
        if abs(box[1] - before[1]) < 3 and 0 <= box[0] - last[2] < 0.6 * (box[3] - box[1]):
            joined[-1] = (last[0], min(last[1], box[1]), box[2], max(last[3], box[3]))
        else:
            joined.append(box)
    return joined
