"""The matters of minutes: each paragraph (§) that carries its own title, as a document by itself.

A part keeps the page numbers of the whole; its spans count from its own first character until they are moved back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.records import Block, Diarienummer, Document, PageSpan, Proposal, Section, TagRecord

# the head of a matter: "§ 74 Uppföljning av idrottshallar" · "§12" · "KF § 286 Budget" · "§ 63/20 Val"
PARAGRAPH_HEADING = re.compile(r"^(?:[A-ZÅÄÖ]\w{0,3}\s+)?§\s*\d+(?:/\d{2,4})?\.?\s*(?P<title>.*)$", re.DOTALL)

LONGEST_HEAD = 200

# the case number in the head: "KF § 286 Dnr KS 01-486 841"
NUMBER_FIELD = re.compile(r"\s*\(?\b(?:dnr|d nr|diarienummer|ärendenummer)\b.*$", re.IGNORECASE)

# one matter is an extract, not a bundle
FEWEST_PARTS = 2


@dataclass(frozen=True, slots=True)
class Part:
    """One matter: where it stands in the whole, its title, and its text as a document."""

    start: int
    end: int
    title: str | None
    document: Document


def parts_of(document: Document) -> tuple[Part, ...]:
    """The matters of minutes in order; ``()`` when the document is about one matter only."""
    heads = [block for block in document.blocks if _is_head(document, block)]
    if len(heads) < FEWEST_PARTS:
        return ()
    ends = [*(head.start for head in heads[1:]), len(document.text)]
    return tuple(_part(document, head, end) for head, end in zip(heads, ends, strict=True))


def _is_head(document: Document, block: Block) -> bool:
    """A short line that opens with a paragraph number; a sentence ("§ 5 ska ändras.") is none."""
    line = document.text[block.start : block.end].strip()
    return len(line) <= LONGEST_HEAD and not line.endswith(".") and bool(PARAGRAPH_HEADING.match(line))


def moved(record: TagRecord, start: int) -> TagRecord:
    """The record of a part with its spans counted in the whole document."""
    numbers = tuple(_moved_number(number, start) for number in record.diarienummer)
    return replace(record, diarienummer=numbers, proposals=tuple(_moved_proposal(p, start) for p in record.proposals))


def _moved_number(number: Diarienummer, by: int) -> Diarienummer:
    if number.start is None or number.end is None:
        return number
    return replace(number, start=number.start + by, end=number.end + by)


def _moved_proposal(proposal: Proposal, by: int) -> Proposal:
    return replace(proposal, start=proposal.start + by, end=proposal.end + by)


def _part(document: Document, head: Block, end: int) -> Part:
    start = head.start
    pages = tuple(_pages(document, start, end))
    sliced = Document(
        source=replace(document.source, pages=len(pages)),
        text=document.text[start:end],
        pages=pages,
        blocks=tuple(_blocks(document, start, end)),
        sections=tuple(_sections(document, head, end)),
        furniture=(),
    )
    return Part(start, end, _title(document, head, end), sliced)


def _title(document: Document, head: Block, end: int) -> str | None:
    """What stands behind the paragraph number, else the line below it."""
    match = PARAGRAPH_HEADING.match(document.text[head.start : head.end].strip())
    behind = NUMBER_FIELD.sub("", " ".join(match["title"].split())) if match else ""
    below = document.text[head.end : end].strip().split("\n", 1)[0].strip()
    return behind or below or None


def _pages(document: Document, start: int, end: int) -> Iterator[PageSpan]:
    for page in document.pages:
        if page.end > start and page.start < end:
            yield PageSpan(page.number, max(page.start, start) - start, min(page.end, end) - start)


def _blocks(document: Document, start: int, end: int) -> Iterator[Block]:
    for block in document.blocks:
        if start <= block.start and block.end <= end:
            yield replace(block, start=block.start - start, end=block.end - start)


def _sections(document: Document, head: Block, end: int) -> Iterator[Section]:
    """The head as the title, then the sections below it."""
    below = [section for section in document.sections if head.start < section.start < end]
    title_end = below[0].start if below else end
    heading = document.text[head.start : head.end]
    yield Section("title", heading, 0, head.end - head.start, title_end - head.start, head.page)
    for section in below:
        yield replace(
            section,
            start=section.start - head.start,
            body_start=section.body_start - head.start,
            end=min(section.end, end) - head.start,
        )
