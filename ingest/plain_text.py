"""Blocks of a plain text or Markdown file, in the same shape as those of a PDF.

Paragraphs are parted by empty lines. Within a paragraph short lines stand for themselves (fields, names, addresses);
long lines are running text and are joined. What stands side by side, parted by blanks, is read as on a printed page.
"""

from __future__ import annotations

import codecs
import math
import re
import unicodedata
from collections.abc import Sequence

from corpus.errors import UnsupportedFormatError
from corpus.records import Line
from ingest.columns import regions_in_order
from ingest.reading_order import (
    ATT_CLAUSE,
    BULLET,
    DASH_BULLET,
    LABELLED,
    NUMBERED,
    SENTENCE_END,
    Draft,
    ReadText,
    cleaned,
    text_of_drafts,
)

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s+(\S.*?)\s*#*$")  # "## Bakgrund"
MARKDOWN_BOLD = re.compile(r"^(\*\*|__)([^*_]+)\1$")  # "**Bakgrund**"
PAGE_BREAK = "\f"
WRAPPED = (55, 110)  # a line of this length was broken by an editor; a longer one is a paragraph by itself
TITLE_SIZE = 16.0  # points, said of "# " so that it is the largest heading
ADDRESS = re.compile(r"\w[.@/]\w")  # "stockholm.se": the foot of a page, no sentence that goes on
# "Lunds kommun        Tjänsteskrivelse        1 (2)": cells of a line
WIDE_GAP = re.compile(r" {3,}")
# "Datum  2014-03-03": two blanks part cells where other lines have one beginning at the same place
NARROW_GAP = re.compile(r"(?<![.:!?]) {2,}")
# "att    godkänna avtalet", "1.   Planen antas", "§ 12   Val": a mark and its text are no two cells
MARK = re.compile(r"^(?:att|[-–—•*]|\d{1,2}[.)]?|[a-zåäö]\)|(?:\w{1,4} )?§+ ?\d+(?:[-–]\d+)?)$", re.IGNORECASE)
# "F ö r s l a g   t i l l   b e s l u t": letters printed apart are no cells
LETTER_SPACED = re.compile(r"\s*(?:[^\W\d_] {1,2}){4}")
LETTER, LINE, TYPE = 8.0, 13.0, 10.0  # points a letter is wide, a line high and its type large, for lack of a page
# "Dnr KS 2014/12", "(Er beteckning 12/2014)", "Handläggare: Eva Ek", "Nummer 3, maj 2015": never the rest of the line
# above
FIELD = re.compile(
    r"\(?(?:dnr|d\.?nr|diarienummer|diarienr|ärendenummer|(?:er|vår)t? (?:beteckning|dnr|referens)|handläggare|datum)"
    r"\b|(?:nr|nummer|årgång)\.? ?\d{1,2}\b.{0,20}(?:19|20)\d\d$",
    re.IGNORECASE,
)
# "3. Planen antas", "12) Planen antas": the number of a point
NUMBER = re.compile(r"(?P<number>\d{1,2})[.)]\s+(?=[A-ZÅÄÖ]|att\b)")
PARAGRAPH_SIGN = re.compile(r"(?:\w{1,4} )?§")  # "§ 12 Val av ledamot", "KS § 12"
FULL_STOPS = (".", "!", "?")  # what ends a sentence, not a field
TITLE_LINE = 40  # a shorter line is a field or a name and ends where it ends
CONTROL_SHARE = 0.02  # more control characters than this, and it is no text


