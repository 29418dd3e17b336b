"""Lines of ruled tables: one a row, its cells joined by a tab, a wrapped cell in one piece.

Where only the head of a table is ruled, many rows stand between two rules; amounts in their last column tell
them apart. Fields of a letterhead in a frame stay what they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from corpus.records import Line
from ingest.columns import AMOUNT, FRONT_SHARE
from ingest.drafts import joined_lines
from ingest.printed_lines import Type, Word, line_of, rows_of
from ingest.ruled_tables import Grid

FEWEST_ROWS = 3  # of a table without amounts
EDGES = (0.16, 0.85)  # of the page: what is framed above and below runs from page to page
FULL_ROW = 60  # letters
FILLED_SHARE = 0.5  # rows of a table with text in two cells or more

Cells = dict[int, list[Line]]  # lines by cell


def lines_of_tables(
    words: Sequence[Word], grids: Sequence[Grid], letters: Type, *, height: float, number: int
) -> tuple[list[Word], list[Line]]:
    """Words outside tables, and a line for every row of a table, on page ``number`` of this height."""
    lines: list[Line] = []
    rest = list(words)
    front = _front(words, height, number)
    for grid in grids:
        if grid.rows[-1] <= EDGES[0] * height or grid.rows[0] >= EDGES[1] * height:
            continue  # the frame of a running header, or of signatures
        placed = [(word, row) for word in rest if (row := _row_of(word, grid)) is not None]
        rows = [row for _, row in sorted(_rows(placed, grid, letters).items())]
        if rows and _is_table(rows, in_front=grid.rows[0] < front):
            lines += [_table_row(cells, grid) for row in rows for cells in _parted(row)]
            taken = {id(word) for word, _ in placed}
            rest = [word for word in rest if id(word) not in taken]
    return rest, lines


def _front(words: Sequence[Word], height: float, number: int) -> float:
    """Where the letterhead of a page ends: at its first line of running text; 0 after the first page."""
    if number > 1:
        return 0.0
    full = (row[0].baseline for row in rows_of(list(words)) if sum(len(word.text) for word in row) >= FULL_ROW)
    return min(FRONT_SHARE * height, next(full, height))


def _row_of(word: Word, grid: Grid) -> int | None:
    inside = not word.sideways and grid.left <= (word.x0 + word.x1) / 2 <= grid.right
    return grid.row_at(word.baseline - 1.0) if inside else None


def _rows(placed: Sequence[tuple[Word, int]], grid: Grid, letters: Type) -> dict[int, Cells]:
    words: dict[int, dict[int, list[Word]]] = defaultdict(lambda: defaultdict(list))
    for word, row in placed:
        words[row][grid.cell_at(row, (word.x0 + word.x1) / 2)].append(word)
    return {
        row: {cell: [line_of(line, letters) for line in rows_of(inside)] for cell, inside in cells.items()}
        for row, cells in words.items()
    }


def _is_table(rows: Sequence[Cells], *, in_front: bool) -> bool:
    filled = sum(1 for cells in rows if len(cells) > 1)
    if filled < max(2, FILLED_SHARE * len(rows)):
        return False
    later = [line.text for cells in rows for cell, lines in cells.items() if cell > 0 for line in lines]
    amounts = sum(1 for text in later if AMOUNT.fullmatch(text.strip()))
    return amounts >= len(later) / 3 or (len(rows) >= FEWEST_ROWS and not in_front)


def _parted(cells: Cells) -> list[Cells]:
    """The rows that stand between two rules: one, or as many as there are amounts in the last cell."""
    amounts = cells[max(cells)]
    if len(cells) < 2 or len(amounts) < 2 or not all(AMOUNT.fullmatch(line.text.strip()) for line in amounts):
        return [cells]
    bottoms = [line.bottom for line in amounts]
    rows: list[Cells] = [{} for _ in bottoms]
    for cell, lines in cells.items():
        for line in lines:
            near = min(range(len(bottoms)), key=lambda place: abs(bottoms[place] - line.bottom))
            rows[near].setdefault(cell, []).append(line)
    return rows


def _table_row(cells: Cells, grid: Grid) -> Line:
    texts = [_text(cells.get(cell, [])) for cell in range(max(cells) + 1)]
    lines = [line for cell in cells.values() for line in cell]
    first = min(lines, key=lambda line: line.bottom)
    return Line(
        text="\t".join(texts),
        x0=grid.left,
        top=min(line.top for line in lines),
        x1=grid.right,
        bottom=max(line.bottom for line in lines),
        size=first.size,
        bold=all(line.bold for line in lines),
    )


def _text(lines: Sequence[Line]) -> str:
    text = lines[0].text if lines else ""
    for line in lines[1:]:
        text = joined_lines(text, line.text)
    return text
