"""A file as read: pages, lines, the document with its blocks and sections. Part of ``corpus.records``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

TextFrom: TypeAlias = Literal["text", "ocr", "mixed"]
BlockRole: TypeAlias = Literal["heading", "paragraph", "item"]
TextLayer: TypeAlias = Literal[
    "usable",  # also: a page with nothing on it
    "none",  # no letters, but something is drawn
    "sparse",  # a few letters (a stamp, a page number) on a picture of a page
    "hidden",  # all letters are drawn invisibly, over a picture
    "garbled",  # letters that are none: no table of letters in the font, wrong encoding
    "damaged",  # the page cannot be opened
]
SectionKind: TypeAlias = Literal[
    "front",  # everything before the first heading: letterhead fields, addressee
    "title",  # the title block and its subtitle
    "proposal",  # förslag till beslut
    "decision",  # beslut (minutes)
    "summary",
    "preparation",  # ärendets beredning
    "background",
    "matter",  # ärendet
    "assessment",  # förvaltningens synpunkter, överväganden
    "economy",
    "perspective",  # barnperspektiv, jämställdhet, tillgänglighet
    "signature",
    "attachment_list",
    "attachment",  # the first section of an enclosed document
    "dissent",  # reservation, särskilt uttalande
    "motion_demand",  # hemställan, yrkande in a motion
    "contact",
    "other",
]


@dataclass(frozen=True, slots=True)
class Line:
    """One line as printed. Coordinates in PDF points, origin at the upper left corner of the page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its lines in reading order. ``width`` and ``height`` in points.

    ``text_layer`` judges the file's own text; ``confidence`` (0 to 1) is how sure OCR was, where it was needed.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    text_from: TextFrom = "text"
    text_layer: TextLayer = "usable"
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The file a document was read from."""

    name: str
    sha256: str
    pages: int
    text_from: TextFrom
    media_type: str


@dataclass(frozen=True, slots=True)
class PageSpan:
    """Which characters of the text stand on which page."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a list item. Blocks cover the text in order; ``size`` is the type size in points."""

    role: BlockRole
    start: int
    end: int
    page: int
    size: float | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it: ``start:end`` covers both, ``body_start:end`` the text alone.

    ``attachment`` is true for every section of a document enclosed after the main one.
    """

    kind: SectionKind
    heading: str | None
    start: int
    body_start: int
    end: int
    page: int
    attachment: bool = False


@dataclass(frozen=True, slots=True)
class FurnitureLine:
    """A running header, footer or page number that was taken out of the text; said once, with its first page."""

    text: str
    page: int


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its text (identity numbers masked), blocks, sections and what ran along the edges.

    ``warnings`` say what could not be read, or not surely; each is a sentence a person can act on. ``starts`` are the
    offsets at which the papers of a meeting bundle begin, () for a file that is one document. ``masked_names`` counts
    private persons whose names were hidden, where the archive is set to do so.
    """

    source: Source
    text: str
    pages: tuple[PageSpan, ...]
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    furniture: tuple[FurnitureLine, ...] = ()
    masked_numbers: int = 0
    warnings: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()
    masked_names: int = 0

    def page_at(self, offset: int) -> int:
        """Page number on which the character at ``offset`` stands."""
        for span in self.pages:
            if offset < span.end:
                return span.number
        return self.pages[-1].number if self.pages else 1
