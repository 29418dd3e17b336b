"""Blocks of a plain text or Markdown file, in the same shape as those of a PDF.

Paragraphs are parted by empty lines. Within a paragraph short lines stand for themselves (fields, names, addresses);
long lines are running text and are joined.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from corpus.errors import UnsupportedFormatError
from ingest.reading_order import (
    ATT_CLAUSE,
    BULLET,
    DASH_BULLET,
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
    pages = text.split(PAGE_BREAK)
    drafts = [draft for number, page in enumerate(pages, 1) for draft in drafts_of_plain(page, number)]
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
    """Whether a page ends in mid-sentence: no stop, and the next one goes on with a small letter, not with a point."""
    if before.role == "heading" or draft.role != "paragraph" or ADDRESS.search(draft.first):
        return False
    return not ATT_CLAUSE.match(draft.first) and not SENTENCE_END.search(before.last) and draft.first[:1].islower()


def drafts_of_plain(text: str, page: int = 1) -> list[Draft]:
    """Blocks of the text of one page."""
    return [draft for paragraph in re.split(r"\n[ \t]*\n", text) for draft in _drafts(paragraph, page)]


def _drafts(paragraph: str, page: int) -> list[Draft]:
    drafts: list[Draft] = []
    goes_on = False
    for raw in paragraph.split("\n"):
        line = cleaned(raw)
        if not line:
            continue
        if heading := MARKDOWN_HEADING.match(line) or MARKDOWN_BOLD.match(line):
            size = TITLE_SIZE if line.startswith("# ") else 0.0
            drafts.append(Draft("heading", page, size, True, [(heading[2].strip(), page)]))
        elif _is_item(line, drafts, goes_on):
            drafts.append(Draft("item", page, 0.0, False, [(BULLET.sub("- ", line).strip(), page)]))
        elif drafts and (goes_on or (drafts[-1].role == "item" and raw[:1].isspace())):
            drafts[-1].pieces.append((line, page))
        else:
            drafts.append(Draft("paragraph", page, 0.0, False, [(line, page)]))
        goes_on = drafts[-1].role != "heading" and WRAPPED[0] <= len(line) <= WRAPPED[1]
    return drafts


def _is_item(line: str, drafts: list[Draft], goes_on: bool) -> bool:
    if BULLET.match(line):
        return True
    if not DASH_BULLET.match(line) and not NUMBERED.match(line):
        return False
    return not goes_on or drafts[-1].role == "item" or SENTENCE_END.search(drafts[-1].last) is not None
