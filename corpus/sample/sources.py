"""The written sources of the demo archive: one Markdown file with YAML front matter for each document.

The front matter is the truth about a document: what is printed in its head and what a tagger should find.
Points of proposals, demands and decisions stand in the front matter only; ``{proposals}``, ``{demands}``,
``{decisions}`` and ``{signatures}`` say where in the body they are printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import DamagedFileError

SAMPLE_FOLDER = Path(__file__).parent
SOURCE_FOLDER = SAMPLE_FOLDER / "sources"
PDF_FOLDER = SAMPLE_FOLDER / "pdf"

# "---\nlayout: stockholm\n---\n## Sammanfattning\n": front matter between two lines of dashes, then the body
FRONT_MATTER = re.compile(r"\A---\n(?P<head>.*?\n)---\n(?P<body>.*)\Z", re.DOTALL)

MONTHS = (
    "januari februari mars april maj juni juli augusti september oktober november december".split()
)  # fmt: skip


class PlainLoader(yaml.SafeLoader):
    """YAML in which only null is not a string: ``2007-08-28`` and ``006`` stay as written."""


PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a proposal, demand or decision: its text as printed and its class (or request)."""

    text: str
    point_class: str | None


@dataclass(frozen=True, slots=True)
class PointGroup:
    """Points under one lead, with the form they are printed in (``inline``, ``att``, ``dash``, ...)."""

    lead: str | None
    form: str
    points: tuple[Point, ...]
    by: tuple[str, ...] = ()
    votes: str | None = None


@dataclass(frozen=True, slots=True)
class SampleSource:
    """One document as written: ``head`` is the parsed front matter, ``body`` the Markdown under it."""

    slug: str
    head: Mapping[str, Any]
    body: str

    def text(self, key: str) -> str | None:
        """The front matter's value as a string, or None."""
        value = self.head.get(key)
        return None if value is None else str(value)

    def names(self, key: str) -> tuple[str, ...]:
        """The front matter's list of strings, or ()."""
        return tuple(str(value) for value in self.head.get(key) or ())


def source_in(slug: str, content: str) -> SampleSource:
    """The source written in ``content``; raises DamagedFileError where the front matter is missing."""
    match = FRONT_MATTER.match(content)
    if match is None:
        raise DamagedFileError(f"Sample source {slug} does not begin with front matter between '---' lines.")
    return SampleSource(slug, yaml.load(match["head"], Loader=PlainLoader), match["body"].strip())


def sample_sources(folder: Path = SOURCE_FOLDER) -> list[SampleSource]:
    """All sources of the demo archive, by slug."""
    return [source_in(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.md"))]


def point_groups(head: Mapping[str, Any], key: str) -> tuple[PointGroup, ...]:
    """The groups of points under ``proposals``, ``demands`` or ``decisions``; a single group may stand alone."""
    value = head.get(key) or ()
    groups = [value] if isinstance(value, Mapping) else list(value)
    return tuple(_group(group) for group in groups)


def _group(group: Mapping[str, Any]) -> PointGroup:
    points = tuple(Point(str(text), kind) for kind, text in group["points"])
    return PointGroup(
        group.get("lead"), group.get("form", "plain"), points, tuple(group.get("by", ())), group.get("votes")
    )


def swedish_date(iso: str) -> str:
    """``28 augusti 2007`` for ``2007-08-28``; a month-only date gives ``juni 2010``."""
    year, month, *day = iso.split("-")
    words = f"{MONTHS[int(month) - 1]} {year}"
    return f"{int(day[0])} {words}" if day else words
