"""Tables that stand between ruled lines: where their rows and cells are.

pdfium draws a rule as a stroked line, as a thin filled rectangle (Word) or as one side of a frame. Rules that cross
make a grid; a cell that spans several columns has no rule through it, so every row has its own cells. A frame with
one row or one column (the signature box of minutes) is no table.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import pypdfium2.raw as pdfium

Rule: TypeAlias = tuple[float, float, float]  # place across it, start and end along it, in points

THIN = 2.5  # points: a filled rectangle no thicker is a rule
SHORTEST = 6.0  # points of a rule that can part cells
SAME = 2.0  # points between two rules that are one to the eye
MOST_OBJECTS = 4000  # drawings and maps have more; they hold no tables
MOST_SEGMENTS = 400  # of one path
MOST_CROSSINGS = 40_000
FARTHEST = 1e5  # points; broken files place things at infinity


@dataclass(frozen=True, slots=True)
class Grid:
    """Rules of one table, in points from the upper left corner.

    ``rows`` are the heights that part rows, ``partings`` where columns are parted in any row, ``columns`` the upright
    rules with their extent: a cell over several columns has none through it.
    """

    rows: tuple[float, ...]
    columns: tuple[Rule, ...]
    partings: tuple[float, ...]
    left: float
    right: float

    def row_at(self, height: float) -> int | None:
        """The row (from 0) at a height, or None outside."""
        row = bisect_right(self.rows, height) - 1
        return row if 0 <= row < len(self.rows) - 1 else None

    def cell_at(self, row: int, across: float) -> int:
        """The cell of a row at a place across; a cell over two columns counts as the first of them."""
        middle = (self.rows[row] + self.rows[row + 1]) / 2
        parting = [x for x, start, end in self.columns if start <= middle <= end and x <= across]
        passed = max(parting, default=self.left)
        return sum(1 for x in self.partings if self.left + SAME < x <= passed + SAME)


def grids_on(page: Any, left: float, top: float) -> list[Grid]:
    """Tables between rules of a page that is not turned; ``left`` and ``top``: its upper left corner in PDF points."""
    across, down = _rules(page.raw)
    if len(across) < 3 or not down:
        return []
    level = _merged([(top - y, start - left, end - left) for y, start, end in across])
    upright = _merged([(x - left, top - end, top - start) for x, start, end in down])
    if len(level) * len(upright) > MOST_CROSSINGS:
        return []
    return [grid for group in _groups(level, upright) if (grid := _grid(*group)) is not None]


# --- rules ---------------------------------------------------------------------------------------------------


def _rules(raw: Any) -> tuple[list[Rule], list[Rule]]:
    """Level and upright rules in PDF coordinates."""
    level: list[Rule] = []
    upright: list[Rule] = []
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    bounds = [ctypes.byref(value) for value in (left, bottom, right, top)]
    count = pdfium.FPDFPage_CountObjects(raw)
    for index in range(count if count <= MOST_OBJECTS else 0):
        drawn = pdfium.FPDFPage_GetObject(raw, index)
        if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium.FPDFPageObj_GetBounds(drawn, *bounds):
            continue
        if not all(abs(value.value) < FARTHEST for value in (left, bottom, right, top)):
            continue
        width, height = right.value - left.value, top.value - bottom.value
        if height <= THIN < SHORTEST <= width:
            level.append(((top.value + bottom.value) / 2, left.value, right.value))
        elif width <= THIN < SHORTEST <= height:
            upright.append(((left.value + right.value) / 2, bottom.value, top.value))
        elif width > SHORTEST and height > SHORTEST and _is_stroked(drawn):
            _add_sides(drawn, level, upright)
    return level, upright


def _is_stroked(drawn: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(drawn, fill, stroke)
    return bool(stroke.value)


def _add_sides(drawn: Any, level: list[Rule], upright: list[Rule]) -> None:
    """The straight sides of a frame or of many lines drawn as one path."""
    count = pdfium.FPDFPath_CountSegments(drawn)
    matrix = pdfium.FS_MATRIX()
    if not 2 <= count <= MOST_SEGMENTS or not pdfium.FPDFPageObj_GetMatrix(drawn, matrix):
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    before = start = (0.0, 0.0)
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        here = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            _add_side(before, here, level, upright)
        before = here
        if pdfium.FPDFPathSegment_GetClose(segment):
            _add_side(here, start, level, upright)


def _add_side(first: tuple[float, float], last: tuple[float, float], level: list[Rule], upright: list[Rule]) -> None:
    (x0, y0), (x1, y1) = first, last
    if not all(abs(value) < FARTHEST for value in (x0, y0, x1, y1)):
        return
    if abs(y1 - y0) < 1.0 and abs(x1 - x0) >= SHORTEST:
        level.append((y0, min(x0, x1), max(x0, x1)))
    elif abs(x1 - x0) < 1.0 and abs(y1 - y0) >= SHORTEST:
        upright.append((x0, min(y0, y1), max(y0, y1)))


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Rules on one line as one, where they touch: cells are often ruled one by one."""
    merged: list[Rule] = []
    for place, start, end in sorted((round(place), start, end) for place, start, end in rules):
        near = next(
            (
                index
                for index in range(len(merged) - 1, max(len(merged) - 40, -1), -1)
                if abs(merged[index][0] - place) <= SAME
                and start <= merged[index][2] + SAME
                and merged[index][1] <= end + SAME
            ),
            None,
        )
        if near is None:
            merged.append((place, start, end))
        else:
            known = merged[near]
            merged[near] = (known[0], min(known[1], start), max(known[2], end))
    return merged


# --- grids ---------------------------------------------------------------------------------------------------


def _groups(level: Sequence[Rule], upright: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that hang together by crossing or meeting."""
    groups: list[tuple[list[Rule], list[Rule]]] = []
    for rule in upright:
        joined: tuple[list[Rule], list[Rule]] = ([], [rule])
        crossed = [line for line in level if _meet(line, rule)]
        rest = []
        for group in groups:
            if any(line in group[0] for line in crossed):
                joined[0].extend(group[0])
                joined[1].extend(group[1])
            else:
                rest.append(group)
        joined[0].extend(line for line in crossed if line not in joined[0])
        groups = [*rest, joined]
    return groups


def _meet(level: Rule, upright: Rule) -> bool:
    y, start, end = level
    x, top, bottom = upright
    return start - SAME <= x <= end + SAME and top - SAME <= y <= bottom + SAME


def _grid(level: Sequence[Rule], upright: Sequence[Rule]) -> Grid | None:
    """The table of rules that hang together; None for a frame, a single row or a single column."""
    rows = _distinct([y for y, _, _ in level])
    if len(rows) < 3:
        return None
    left = min([start for _, start, _ in level] + [x for x, _, _ in upright])
    right = max([end for _, _, end in level] + [x for x, _, _ in upright])
    inner = [x for x, _, _ in upright if left + SAME < x < right - SAME]
    if not inner:
        return None
    return Grid(tuple(rows), tuple(sorted(upright)), tuple(_distinct([x for x, _, _ in upright])), left, right)


def _distinct(places: Sequence[float]) -> list[float]:
    distinct: list[float] = []
    for place in sorted(places):
        if not distinct or place - distinct[-1] > SAME:
            distinct.append(place)
    return distinct
