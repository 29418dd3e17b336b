"""Section headings, page-frame lines and letterhead labels, as municipalities write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from corpus.vocabulary.entries import entries_in, texts
from corpus.vocabulary.folding import fold

if TYPE_CHECKING:  # the records bring numpy, which a query has no need of here
    from corpus.records import SectionKind

# "3.2 Bakgrund", "4. Ärendet"
_NUMBERING = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.? (?=\D)")
# "P R O T O K O L L": letters printed apart
_LETTER_SPACED = re.compile(r"(?:\w ){3,}\w")
_LONGEST_HEADING = 120
# "Förslag tiII beslut", "F0RSLAG": letters that scans take for one another, and dots they lose
_LOOK_ALIKES = str.maketrans(
    {"i": "l", "1": "l", "|": "l", "!": "l", "0": "o", "ö": "o", "ä": "a", "å": "a", " ": None}
)
_SHORTEST_DAMAGED = 6  # "Mål" and "Mai" are too short to be told apart


@dataclass(frozen=True, slots=True)
class Heading:
    """The lines that open one kind of section."""

    kind: SectionKind
    lines: tuple[str, ...]
    regex: re.Pattern[str] | None
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineLabel:
    """Lines of one sort: of the page frame, or the label of a letterhead field."""

    name: str
    regex: re.Pattern[str]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


def _folded_line(line: str) -> str:
    folded = fold(line)
    if _LETTER_SPACED.fullmatch(folded):
        folded = folded.replace(" ", "")
    return folded.rstrip(" :")


def _outline(folded: str) -> str:
    """The line without blanks, with one letter for all that scans mix up: the same for damaged and spaced type."""
    return folded.translate(_LOOK_ALIKES)


class Headings:
    """What a whole line is: the heading of a section, part of the page frame, the label of a field."""

    def __init__(self, headings: Iterable[Heading], running: Iterable[LineLabel], fields: Iterable[LineLabel]) -> None:
        self.all = tuple(headings)
        self.running = tuple(running)
        self.fields = tuple(fields)
        self._by_line = {line: heading.kind for heading in self.all for line in heading.lines}
        self._by_outline = {_outline(line): kind for line, kind in self._by_line.items()}

    def kind_of(self, line: str) -> SectionKind | None:
        """The kind of section that ``line`` opens; case, numbering, a trailing colon, letters printed apart and those
        a scan mixed up ("tiII" for "till") do not matter."""
        if len(line) > _LONGEST_HEADING:
            return None
        folded = _NUMBERING.sub("", _folded_line(line))
        found = self._by_line.get(folded)
        if found is not None:
            return found
        matching = (heading.kind for heading in self.all if heading.regex and heading.regex.fullmatch(folded))
        found = next(matching, None)
        if found is None and len(folded) >= _SHORTEST_DAMAGED:
            return self._by_outline.get(_outline(folded))
        return found

    def is_running_label(self, line: str) -> bool:
        """Whether ``line`` belongs to the page frame: a page number, a signature box, a label of the minutes' form."""
        folded = _folded_line(line)
        return any(label.regex.fullmatch(folded) for label in self.running)

    def field_of(self, line: str) -> str | None:
        """The letterhead field whose label ``line`` is: ``official``, ``phone``, ``number``, ``addressee`` ..."""
        folded = _folded_line(line)
        return next((label.name for label in self.fields if label.regex.fullmatch(folded)), None)


def _regex(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else None


def _heading(entry: dict[str, Any]) -> Heading:
    return Heading(
        kind=entry["kind"],
        lines=tuple(map(fold, texts(entry, "lines"))),
        regex=_regex(texts(entry, "patterns")),
        examples=texts(entry, "examples"),
        counter_examples=texts(entry, "counter_examples"),
    )


def _label(entry: dict[str, Any]) -> LineLabel:
    return LineLabel(
        name=entry["name"],
        regex=re.compile("|".join(f"(?:{pattern})" for pattern in texts(entry, "patterns"))),
        examples=texts(entry, "examples"),
        counter_examples=texts(entry, "counter_examples"),
    )


@cache
def headings() -> Headings:
    """All headings and labels of ``headings.yaml``."""
    content = entries_in("headings")
    return Headings(map(_heading, content["headings"]), map(_label, content["running"]), map(_label, content["fields"]))
