"""Blocks of text from lines: headings, paragraphs and list items, rejoined over line, column and page breaks.

How a line break is read: a line continues the one above when it follows tightly, in the same type, and its first
word would not have fitted above. A word that would have fitted shows that the break was meant
("Handläggare: ..." over "Telefon: ..."). Blocks are joined by an empty line, the items of one list by a line break.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.records import BlockRole, Line, Page
from ingest.columns import Region, regions_in_order, right_edge
from ingest.drafts import HYPHEN_END, Draft, ReadText, cleaned, text_of_drafts

__all__ = ["Draft", "ReadText", "body_size", "cleaned", "text_of_drafts", "text_of_pages"]

# "•", "\uf0b7" (Symbol font), "▪": always a list marker
BULLET = re.compile(r"^(?:[\uf0b7\uf0a7\uf02d•●▪◦·○]\s*|\*\s+(?=att\s))")
# "- att", "– att": a list marker only where a new line was meant
DASH_BULLET = re.compile(r"^[-–—]\s+(?=\S)")
# "1. Nämnden", "2) ", "a) ", "10."
NUMBERED = re.compile(r"^(?:\d{1,2}[.)]|[a-zåäö]\))\s+(?=\S)")
# "att anta förvaltningens svar": a point of a proposal without a marker
ATT_CLAUSE = re.compile(r"^att\s+\w")
# "Justerare: Eva Ek", "Plats och tid: Rådhuset": a field and what it says
LABELLED = re.compile(r"^[A-ZÅÄÖ][\w-]+(?: [a-zåäö]+){0,3}:[ ](?=\S)")
SENTENCE_END = re.compile(r"[.!?:;][\"”’')\]]*$")
# "1 Se nämndens beslut", "*) avser helår", "²Räknat": how a footnote in small print begins
SMALL_FOOTNOTE = re.compile(r"^(?:[¹²³⁴⁵⁶⁷⁸⁹]+|\d{1,2}[).]?(?=\s)|\*{1,3}\)?)\s*\w")
FOOTNOTE = re.compile(r"^(?:[¹²³⁴⁵⁶⁷⁸⁹]|\d{1,2}\s+[A-ZÅÄÖ])")  # "¹ Räknat i 2009 års priser"
# "E-post:" over the address, "Lisa Kvist och" over a second name: all that goes on among header fields
FIELD_GOES_ON = re.compile(r"(?:[:,/-]|\b(?:och|resp\.?|samt))$")

PARAGRAPH_GAP = 0.42  # type sizes of empty space (over the line's own box) that part two paragraphs
FULL_LINE = 60  # characters from which a last line counts as a line of running text
SMALL_PRINT = 0.92  # footnotes are smaller than the text by at least this
LARGER = 1.12  # headings are larger than the text by at least this
TITLE_LARGER = 1.25
HEADING_LENGTH = 160
NUMBERED_HEADING = 80


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
            meant = before is None or _is_meant_break(before, line, region.right, body) or _is_next_field(text, drafts)
        noted = _opens_footnote(line, text, body)
        marker = None if noted else _marker(text, meant, drafts)
        if drafts and not meant and marker is None and not noted:
            drafts[-1].pieces.append((text, page))
        else:
            text = BULLET.sub("- ", text).strip() if marker == "bullet" else text
            role: BlockRole = "item" if marker else _role(line, text, body)
            drafts.append(Draft(role, page, line.size, line.bold, [(text, page)], number, footnote=noted))
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


def _is_meant_break(before: Line, line: Line, right: float, body: float) -> bool:
    if "\t" in before.text + line.text:
        return True  # every row of a table stands for itself
    if line.bold != before.bold or abs(line.size - before.size) > 0.6:
        return not _is_run_in(before, line)
    gap = line.top - before.bottom
    if gap > PARAGRAPH_GAP * line.size or gap < -line.size:
        return True
    if before.size >= TITLE_LARGER * body:
        return False  # a title may be broken anywhere
    return _would_have_fitted(before, line, right)


def _is_next_field(text: str, drafts: list[Draft]) -> bool:
    """Whether a line is a field below another one, however full its line: "Närvarande: ..." over "Justerare: ..."."""
    return bool(drafts) and LABELLED.match(text) is not None and LABELLED.match(drafts[-1].first) is not None


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


def _opens_footnote(line: Line, text: str, body: float) -> bool:
    return line.size <= SMALL_PRINT * body and "\t" not in text and SMALL_FOOTNOTE.match(text) is not None


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
    return draft.footnote or (draft.role == "paragraph" and FOOTNOTE.match(draft.first) is not None)


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
