"""Blocks of text from lines: headings, paragraphs and list items, rejoined over line, column and page breaks.

How a line break is read: a line continues the one above when it follows tightly, in the same type, and its first
word would not have fitted above. A word that would have fitted shows that the break was meant
("Handläggare: ..." over "Telefon: ..."). Blocks are joined by an empty line, the items of one list by a line break.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from corpus.records import Block, BlockRole, Line, Page, PageSpan
from ingest.columns import Region, regions_in_order, right_edge

# "•", "\uf0b7" (Symbol font), "▪": always a list marker
BULLET = re.compile(r"^[\uf0b7\uf0a7\uf02d•●▪◦·○]\s*")
# "- att", "– att": a list marker only where a new line was meant
DASH_BULLET = re.compile(r"^[-–—]\s+(?=\S)")
# "1. Nämnden", "2) ", "a) ", "10."
NUMBERED = re.compile(r"^(?:\d{1,2}[.)]|[a-zåäö]\))\s+(?=\S)")
# "att anta förvaltningens svar": a point of a proposal without a marker
ATT_CLAUSE = re.compile(r"^att\s+\w")
SENTENCE_END = re.compile(r"[.!?:;][\"”’')\]]*$")
HYPHEN_END = re.compile(r"\w-$")  # "tjänste-"
# "Hässelby-" + "Vällingby", "FoU-" + "enhet", "3-" + "årsperiod", "e-" + "post": the hyphen belongs to the word
KEPT_HYPHEN = re.compile(r"(?:[A-ZÅÄÖ\d]|(?:^|[\s(])\w)-$")
# "alkohol-" + "och drogpolitik": the hyphen stands for a word left out
LEFT_OUT = re.compile(r"^(?:och|eller|samt|resp|respektive|till|som|men|/)\b")
FOOTNOTE = re.compile(r"^(?:[¹²³⁴⁵⁶⁷⁸⁹]|\d{1,2}\s+[A-ZÅÄÖ])")  # "¹ Räknat i 2009 års priser"
# "E-post:" over the address, "Lisa Kvist och" over a second name: all that goes on among header fields
FIELD_GOES_ON = re.compile(r"(?:[:,/-]|\b(?:och|resp\.?|samt))$")
SOFT_HYPHEN = "\u00ad"

PARAGRAPH_GAP = 0.42  # type sizes of empty space (over the line's own box) that part two paragraphs
FULL_LINE = 60  # characters from which a last line counts as a line of running text
LARGER = 1.12  # headings are larger than the text by at least this
TITLE_LARGER = 1.25
HEADING_LENGTH = 160
NUMBERED_HEADING = 80


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


def text_of_pages(pages: Sequence[Page]) -> ReadText:
    """The whole text of pages (without furniture), in reading order."""
    body = body_size(pages)
    drafts: list[Draft] = []
    region_number = 0
    text_right = right_edge(line for page in pages for line in page.lines)
    for page in pages:
        for region in regions_in_order(page.lines, page.height, first_page=page.number == 1, text_right=text_right):
            region_number += 1
            drafts += _drafts(region, page.number, region_number, body)
    return text_of_drafts(_joined_over_breaks(drafts), [page.number for page in pages])


def body_size(pages: Iterable[Page]) -> float:
    """The type size most characters are set in."""
    weight: dict[float, int] = {}
    for page in pages:
        for line in page.lines:
            weight[line.size] = weight.get(line.size, 0) + len(line.text)
    return max(weight, key=lambda size: weight[size], default=10.0)


# --- lines to drafts -----------------------------------------------------------------------------------------


def _drafts(region: Region, page: int, number: int, body: float) -> list[Draft]:
    drafts: list[Draft] = []
    before: Line | None = None
    for line in region.lines:
        text = cleaned(line.text)
        if not text:
            continue
        if before is not None and region.fields:
            meant = FIELD_GOES_ON.search(before.text) is None
        else:
            meant = before is None or _is_meant_break(before, line, region.right, body)
        marker = _marker(text, meant, drafts)
        if drafts and not meant and marker is None:
            drafts[-1].pieces.append((text, page))
        else:
            text = BULLET.sub("- ", text).strip() if marker == "bullet" else text
            role: BlockRole = "item" if marker else _role(line, text, body)
            drafts.append(Draft(role, page, line.size, line.bold, [(text, page)], number))
        drafts[-1].filled = line.x1 > region.right - 8 * line.size
        before = line
    for draft in drafts:
        if draft.role == "item" and _is_numbered_heading(draft, body):
            draft.role = "heading"
        if draft.role == "heading" and (draft.length > HEADING_LENGTH or draft.last.endswith((".", ","))):
            draft.role = "paragraph"
    return drafts


def _is_numbered_heading(draft: Draft, body: float) -> bool:
    """True for "3. Bakgrund" set as a heading; a point of a list in bold is a sentence or goes on for lines."""
    alone = len(draft.pieces) == 1 and draft.length <= NUMBERED_HEADING and not SENTENCE_END.search(draft.last)
    return alone and NUMBERED.match(draft.first) is not None and (draft.bold or draft.size >= LARGER * body)


def cleaned(text: str) -> str:
    """Text with one blank between words, composed letters, and no soft hyphen within a line."""
    text = unicodedata.normalize("NFC", text)
    if text.endswith(SOFT_HYPHEN):
        text = text[:-1] + "-"
    text = text.replace(SOFT_HYPHEN, "").replace("\u200b", "").replace("\ufeff", "")
    return "\t".join(" ".join(cell.split()) for cell in text.split("\t")).strip()


def _is_meant_break(before: Line, line: Line, right: float, body: float) -> bool:
    if line.bold != before.bold or abs(line.size - before.size) > 0.6 or "\t" in before.text + line.text:
        return not _is_run_in(before, line)
    gap = line.top - before.bottom
    if gap > PARAGRAPH_GAP * line.size or gap < -line.size:
        return True
    if before.size >= TITLE_LARGER * body:
        return False  # a title may be broken anywhere
    return _would_have_fitted(before, line, right)


def _is_run_in(before: Line, line: Line) -> bool:
    """A sentence that changes its type on the way: "... enligt *handboken*" over "*för nämnder* från"."""
    tight = -line.size < line.top - before.bottom <= PARAGRAPH_GAP * line.size
    mid_sentence = len(before.text) >= FULL_LINE and line.text[:1].islower() and not before.bold
    same_size = abs(line.size - before.size) <= 0.6
    return tight and mid_sentence and same_size and not SENTENCE_END.search(before.text)


def _would_have_fitted(before: Line, line: Line, right: float) -> bool:
    per_character = (line.x1 - line.x0) / max(len(line.text), 1)
    first_word = line.text.split(" ", 1)[0]
    needed = (len(first_word) + 1) * per_character * 1.15
    running_on = len(before.text) >= FULL_LINE and line.text[:1].islower()
    return before.x1 + needed < right and not running_on


def _marker(text: str, meant: bool, drafts: list[Draft]) -> str | None:
    if BULLET.match(text):
        return "bullet"
    in_list = bool(drafts) and drafts[-1].role == "item"
    ended = bool(drafts) and SENTENCE_END.search(drafts[-1].last) is not None
    if (meant or in_list) and DASH_BULLET.match(text):
        return "dash"
    if (meant or (in_list and ended)) and NUMBERED.match(text):
        return "number"
    return None


def _role(line: Line, text: str, body: float) -> BlockRole:
    stands_out = line.size >= LARGER * body or (line.bold and line.size >= 0.9 * body)
    return "heading" if stands_out and any(letter.isalpha() for letter in text) else "paragraph"


# --- breaks between columns and pages ------------------------------------------------------------------------


def _joined_over_breaks(drafts: list[Draft]) -> list[Draft]:
    joined: list[Draft] = []
    for draft in drafts:
        target = len(joined) - 1
        while target > 0 and joined[target].page < draft.page and _is_footnote(joined[target]):
            target -= 1  # a footnote stands between the halves of a sentence
        own_point = draft.role == "paragraph" and ATT_CLAUSE.match(draft.first) is not None
        same_region = bool(joined) and joined[-1].region == draft.region
        if own_point and (not joined or same_region or not _goes_on(joined[target], draft)):
            draft.role = "item"
            joined.append(draft)
        elif target >= 0 and _goes_on(joined[target], draft):
            whole = joined.pop(target)
            whole.pieces += draft.pieces
            whole.filled, whole.region = draft.filled, draft.region
            joined.append(whole)
        else:
            joined.append(draft)
    return joined


def _is_footnote(draft: Draft) -> bool:
    return draft.role == "paragraph" and FOOTNOTE.match(draft.first) is not None


def _goes_on(before: Draft, draft: Draft) -> bool:
    if draft.role != "paragraph" or before.role == "heading" or "\t" in before.last + draft.first:
        return False
    if draft.bold != before.bold or abs(draft.size - before.size) > 0.6:
        return False
    if SENTENCE_END.search(before.last) or _is_footnote(draft):
        return False
    running = before.length >= FULL_LINE or len(before.pieces) > 1
    if HYPHEN_END.search(before.last) and running:
        return True
    if not running or not draft.first[:1].isalnum():
        return False
    return draft.first[:1].islower() or (before.region != draft.region and before.filled and draft.length > 40)


# --- drafts to text ------------------------------------------------------------------------------------------


def text_of_drafts(drafts: Sequence[Draft], page_numbers: Sequence[int]) -> ReadText:
    """Text, blocks and page spans; the pages tile the text in order, pages without text are empty spans."""
    parts: list[str] = []
    blocks: list[Block] = []
    breaks: list[tuple[int, int]] = []  # offset, page from there on
    at = 0
    before: Draft | None = None
    for draft in drafts:
        if before is not None:
            separator = "\n" if before.role == draft.role == "item" else "\n\n"
            parts.append(separator)
            at += len(separator)
        text, starts = _text_of_draft(draft)
        breaks += [(at + start, page) for start, page in starts]
        blocks.append(Block(draft.role, at, at + len(text), draft.page, draft.size or None, draft.bold))
        parts.append(text)
        at += len(text)
        before = draft
    return ReadText("".join(parts), tuple(blocks), _page_spans(breaks, at, page_numbers))


def _text_of_draft(draft: Draft) -> tuple[str, list[tuple[int, int]]]:
    """The block's text, and (offset, page) for its start and every page it goes on to."""
    text, page = draft.pieces[0]
    starts = [(0, page)]
    for piece, piece_page in draft.pieces[1:]:
        text = _joined_lines(text, piece)
        if piece_page != page:
            starts.append((len(text) - len(piece), piece_page))
            page = piece_page
    return text, starts


def _joined_lines(text: str, piece: str) -> str:
    """Two lines as one: hyphenation undone, "Hässelby-" + "Vällingby" and "alkohol-" + "och" kept."""
    if HYPHEN_END.search(text):
        if LEFT_OUT.match(piece):
            return f"{text} {piece}"
        if KEPT_HYPHEN.search(text) or not piece[:1].islower():
            return text + piece
        return text[:-1] + piece
    if text.endswith("/") and piece[:1].isalpha():
        return text + piece
    return f"{text} {piece}"


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
