"""Drafts of blocks, and the text they give: lines rejoined, hyphenation undone, pages and blocks as spans.

A draft grows line by line where the order of reading is known (``reading_order``, Word, web pages, mail).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.records import Block, BlockRole, PageSpan

HYPHEN_END = re.compile(r"\w-$")  # "tjänste-"
# "Hässelby-" + "Vällingby", "FoU-" + "enhet", "3-" + "årsperiod", "e-" + "post": the hyphen belongs to the word
KEPT_HYPHEN = re.compile(r"(?:[A-ZÅÄÖ\d]|(?:^|[\s(])\w)-$")
# "alkohol-" + "och drogpolitik": the hyphen stands for a word left out
LEFT_OUT = re.compile(r"^(?:och|eller|samt|resp|respektive|till|som|men|/)\b")
# "2005–" + "2009": no blank within a span of years
SPAN_END = re.compile(r"\d[–—]$")
HYPHENATED = re.compile(r"\w+-\w+")  # "socio-ekonomisk" within a line
LAST_WORD = re.compile(r"\w+-$")
FIRST_WORD = re.compile(r"^\w+")
SOFT_HYPHEN = "\u00ad"


@dataclass(slots=True)
class Draft:
    """A block while it grows."""

    role: BlockRole
    page: int
    size: float
    bold: bool
    pieces: list[tuple[str, int]] = field(default_factory=list)  # text of a line, page it stands on
    region: int = 0
    filled: bool = False  # the last line is full: its break was not meant
    footnote: bool = False

    @property
    def last(self) -> str:
        """Its last line so far."""
        return self.pieces[-1][0]

    @property
    def first(self) -> str:
        """Its first line."""
        return self.pieces[0][0]

    @property
    def length(self) -> int:
        """Characters of all its lines."""
        return sum(len(text) for text, _ in self.pieces)


@dataclass(frozen=True, slots=True)
class ReadText:
    """Text with the blocks that cover it and the pages it stands on."""

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[PageSpan, ...]


def cleaned(text: str) -> str:
    """Text with one blank between words, composed letters, and no soft hyphen within a line."""
    text = unicodedata.normalize("NFC", text)
    if text.endswith(SOFT_HYPHEN):
        text = text[:-1] + "-"
    text = text.replace(SOFT_HYPHEN, "").replace("\u200b", "").replace("\ufeff", "")
    return "\t".join(" ".join(cell.split()) for cell in text.split("\t")).strip()


# --- drafts to text ------------------------------------------------------------------------------------------


def text_of_drafts(drafts: Sequence[Draft], page_numbers: Sequence[int]) -> ReadText:
    """Text, blocks and page spans; the pages tile the text in order, pages without text are empty spans."""
    parts: list[str] = []
    blocks: list[Block] = []
    breaks: list[tuple[int, int]] = []  # offset, page from there on
    at = 0
    before: Draft | None = None
    hyphenated = _hyphenated(drafts)
    for draft in drafts:
        if before is not None:
            separator = "\n" if before.role == draft.role == "item" else "\n\n"
            parts.append(separator)
            at += len(separator)
        text, starts = _text_of_draft(draft, hyphenated)
        breaks += [(at + start, page) for start, page in starts]
        blocks.append(Block(draft.role, at, at + len(text), draft.page, draft.size or None, draft.bold))
        parts.append(text)
        at += len(text)
        before = draft
    return ReadText("".join(parts), tuple(blocks), _page_spans(breaks, at, page_numbers))


def _hyphenated(drafts: Sequence[Draft]) -> frozenset[str]:
    """Words that are written with a hyphen within a line; looked for only where a line ends with one."""
    lines = [text for draft in drafts for text, _ in draft.pieces]
    if not any(text.endswith("-") for text in lines):
        return frozenset()
    return frozenset(word.casefold() for text in lines for word in HYPHENATED.findall(text))


def _text_of_draft(draft: Draft, hyphenated: frozenset[str]) -> tuple[str, list[tuple[int, int]]]:
    """The block's text, and (offset, page) for its start and every page it goes on to."""
    text, page = draft.pieces[0]
    starts = [(0, page)]
    for piece, piece_page in draft.pieces[1:]:
        text = joined_lines(text, piece, hyphenated)
        if piece_page != page:
            starts.append((len(text) - len(piece), piece_page))
            page = piece_page
    return text, starts


def joined_lines(text: str, piece: str, hyphenated: frozenset[str] = frozenset()) -> str:
    """Two lines as one: hyphenation undone, "Hässelby-" + "Vällingby" and "alkohol-" + "och" kept.

    So is "socio-" + "ekonomisk" where the document writes "socio-ekonomisk" within a line.
    """
    if HYPHEN_END.search(text):
        if LEFT_OUT.match(piece):
            return f"{text} {piece}"
        if KEPT_HYPHEN.search(text) or not piece[:1].islower() or _is_written_so(text, piece, hyphenated):
            return text + piece
        return text[:-1] + piece
    if (text.endswith("/") and piece[:1].isalpha()) or (SPAN_END.search(text) and piece[:1].isdigit()):
        return text + piece
    return f"{text} {piece}"


def _is_written_so(text: str, piece: str, hyphenated: frozenset[str]) -> bool:
    last, first = LAST_WORD.search(text), FIRST_WORD.match(piece)
    return last is not None and first is not None and (last.group() + first.group()).casefold() in hyphenated


def _page_spans(breaks: list[tuple[int, int]], length: int, numbers: Sequence[int]) -> tuple[PageSpan, ...]:
    first_on: dict[int, int] = {}
    for offset, page in breaks:
        first_on.setdefault(page, offset)
    spans: list[PageSpan] = []
    following = length
    for number in sorted(numbers, reverse=True):
        start = min(first_on.get(number, following), following)
        spans.append(PageSpan(number, start, following))
        following = start
    spans.reverse()
    if spans:
        spans[0] = PageSpan(spans[0].number, 0, spans[0].end)
    return tuple(spans)
