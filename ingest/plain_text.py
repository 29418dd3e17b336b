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
MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")  # "## Bakgrund"
MARKDOWN_BOLD = re.compile(r"^(\*\*|__)(?P<text>[^*_]+)\1$")  # "**Bakgrund**"
PAGE_BREAK = "\f"
WRAPPED = 55  # from this length a line is running text whose break was not meant
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
    """The text in blocks; form feeds part pages."""
    drafts: list[Draft] = []
    pages = text.split(PAGE_BREAK)
    for number, page in enumerate(pages, 1):
        for paragraph in re.split(r"\n[ \t]*\n", page):
            drafts += _drafts(paragraph, number)
    return text_of_drafts(drafts, list(range(1, len(pages) + 1)))


def _drafts(paragraph: str, page: int) -> list[Draft]:
    drafts: list[Draft] = []
    wrapped = False
    for raw in paragraph.split("\n"):
        line = cleaned(raw)
        if not line:
            continue
        if heading := MARKDOWN_HEADING.match(line) or MARKDOWN_BOLD.match(line):
            size = 16.0 if line.startswith("# ") else 12.0
            drafts.append(Draft("heading", page, size, True, [(heading[2].strip(), page)]))
            wrapped = False
        elif _is_item(line, wrapped):
            drafts.append(Draft("item", page, 0.0, False, [(BULLET.sub("- ", line), page)]))
            wrapped = True
        elif drafts and wrapped:
            drafts[-1].pieces.append((line, page))
        else:
            drafts.append(Draft("paragraph", page, 0.0, False, [(line, page)]))
        if drafts[-1].role != "heading":
            wrapped = len(line) >= WRAPPED or (drafts[-1].role == "item" and raw[:1].isspace())
    return drafts


def _is_item(line: str, wrapped: bool) -> bool:
    if BULLET.match(line):
        return True
    if wrapped and SENTENCE_END.search(line) is None and not DASH_BULLET.match(line):
        return False
    return bool(DASH_BULLET.match(line) or NUMBERED.match(line))
