"""Lines of a page in the order a reader takes them: columns, header fields side by side, table rows.

Three things stand side by side on a municipal page, and each is read in its own way:
running text in columns (a newsletter) column by column between full-width lines; header fields and signatures
block by block, left before right; a table row by row, its cells joined by a tab.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from corpus.records import Line

# "1,3", "2 450 000", "-12,5 %", "85 tkr", "1,2 mnkr", "–"
AMOUNT = re.compile(r"[-–+]?\s*(?:\d[\d\s.,]*)?\s*(?:%|kr|tkr|mnkr|mkr|tim)?", re.IGNORECASE)

# "Kf § 22", "§§ 23-24": the head of a matter begins anew, whatever columns stand above it
MATTER_HEAD = re.compile(r"(?:\w{1,4} )?§+ ?\d+")

LONG_LINE = 40  # characters of a line of running text
COLUMN_LINES = 6  # running text in columns has at least so many lines on both sides
IN_SENTENCE = 0.35  # share of lines that begin with a small letter in running text
COLUMN_FILL = 0.55  # whose median length is at least this share of the column
GUTTER = 1.2  # a gutter is at least so many type sizes wide
TIGHT = 0.4  # type sizes of empty space between the lines of one cell, at most
NEXT_ROW = 1.5  # type sizes of empty space between two rows of header fields, at most
FRONT_SHARE = 0.42  # header fields of the first page stand above this


@dataclass(frozen=True, slots=True)
class Region:
    """Lines read one after another, with the right edge up to which their column is filled.

    ``fields`` is true for a stack of header fields or a signature, where every line stands for itself.
    """

    lines: tuple[Line, ...]
    right: float
    fields: bool = False


def regions_in_order(
    lines: Sequence[Line], height: float, *, first_page: bool, text_right: float | None = None
) -> list[Region]:
    """Regions of a page in reading order; together they hold every line (table rows merged to one line).

    ``text_right`` is how far running text reaches in the document, for a page that has no full line of its own.
    """
    if not lines:
        return []
    gutter = _text_gutter(lines)
    if gutter is None:
        return _regions_of_rows(lines, height, first_page, text_right)
    regions: list[Region] = []
    for crosses, group in groupby(
        sorted(lines, key=lambda line: line.top), key=lambda line: line.x0 < gutter < line.x1
    ):
        band = list(group)
        if crosses:
            regions.append(Region(tuple(band), max(line.x1 for line in lines)))
            continue
        for side in (
            [line for line in band if line.x1 <= gutter],
            [line for line in band if line.x0 >= gutter],
        ):
            regions += regions_in_order(side, height, first_page=False)
    return regions


# --- running text in columns ---------------------------------------------------------------------------------


def _text_gutter(lines: Sequence[Line], *, nested: bool = True) -> float | None:
    """The x that parts two columns of running text, or None; with ``nested`` one side may be columns again."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    starts = sorted({round(line.x0, 1) for line in lines if left + 0.2 * (right - left) < line.x0})
    best: tuple[int, float] | None = None
    for start in starts:
        gutter = start - 1.0
        crossing = sum(1 for line in lines if line.x0 < gutter < line.x1)
        after = [line for line in lines if line.x0 >= gutter]
        before = [line for line in lines if line.x1 <= gutter]
        if _is_column_pair(before, after, gutter, nested) and crossing <= (len(before) + len(after)) / 3:
            score = len(before) + len(after) - 3 * crossing
            if best is None or score > best[0]:
                best = score, gutter
    return best[1] if best else None


def _is_column_pair(before: list[Line], after: list[Line], gutter: float, nested: bool) -> bool:
    top = max(min((line.top for line in side), default=0.0) for side in (before, after))
    bottom = min(max((line.bottom for line in side), default=0.0) for side in (before, after))
    beside = [[line for line in side if top <= line.top and line.bottom <= bottom] for side in (before, after)]
    if min(len(side) for side in beside) < COLUMN_LINES:
        return False
    if gutter < max(line.x1 for line in before):
        return False
    widths = (gutter - min(line.x0 for line in before), max(line.x1 for line in after) - gutter)
    return all(
        _is_filled(side, width) or _runs_on(side) or (nested and _text_gutter(side, nested=False) is not None)
        for side, width in zip(beside, widths, strict=True)
    )


def _is_filled(side: list[Line], width: float) -> bool:
    return median(line.x1 - line.x0 for line in side) >= COLUMN_FILL * width


def _runs_on(side: list[Line]) -> bool:
    """True for a narrow column of text (a sidebar): its lines fill it and begin in mid-sentence; fields do not."""
    width = max(line.x1 for line in side) - min(line.x0 for line in side)
    in_sentence = sum(1 for line in side if line.text[:1].islower())
    return _is_filled(side, width) and in_sentence >= IN_SENTENCE * len(side)


# --- rows with cells -----------------------------------------------------------------------------------------


def _regions_of_rows(
    lines: Sequence[Line], height: float, first_page: bool, text_right: float | None = None
) -> list[Region]:
    if not lines:
        return []
    right = right_edge(lines) or text_right or max(line.x1 for line in lines)
    regions: list[Region] = []
    plain: list[Line] = []
    for band in _bands(_rows(lines)):
        if len(band) == 1 and len(band[0]) == 1:
            plain.append(band[0][0])
            continue
        in_front = first_page and band[0][0].top < FRONT_SHARE * height
        if _has_labels(band):
            merged = [_joined(row, " ") for row in band]
        elif _is_table(band) and not (in_front and not _has_amounts(band)):
            merged = [_table_row(rows) for rows in _table_rows(band)]
        elif len(band) == 1 and _is_stretched(band[0]):
            plain.append(_joined(band[0], " "))
            continue
        else:
            merged = []
        regions += [Region(tuple(plain), right)] if plain else []
        plain = []
        regions += (
            [Region(tuple(merged), math.inf)] if merged else [Region(c, right, fields=True) for c in _columns(band)]
        )
    return [*regions, Region(tuple(plain), right)] if plain else regions


