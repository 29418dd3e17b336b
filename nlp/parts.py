"""The matters of a file that holds several: the paragraphs (§) of minutes, the papers of a meeting bundle.

Each becomes a document by itself: its own stretch of the text, with spans that count from its own first character.
Pages keep their numbers in the file, so that the original opens at the right one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from operator import attrgetter

from corpus.records import Block, Confidentiality, Diarienummer, Document, PageSpan, Proposal, Section, TagRecord

# the head of a matter: "§ 74 Uppföljning av idrottshallar" · "§12" · "KF § 286 Budget" · "§ 63/20 Val" · "§§ 23-24 Val"
PARAGRAPH_HEADING = re.compile(
    r"^(?:[A-ZÅÄÖ]\w{0,3}\s+)?§{1,2}\s*(?P<number>\d+(?:\s?[-–]\s?(?P<last>\d+))?(?:/\d{2,4})?)\.?\s*(?P<title>.*)$",
    re.DOTALL,
)

# beside the head or below it, above the title: the paragraph of the body that prepared it, and the case number
PREPARED = re.compile(r"^(?:[A-ZÅÄÖ]\w{0,3}\s*§+\s*\d+(?:[-–]\d+)?\s*)+")
BESIDE_HEAD = re.compile(
    r"^(?:[A-ZÅÄÖ]\w{0,3}\s*)?§+\s*\d+(?:[-–]\d+)?$|^(?:dnr|d nr|diarienummer|ärendenummer)\b"
    r"|^(?:[A-ZÅÄÖ][\w]{0,5}[ /]?)?(?:19|20)\d\d[:/-]\d+\S*$",
    re.IGNORECASE,
)
LINES_BELOW_HEAD = 4

LONGEST_HEAD = 200

# the case number in the head: "KF § 286 Dnr KS 01-486 841"
NUMBER_FIELD = re.compile(r"(?:^|\s+)\(?\b(?:dnr|d nr|diarienummer|ärendenummer)\b.*$", re.IGNORECASE)

# one matter is an extract, not a bundle
FEWEST_PARTS = 2


@dataclass(frozen=True, slots=True)
class Part:
    """One matter: where it stands in the whole, its paragraph and title where it is one of minutes, and its text as a
    document."""

    start: int
    end: int
    title: str | None
    document: Document
    paragraph: str | None = None


def parts_of(document: Document) -> tuple[Part, ...]:
    """The papers of a bundle, or the matters of minutes, in order; ``()`` for a document about one matter only."""
    if document.starts:
        ends = [*document.starts[1:], len(document.text)]
        return tuple(
            _paper(document, start, start + len(document.text[start:end].rstrip()))
            for start, end in zip(document.starts, ends, strict=True)
        )
    heads = _heads(document)
    if len(heads) < FEWEST_PARTS:
        return ()
    ends = [*(head.start for head in heads[1:]), len(document.text)]
    return tuple(_paragraph(document, head, end) for head, end in zip(heads, ends, strict=True))


def frame_document(document: Document, parts: Sequence[Part]) -> Document:
    """What no part covers (the front of minutes with those present, the notice of a meeting), spans unchanged."""
    return _paper(document, 0, parts[0].start).document if parts else document


def moved(record: TagRecord, by: int) -> TagRecord:
    """The record with its spans moved: of a part, counted in the whole document; back with a negative number."""
    numbers = tuple(_moved_number(number, by) for number in record.diarienummer)
    return replace(
        record,
        diarienummer=numbers,
        proposals=tuple(_moved_proposal(p, by) for p in record.proposals),
        confidentiality=tuple(_moved_mark(mark, by) for mark in record.confidentiality),
    )


def _heads(document: Document) -> list[Block]:
    """The heads of matters: neither a preparing body's paragraph beside one nor the span that a roll gives."""
    heads: list[Block] = []
    before: Block | None = None
    for block in document.blocks:
        if _is_head(document, block):
            if heads and before is heads[-1] and _letters(document, block) != _letters(document, before):
                continue  # "Au § 30" beside "Sn § 21"
            heads.append(block)
        before = block
    numbers = [_number(document, head) for head in heads]
    return [
        head
        for place, head in enumerate(heads)
        if not _spans(document, head, [number for number in numbers[place + 1 :] if number])
    ]


def _number(document: Document, head: Block) -> int | None:
    match = PARAGRAPH_HEADING.match(document.text[head.start : head.end].strip())
    return int(re.split(r"\D", match["number"], maxsplit=1)[0]) if match else None


def _letters(document: Document, head: Block) -> str:
    """The body's letters before a paragraph: "Sn § 21" -> "Sn"."""
    return document.text[head.start : head.end].strip().split("§", 1)[0].strip()


