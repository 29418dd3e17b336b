"""TagContext, which every extractor takes: the document, the Swedish matchers, and what is known so far.

The tagger fills ``type`` ... ``district`` as its ordered extractors run; until then they are ``None``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from corpus.records import Document, Section, SectionKind

if TYPE_CHECKING:
    from nlp.swedish import SwedishPipeline


# what is longer is no line of a head
LONGEST_OPENING_LINE = 120


@dataclass(frozen=True)  # no slots: what is derived from the document is worked out once and kept
class TagContext:
    """A document under tagging. Spans are offsets into ``document.text``; "main" leaves attachments out."""

    document: Document
    swedish: SwedishPipeline
    type: str | None = None
    title: str | None = None
    date: str | None = None
    municipality: str | None = None
    body: str | None = None
    district: str | None = None

    @cached_property
    def main_sections(self) -> tuple[Section, ...]:
        """Sections of the document itself, in order, without those of its attachments.

        "Ordförandeförslag" over a letterhead names the paper; alone over what is proposed it is that heading.
        """
        sections = [section for section in self.document.sections if not section.attachment]
        proposals = [section for section in sections if section.kind == "proposal"]
        if len(proposals) > 1 and (proposals[0].heading or "").strip(" :").casefold() == "ordförandeförslag":
            at = sections.index(proposals[0])
            sections[at] = replace(proposals[0], kind="front")
        return tuple(sections)

    @cached_property
    def main_end(self) -> int:
        """Offset at which the document itself ends and the first attachment begins."""
        starts = [section.start for section in self.document.sections if section.attachment]
        return min(starts, default=len(self.document.text))

    @cached_property
    def main_text(self) -> str:
        """Text of the document itself; its offsets are those of ``document.text``."""
        return self.document.text[: self.main_end]

    def sections(self, *kinds: SectionKind) -> tuple[Section, ...]:
        """All main sections of these kinds, in order."""
        return tuple(section for section in self.main_sections if section.kind in kinds)

    def section(self, kind: SectionKind) -> Section | None:
        """The first main section of this kind."""
        return next(iter(self.sections(kind)), None)

    def text_of(self, section: Section) -> str:
        """The section's text below its heading."""
        return self.document.text[section.body_start : section.end]

    @cached_property
    def front_end(self) -> int:
        """Offset at which the letterhead, its fields and the title end and the running text begins."""
        ends = [section.start for section in self.main_sections if section.kind not in ("front", "title")]
        end = min(ends, default=min(len(self.document.text), 2000))
        return end or self._opening_end

    @cached_property
    def _opening_end(self) -> int:
        """Where the short lines above the first sentence end, in a text without any heading."""
        for block in self.document.blocks:
            text = self.document.text[block.start : block.end].rstrip()
            if text.endswith((".", "!", "?", ":")) or len(text) > LONGEST_OPENING_LINE:
                return block.start
        return 0

    @cached_property
    def front_text(self) -> str:
        """Letterhead, fields, addressee and title: everything before the first headed section."""
        return self.document.text[: self.front_end]

    @cached_property
    def front_lines(self) -> tuple[tuple[int, str], ...]:
        """The lines of ``front_text`` that are not blank, stripped, each with the offset of its first character."""
        lines, offset = [], 0
        for line in self.front_text.split("\n"):
            if stripped := line.strip():
                lines.append((offset + line.index(stripped), stripped))
            offset += len(line) + 1
        return tuple(lines)

    @cached_property
    def head_end(self) -> int:
        """Offset at which the title begins; above it stand sender, fields and addressee only."""
        if self.title and (found := self.front_text.find(self.title)) >= 0:
            return found
        section = self.section("title")
        return section.start if section else self.front_end

    @cached_property
    def header_lines(self) -> tuple[str, ...]:
        """Running headers and footers that were taken out of the text; they have no offsets."""
        return tuple(line.text for line in self.document.furniture)