def right_edge(lines: Iterable[Line]) -> float | None:
    """How far lines of running text reach; None where none is long."""
    return max((line.x1 for line in lines if len(line.text) >= LONG_LINE and "\t" not in line.text), default=None)


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.bottom):
        if rows and line.bottom - rows[-1][0].bottom < 0.4 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.x0) for row in rows]


def _bands(rows: list[list[Line]]) -> list[list[list[Line]]]:
    """Rows grouped: rows with several cells together with the tight rows that continue their cells."""
    bands: list[list[list[Line]]] = []
    open_band = False
    for place, row in enumerate(rows):
        cells = len(row) > 1
        joins = open_band and _fits_columns(bands[-1], row)
        ahead = next((later for later in rows[place + 1 :] if len(later) > 1), None)
        near = joins and (_space(bands[-1][-1], row) < NEXT_ROW * row[0].size or _has_amounts([*bands[-1], row]))
        continues = joins and ((cells and near) or _is_tight(bands[-1][-1], row) or _is_between(bands[-1], row, ahead))
        if continues and not MATTER_HEAD.match(row[0].text):
            bands[-1].append(row)
        else:
            bands.append([row])
            open_band = cells
    return [part for band in bands for part in _without_tail(band)]


def _without_tail(band: list[list[Line]]) -> list[list[list[Line]]]:
    """The band, with single rows at its end that only seemed to lie between two rows of cells set free."""
    last = max((place for place, row in enumerate(band) if len(row) > 1), default=0)
    end = last + 1
    while end < len(band) and _is_tight(band[end - 1], band[end]):
        end += 1
    return [band[:end], *([row] for row in band[end:])]


def _fits_columns(band: list[list[Line]], row: list[Line]) -> bool:
    """Each cell starts where a column of the band starts, and none runs into the next column."""
    starts = sorted({round(line.x0) for known in band for line in known})
    if len(row) > 1:
        gutters = [start - 1.0 for start in starts[1:]]
        return any(all(not line.x0 < gutter < line.x1 for line in row) for gutter in gutters) or any(
            abs(line.x0 - start) < 4 for line in row[1:] for start in starts[1:]
        )
    line = row[0]
    column = next((start for start in starts if abs(line.x0 - start) < 4), None)
    if column is None:
        return False
    following = [start for start in starts if start > column + 8]
    return not following or line.x1 < following[0]


def _space(before: list[Line], row: list[Line]) -> float:
    return row[0].top - max(line.bottom for line in before)


def _is_tight(before: list[Line], row: list[Line]) -> bool:
    return _space(before, row) < TIGHT * row[0].size


def _is_between(band: list[list[Line]], row: list[Line], ahead: list[Line] | None) -> bool:
    """A lone cell in a table ("Övrigt"): another row of the same columns follows soon, in the same type."""
    if ahead is None or ahead[0].top - row[0].bottom > 5 * row[0].size or row[0].bold:
        return False
    amounts = _has_amounts([*band, ahead])
    return amounts and _fits_columns(band, ahead) and row[0].x0 - band[0][0].x0 < 4


def _is_table(band: list[list[Line]]) -> bool:
    several = [row for row in band if len(row) > 1]
    return _has_amounts(band) or (len(several) >= 3 and max(len(row) for row in several) >= 3)


def _has_labels(band: list[list[Line]]) -> bool:
    """True for labels beside their values: "Inkom:    2005-02-14" over "Dnr:    320-118/2005"."""
    return all(len(row) == 2 and row[0].text.endswith(":") and not row[1].text.endswith(":") for row in band)


def _has_amounts(band: list[list[Line]]) -> bool:
    cells = [line.text for row in band if len(row) > 1 for line in row[1:]]
    amounts = [text for text in cells if AMOUNT.fullmatch(text.strip())]
    return len(cells) >= 2 and len(amounts) >= len(cells) / 2


def _is_stretched(row: list[Line]) -> bool:
    """One line of justified text whose blanks were drawn wide."""
    gaps = [after.x0 - before.x1 for before, after in pairwise(row)]
    return max(gaps) < 2.2 * row[0].size and sum(len(line.text) for line in row) > 40


def _columns(band: list[list[Line]]) -> list[tuple[Line, ...]]:
    starts: list[float] = []
    for start in sorted(line.x0 for row in band for line in row):
        if not starts or start - starts[-1] > 12:
            starts.append(start)
    columns: list[list[Line]] = [[] for _ in starts]
    for row in band:
        for line in row:
            place = max(index for index, start in enumerate(starts) if start <= line.x0 + 0.5)
            columns[place].append(line)
    return [tuple(column) for column in columns if column]


def _table_rows(band: list[list[Line]]) -> list[list[list[Line]]]:
    """Printed rows grouped to rows of the table: a wrapped cell belongs to the row it began in."""
    grouped: list[list[list[Line]]] = []
    for row in band:
        if grouped and len(row) == 1 and _is_tight(grouped[-1][-1], row):
            grouped[-1].append(row)
        else:
            grouped.append([row])
    return grouped


def _table_row(rows: list[list[Line]]) -> Line:
    cells = [_joined(column, " ") for column in _columns(rows)]
    return _joined(cells, "\t")


def _joined(lines: Sequence[Line], blank: str) -> Line:
    return replace(
        lines[0],
        text=blank.join(line.text for line in lines),
        x1=max(line.x1 for line in lines),
        top=min(line.top for line in lines),
        bottom=max(line.bottom for line in lines),
        bold=all(line.bold for line in lines),
    )