def _spans(document: Document, head: Block, following: list[int]) -> bool:
    """Whether a head is a span of those below it: "Paragrafer §§ 112-115"."""
    match = PARAGRAPH_HEADING.match(document.text[head.start : head.end].strip())
    if match is None or match["last"] is None:
        return False
    first, last = int(re.split(r"\D", match["number"], maxsplit=1)[0]), int(match["last"])
    return any(first <= number <= last for number in following)


def _is_head(document: Document, block: Block) -> bool:
    """A short line that opens with a paragraph number; a sentence ("§ 5 ska ändras.") is none."""
    line = document.text[block.start : block.end].strip()
    return len(line) <= LONGEST_HEAD and not line.endswith(".") and bool(PARAGRAPH_HEADING.match(line))


def _moved_number(number: Diarienummer, by: int) -> Diarienummer:
    if number.start is None or number.end is None:
        return number
    return replace(number, start=number.start + by, end=number.end + by)


def _moved_mark(mark: Confidentiality, by: int) -> Confidentiality:
    if mark.start is None or mark.end is None:
        return mark
    return replace(mark, start=mark.start + by, end=mark.end + by)


def _moved_proposal(proposal: Proposal, by: int) -> Proposal:
    return replace(proposal, start=proposal.start + by, end=proposal.end + by)


def _paper(document: Document, start: int, end: int) -> Part:
    """A paper of a bundle, with its own sections and its own running lines."""
    cut = _cut(document, start, end)
    pages = {page.number for page in cut.pages}
    furniture = tuple(line for line in document.furniture if line.page in pages)
    return Part(start, end, None, replace(cut, furniture=furniture))


def _paragraph(document: Document, head: Block, end: int) -> Part:
    cut = _cut(document, head.start, end)
    sections = tuple(_under_head(document.text[head.start : head.end], head, cut))
    match = PARAGRAPH_HEADING.match(document.text[head.start : head.end].strip())
    paragraph = f"{'§§' if match['last'] else '§'} {match['number']}" if match else None
    return Part(head.start, end, _title(document, head, end), replace(cut, sections=sections), paragraph)


def _title(document: Document, head: Block, end: int) -> str | None:
    """What stands behind the paragraph number, else the line below it."""
    match = PARAGRAPH_HEADING.match(document.text[head.start : head.end].strip())
    behind = NUMBER_FIELD.sub("", PREPARED.sub("", " ".join(match["title"].split()))).strip() if match else ""
    lines = (line.strip() for line in document.text[head.end : end].split("\n"))
    below = (line for line in islice(filter(None, lines), LINES_BELOW_HEAD) if not BESIDE_HEAD.match(line))
    return behind or next((title for line in below if (title := NUMBER_FIELD.sub("", line).strip())), None)


def _cut(document: Document, start: int, end: int) -> Document:
    """The stretch as a document without running lines. Only what lies inside is looked at: a bundle of many parts is
    cut in one pass over its blocks. The whole's masked numbers count for each part, since they share the original."""
    pages = tuple(_pages(document, start, end))
    return Document(
        source=replace(document.source, pages=len(pages)),
        text=document.text[start:end],
        pages=pages,
        blocks=tuple(_blocks(document, start, end)),
        sections=tuple(_sections(document, start, end)),
        masked_numbers=document.masked_numbers,
        masked_names=document.masked_names,
    )


def _pages(document: Document, start: int, end: int) -> Iterator[PageSpan]:
    first = bisect_right(document.pages, start, key=attrgetter("end"))
    for page in document.pages[first : bisect_left(document.pages, end, key=attrgetter("start"))]:
        yield PageSpan(page.number, max(page.start, start) - start, min(page.end, end) - start)


def _blocks(document: Document, start: int, end: int) -> Iterator[Block]:
    first = bisect_left(document.blocks, start, key=attrgetter("start"))
    for block in document.blocks[first : bisect_right(document.blocks, end, key=attrgetter("end"))]:
        yield replace(block, start=block.start - start, end=block.end - start)


def _sections(document: Document, start: int, end: int) -> Iterator[Section]:
    """The sections that begin inside; the last one ends where the part does."""
    first = bisect_left(document.sections, start, key=attrgetter("start"))
    for section in document.sections[first : bisect_left(document.sections, end, key=attrgetter("start"))]:
        yield replace(
            section,
            start=section.start - start,
            body_start=min(section.body_start, end) - start,
            end=min(section.end, end) - start,
        )


def _under_head(heading: str, head: Block, part: Document) -> Iterator[Section]:
    """The head as the title, then the sections below it."""
    below = [section for section in part.sections if section.start > 0]
    yield Section("title", heading, 0, len(heading), below[0].start if below else len(part.text), head.page)
    yield from below
