"""A document's text laid out for reading: pages, headings, paragraphs, with marked stretches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.records import PageSpan, Section

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text, marked or not."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A heading or a paragraph; ``holds_mark`` tells the page where to scroll."""

    heading: bool
    runs: tuple[Run, ...]

    @property
    def holds_mark(self) -> bool:
        """Whether any of it is marked."""
        return any(run.marked for run in self.runs)


@dataclass(frozen=True, slots=True)
class TextPage:
    """What stands on one page of the original."""

    number: int
    paragraphs: tuple[Paragraph, ...]


def runs_in(text: str, marks: Iterable[Span], *, offset: int = 0) -> tuple[Run, ...]:
    """The text cut at its marks; spans count from ``offset`` and may overlap or reach outside."""
    runs: list[Run] = []
    at = 0
    for start, end in sorted(marks):
        start, end = max(start - offset, at), min(end - offset, len(text))
        if start >= end:
            continue
        if start > at:
            runs.append(Run(text[at:start], False))
        runs.append(Run(text[start:end], True))
        at = end
    if at < len(text):
        runs.append(Run(text[at:], False))
    return tuple(runs)


def pages_of_text(
    text: str, pages: Sequence[PageSpan], sections: Sequence[Section], marks: Sequence[Span] = ()
) -> tuple[TextPage, ...]:
    """The text by page; a paragraph that runs over a page break stands on the page where it begins."""
    headings = {section.start for section in sections if section.heading}
    spans = pages or (PageSpan(1, 0, len(text)),)
    held: dict[int, list[Paragraph]] = {span.number: [] for span in spans}
    at = 0
    for piece in text.split("\n\n"):
        if piece.strip():
            number = next((span.number for span in spans if at < span.end), spans[-1].number)
            held[number].append(Paragraph(at in headings, runs_in(piece, marks, offset=at)))
        at += len(piece) + 2
    return tuple(TextPage(number, tuple(paragraphs)) for number, paragraphs in held.items() if paragraphs)
