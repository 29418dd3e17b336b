"""What the styles and lists of a Word file say of a paragraph: heading or not, type size, weight, list marker."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

# "heading 1", "Rubrik 2", "Title", "Titel", "Huvudrubrik"
HEADING_STYLE = re.compile(
    r"^(?:heading|rubrik)\s*\d?$|^(?:title|titel|subtitle|underrubrik|\w*rubrik)\b", re.IGNORECASE
)
TITLE_STYLE = re.compile(r"^(?:title|titel|huvudrubrik)\b", re.IGNORECASE)
CONTENTS_STYLE = re.compile(r"^(?:toc|innehåll)\s*\d", re.IGNORECASE)  # "toc 1": a line of the table of contents
LEVEL = re.compile(r"%(\d)")  # "%1.%2" in the pattern of a list number

DEFAULT_SIZE = 11.0  # points
DEEPEST = 12  # styles based on styles; more is a circle
ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style with what it takes from those it is based on."""

    name: str = ""
    size: float | None = None
    bold: bool | None = None
    outline: bool = False
    list_id: str | None = None
    list_level: int = 0

    @property
    def is_heading(self) -> bool:
        """True for a style that sets headings, by outline level or by name."""
        return self.outline or HEADING_STYLE.match(self.name) is not None


def styles_in(root: Any | None) -> dict[str, Style]:
    """Styles by id; "" is the default of the document."""
    if root is None:
        return {"": Style(size=DEFAULT_SIZE)}
    raw = {element.get(W + "styleId", ""): element for element in root.iter(W + "style")}
    default = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    base = Style(size=size_of(default) or DEFAULT_SIZE, bold=is_on(default, "b"))
    styles = {"": base, **{name: _style(name, raw, base, 0) for name in raw}}
    for name, element in raw.items():
        if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true"):
            styles[""] = styles[name]
    return styles


def _style(name: str, raw: dict[str, Any], base: Style, depth: int) -> Style:
    element = raw.get(name)
    if element is None or depth > DEEPEST:
        return base
    parent = _style(value(element.find(W + "basedOn")) or "", raw, base, depth + 1)
    run, paragraph = element.find(W + "rPr"), element.find(W + "pPr")
    bold = is_on(run, "b")
    list_id, level = list_of(paragraph)
    outline = value(paragraph.find(W + "outlineLvl")) if paragraph is not None else None
    return Style(
        name=value(element.find(W + "name")) or name,
        size=size_of(run) or parent.size,
        bold=parent.bold if bold is None else bold,
        outline=outline != "9" if outline is not None else parent.outline,
        list_id=list_id if list_id is not None else parent.list_id,
        list_level=level if list_id is not None else parent.list_level,
    )


def value(element: Any | None) -> str | None:
    """The ``w:val`` of an element."""
    found: str | None = element.get(W + "val") if element is not None else None
    return found


def size_of(run: Any | None) -> float | None:
    """Type size in points, which Word keeps in halves."""
    half = value(run.find(W + "sz")) if run is not None else None
    return int(half) / 2 if half and half.isdigit() else None


def is_on(run: Any | None, name: str) -> bool | None:
    """Whether a property (``b``, ``vanish``) is set, unset or not mentioned."""
    found = run.find(W + name) if run is not None else None
    return None if found is None else value(found) not in ("0", "false", "off")


def list_of(paragraph: Any | None) -> tuple[str | None, int]:
    """List id and level (from 0) of paragraph properties; no id when they are silent."""
    numbering = paragraph.find(W + "numPr") if paragraph is not None else None
    if numbering is None:
        return None, 0
    level = value(numbering.find(W + "ilvl")) or "0"
    return value(numbering.find(W + "numId")), min(int(level), 8) if level.isdigit() else 0


# --- lists ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = "decimal"
    pattern: str = "%1."
    start: int = 1


@dataclass(slots=True)
class Lists:
    """Markers of list items, counted as Word counts them; ask in the order of the document."""

    levels: dict[str, dict[int, _Level]]
    family: dict[str, str] = field(default_factory=dict)  # list id -> the definition it counts with
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def marker(self, list_id: str | None, level: int) -> str | None:
        """ "-" for a bullet, "2." or "a)" for a number, None for no list or a list without marks."""
        known = self.levels.get(list_id or "")
        if not known:
            return None
        counts = self.counts[self.family[list_id or ""]]
        own = known.get(level, _Level())
        counts[level] = counts.get(level, own.start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if own.form == "bullet":
            return "-"
        if own.form == "none":
            return None
        return LEVEL.sub(lambda match: _number(counts, known, int(match[1]) - 1), own.pattern).strip() or None


def lists_in(root: Any | None) -> Lists:
    """The lists that numbering.xml defines."""
    if root is None:
        return Lists({})
    shapes = {
        element.get(W + "abstractNumId"): {
            int(level.get(W + "ilvl", "0")): _level(level) for level in element.iter(W + "lvl")
        }
        for element in root.iter(W + "abstractNum")
    }
    levels: dict[str, dict[int, _Level]] = {}
    family: dict[str, str] = {}
    for element in root.iter(W + "num"):
        list_id = element.get(W + "numId", "")
        shape = value(element.find(W + "abstractNumId")) or ""
        restarted = element.find(W + "lvlOverride") is not None
        levels[list_id] = shapes.get(shape, {})
        family[list_id] = list_id if restarted else f"shape {shape}"
    return Lists(levels, family)


def _level(element: Any) -> _Level:
    start = value(element.find(W + "start")) or "1"
    return _Level(
        value(element.find(W + "numFmt")) or "decimal",
        value(element.find(W + "lvlText")) or "",
        int(start) if start.isdigit() else 1,
    )


def _number(counts: dict[int, int], known: dict[int, _Level], level: int) -> str:
    shape = known.get(level, _Level())
    number = counts.get(level, shape.start)
    if shape.form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if shape.form == "upperLetter" else letter
    if shape.form in ("lowerRoman", "upperRoman"):
        return _roman(number).upper() if shape.form == "upperRoman" else _roman(number)
    return str(number)


def _roman(number: int) -> str:
    written = ""
    for worth, sign in ROMAN:
        written += sign * (number // worth)
        number %= worth
    return written