def decoded(content: bytes) -> str:
    """The text of bytes in UTF-8, UTF-16 or UTF-32 with a byte order mark, else Windows-1252.

    Raises ``UnsupportedFormatError`` when the bytes are no text.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            text = content.decode(encoding, "replace")
            break
    else:
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            text = content.decode("cp1252", "replace")
    if not _is_text(text):
        raise UnsupportedFormatError("The file is neither a PDF nor text; save it as PDF or text and add it again.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_text(text: str) -> bool:
    strange = sum(1 for letter in text if unicodedata.category(letter) in {"Cc", "Cn"} and letter not in "\t\n\r\f")
    strange += text.count("\ufffd")
    return any(letter.isalpha() for letter in text) and strange <= CONTROL_SHARE * len(text)


def text_of_plain(text: str) -> ReadText:
    """The text in blocks; form feeds part pages, not the sentences they fall in."""
    text = unicodedata.normalize("NFC", text)  # lines are as long as they look
    pages = text.split(PAGE_BREAK)
    wrapped = sum(len(line) > WRAPPED[1] for line in text.split("\n")) < 2
    drafts: list[Draft] = []
    for number, page in enumerate(pages, 1):
        drafts += drafts_of_plain(page, number, wrapped=wrapped, above=drafts)
    return text_of_drafts(_over_form_feeds(drafts), list(range(1, len(pages) + 1)))


def _over_form_feeds(drafts: list[Draft]) -> list[Draft]:
    joined: list[Draft] = []
    for draft in drafts:
        before = joined[-1] if joined else None
        if before and before.pieces[-1][1] < draft.page and _breaks_off(before, draft):
            before.pieces += draft.pieces
        else:
            joined.append(draft)
    return joined


def _breaks_off(before: Draft, draft: Draft) -> bool:
    """Whether a page ends in mid-sentence: no stop, and the next one goes on, not with a point.

    It goes on with a small letter; with a large one ("Mullsjö" / "Energi AB") only from running text to running text.
    """
    if before.role == "heading" or draft.role != "paragraph" or ADDRESS.search(draft.first):
        return False
    if ATT_CLAUSE.match(draft.first) or SENTENCE_END.search(before.last):
        return False
    is_running = len(before.last) >= WRAPPED[0] and draft.length >= TITLE_LINE and draft.last.endswith(FULL_STOPS)
    is_own = FIELD.match(draft.first) or LABELLED.match(draft.first) or PARAGRAPH_SIGN.match(draft.first)
    return draft.first[:1].islower() or (is_running and draft.first[:1].isupper() and not is_own)


def drafts_of_plain(text: str, page: int = 1, *, wrapped: bool = True, above: Sequence[Draft] = ()) -> list[Draft]:
    """Blocks of the text of one page; ``above`` are those of the pages before.

    Where an editor ``wrapped`` the lines, a long one goes on in the next; else only in mid-sentence.
    """
    drafts = list(above)
    for paragraph in re.split(r"\n[ \t]*\n", text):
        drafts += _side_by_side(paragraph, page, wrapped) or _drafts(paragraph, page, wrapped, _last_number(drafts))
    return drafts[len(above) :]


def _last_number(drafts: Sequence[Draft]) -> int:
    """The number of the last numbered item, 0 where there is none."""
    numbers = (NUMBER.match(draft.first) for draft in reversed(drafts) if draft.role == "item")
    return next((int(match["number"]) for match in numbers if match), 0)


def _side_by_side(paragraph: str, page: int, wrapped: bool) -> list[Draft]:
    """Blocks of a paragraph whose lines hold several cells, in the order of a printed page; ``[]`` for any other."""
    lines = [unicodedata.normalize("NFC", line).expandtabs() for line in paragraph.split("\n") if line.strip()]
    columns = _shared_starts(lines)
    rows = [_cells(line, columns) for line in lines]
    if all(len(row) < 2 for row in rows):
        return []
    placed = [
        Line(text, place * LETTER, number * LINE, (place + len(text)) * LETTER, number * LINE + TYPE, TYPE, False)
        for number, row in enumerate(rows)
        for place, text in row
    ]
    drafts: list[Draft] = []
    for region in regions_in_order(placed, math.inf, first_page=True):
        if region.fields or any("\t" in line.text for line in region.lines):
            drafts += [
                Draft("paragraph", page, 0.0, False, [(cleaned(line.text), page)])
                for line in region.lines
                if cleaned(line.text)
            ]
        else:
            drafts += _drafts("\n".join(line.text for line in region.lines), page, wrapped)
    return drafts


def _shared_starts(lines: list[str]) -> frozenset[int]:
    """Places at which, behind two blanks, cells of several lines begin."""
    starts = [match.end() for line in lines for match in NARROW_GAP.finditer(line) if match.start()]
    return frozenset(start for start in starts if starts.count(start) > 1)


def _cells(line: str, columns: frozenset[int]) -> list[tuple[int, str]]:
    """The cells of a line with the place each begins at."""
    cells: list[tuple[int, str]] = []
    begin = len(line) - len(line.lstrip())
    if LETTER_SPACED.match(line):
        return [(begin, line.strip())]
    for gap in NARROW_GAP.finditer(line, begin):
        text = line[begin : gap.start()]
        if (WIDE_GAP.fullmatch(gap.group()) or gap.end() in columns) and not MARK.match(text):
            cells.append((begin, text))
            begin = gap.end()
    return [*cells, (begin, line[begin:].rstrip())]


def _drafts(paragraph: str, page: int, wrapped: bool, last_number: int = 0) -> list[Draft]:
    """Blocks of a paragraph; ``last_number`` is that of the numbered item above it."""
    drafts: list[Draft] = []
    goes_on = False
    for raw in paragraph.split("\n"):
        line = cleaned(raw)
        if not line:
            continue
        if heading := MARKDOWN_HEADING.match(line) or MARKDOWN_BOLD.match(line):
            size = TITLE_SIZE if line.startswith("# ") else 0.0
            drafts.append(Draft("heading", page, size, True, [(heading[2].strip(), page)]))
        elif _is_item(line, drafts, goes_on) or _counts_on(line, _last_number(drafts) or last_number):
            drafts.append(Draft("item", page, 0.0, False, [(BULLET.sub("- ", line).strip(), page)]))
        elif drafts and (
            (goes_on and _continues(line, drafts[-1], wrapped)) or (drafts[-1].role == "item" and raw[:1].isspace())
        ):
            drafts[-1].pieces.append((line, page))
        else:
            drafts.append(Draft("paragraph", page, 0.0, False, [(line, page)]))
        shortest = WRAPPED[0] if SENTENCE_END.search(line) else TITLE_LINE
        goes_on = drafts[-1].role != "heading" and shortest <= len(line) <= WRAPPED[1]
    return drafts


def _continues(line: str, before: Draft, wrapped: bool) -> bool:
    """Whether a line goes on from a long one above it: surely with a small letter, else where the text is wrapped."""
    if line[:1].islower() and not ATT_CLAUSE.match(line):
        return True
    is_field = FIELD.match(line) or (LABELLED.match(line) and LABELLED.match(before.first))
    return wrapped and len(before.last) >= WRAPPED[0] and not is_field


def _counts_on(line: str, last_number: int) -> bool:
    """Whether a line is the next point of a list: "3. Planen antas" below the stem that stands under point 2."""
    number = NUMBER.match(line)
    return number is not None and last_number > 0 and int(number["number"]) == last_number + 1


def _is_item(line: str, drafts: list[Draft], goes_on: bool) -> bool:
    if BULLET.match(line):
        return True
    if not DASH_BULLET.match(line) and not NUMBERED.match(line):
        return False
    return not goes_on or drafts[-1].role == "item" or SENTENCE_END.search(drafts[-1].last) is not None
