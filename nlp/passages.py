"""A document cut into what is searched: windows of sentences inside a section, proposal and decision points alone.

No passage crosses a section; slicing the document's text by a passage's span gives its text back. The front
(letterhead, title) is one short passage: a case number or a name must be findable though little else stands there.
Signatures and lists of enclosures say nothing by themselves and become no passage; their names reach the front
passage through the tags (``nlp.embedding``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from corpus.records import Document, Passage, Section, SectionKind, TagRecord
from nlp.windows import Span, windows_of

SILENT_KINDS: frozenset[SectionKind] = frozenset({"signature", "attachment_list", "contact"})
FRONT_KINDS: frozenset[SectionKind] = frozenset({"front", "title"})
LONGEST_FRONT = 1200  # characters; what is longer is no letterhead and is cut into windows


@dataclass(frozen=True, slots=True)
class _Piece:
    """A span that becomes a passage."""

    kind: SectionKind
    heading: str | None
    start: int
    end: int


def passages_of(document_id: str, document: Document, tags: TagRecord) -> list[Passage]:
    """Passages in order of the text; () only for a document without text."""
    pieces = [piece for piece in _pieces(document, tags) if document.text[piece.start : piece.end].strip()]
    if not pieces and document.text.strip():  # nothing but signatures and lists: then those are the document
        pieces = [_Piece("other", None, *span) for span in windows_of(document.text)]
    return [
        Passage(
            id=passage_id(document_id, ordinal),
            document_id=document_id,
            ordinal=ordinal,
            text=document.text[piece.start : piece.end],
            heading=piece.heading,
            kind=piece.kind,
            page=document.page_at(piece.start),
            start=piece.start,
            end=piece.end,
        )
        for ordinal, piece in enumerate(pieces)
    ]


def passage_id(document_id: str, ordinal: int) -> int:
    """63-bit number of a passage, the same wherever and whenever it is made."""
    digest = blake2b(f"{document_id}/{ordinal}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def _pieces(document: Document, tags: TagRecord) -> Iterator[_Piece]:
    if not document.sections:
        yield from (_Piece("other", None, *span) for span in windows_of(document.text))
        return
    points = _points(tags)
    front = _front(document)
    if front:
        yield front
    for section in document.sections:
        if section.kind in SILENT_KINDS or (front and section.start < front.end):
            continue
        yield from _section_pieces(document, section, points)


def _front(document: Document) -> _Piece | None:
    """The sections before the first real one as one passage, when they are short."""
    leading: list[Section] = []
    for section in document.sections:
        if section.kind not in FRONT_KINDS or section.attachment:
            break
        leading.append(section)
    if not leading or leading[-1].end - leading[0].start > LONGEST_FRONT:
        return None
    start, end = _trimmed(document.text, leading[0].start, leading[-1].end)
    return _Piece("front", None, start, end)


def _section_pieces(document: Document, section: Section, points: list[Span]) -> Iterator[_Piece]:
    """Windows of the section's body; its proposal and decision points each by themselves, with their lead."""
    begin, stop = section.body_start, section.end
    if not document.text[begin:stop].strip():  # a heading alone
        begin = section.start
    inside = [point for point in points if begin <= point[0] and point[1] <= stop]
    if section.kind not in ("proposal", "decision", "motion_demand") or not inside:
        yield from (_Piece(section.kind, section.heading, *span) for span in windows_of(document.text, begin, stop))
        return
    at = begin
    for start, end in inside:
        # "Stadsdelsnämnden beslutar" and the number of the point belong to the point that follows
        start = _trimmed(document.text, at, end)[0]
        for window in windows_of(document.text, start, end):
            yield _Piece(section.kind, section.heading, *window)
        at = end
    rest = _trimmed(document.text, at, stop)
    if rest[1] - rest[0] > 1:
        yield from (_Piece(section.kind, section.heading, *span) for span in windows_of(document.text, *rest))


def _points(tags: TagRecord) -> list[Span]:
    """Spans of the proposal points, in order, without overlaps."""
    points: list[Span] = []
    for start, end in sorted((point.start, point.end) for point in tags.proposals if point.end > point.start):
        if not points or start >= points[-1][1]:
            points.append((start, end))
    return points


def _trimmed(text: str, start: int, end: int) -> Span:
    """The span without blanks at its ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), max(start, end - len(piece) + len(piece.rstrip()))
