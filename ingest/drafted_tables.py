"""Blocks of a table in a Word file or a web page: rows of data, or what only stands in a table for its place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from ingest.columns import AMOUNT

LAYOUT_TEXT = 200  # characters: a cell with more is text in a frame, not data


def table_lines(rows: Sequence[Sequence[str]], *, in_front: bool) -> list[str]:
    """A line for each row, cells joined by a tab; for a table that only places its text, a line for each cell.

    ``in_front``: it stands before the title, where header fields are often set in a table without lines
    ("Handläggare", "Datum" over their values): those are read column by column.
    """
    kept = [list(row) for row in rows if any(row)]
    several = [row for row in kept if sum(1 for cell in row if cell) > 1]
    if not several or any(len(cell) > LAYOUT_TEXT for row in kept for cell in row):
        return [cell for row in kept for cell in row if cell]
    if all(len(row) == 2 and row[0].endswith(":") for row in several):
        return [" ".join(cell for cell in row if cell) for row in kept]
    if in_front and not _has_amounts(several):
        return [cell for column in zip_longest(*kept, fillvalue="") for cell in column if cell]
    return ["\t".join(cell for cell in row if cell) for row in kept]


def _has_amounts(rows: Sequence[Sequence[str]]) -> bool:
    cells = [cell for row in rows for cell in row[1:] if cell]
    return len(cells) >= 2 and sum(1 for cell in cells if AMOUNT.fullmatch(cell)) >= len(cells) / 2
