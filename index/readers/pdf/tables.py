"""Tables: words inside a grid of lines, by their cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.readers.pdf.grids import between
from index.readers.pdf.lines import run_of
from index.readers.pdf.rows import rows_of
from index.readers.pdf.shapes import Box, Table, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.readers.pdf.grids import Grid

    Cells = dict[tuple[int, int], list[Word]]

_LONGEST_CELL = 1_500
"""How many characters the longest cell has: a frame around half a page is no table."""
_FEWEST_CELLS = 3
_FEWEST_HEADS = 3
_DIGIT = re.compile(r"\d")


def table_in(grid: Grid, words: Iterable[Word]) -> tuple[Table, set[int]] | None:
    """Return the table that a grid makes of the words inside it, and the `id` of each; None where it makes none."""
    cells: Cells = {}
    taken: set[int] = set()
    bottoms = grid.ys[::-1]
    for word in words:
        upward = between(bottoms, (word.box.bottom + word.box.top) / 2)
        column = between(grid.xs, (word.box.left + word.box.right) / 2)
        if upward is not None and column is not None:
            taken.add(id(word))
            row = len(bottoms) - 2 - upward
            cells.setdefault(_owner(grid, row, column), []).append(word)
    rows = _rows(cells, len(grid.xs) - 1)
    longest = max((sum(len(word.text) for word in cell) for cell in cells.values()), default=0)
    if len(cells) < _FEWEST_CELLS or len(rows) < len(("head", "row")) or longest > _LONGEST_CELL:
        return None
    box = Box(grid.xs[0], grid.ys[-1], grid.xs[-1], grid.ys[0])
    runs = tuple(tuple(run_of(_in_order(cell)) for cell in row) for row in rows)
    return Table(runs, box, grid.xs, _is_headed(rows)), taken


def _owner(grid: Grid, row: int, column: int) -> tuple[int, int]:
    """Return the first cell of those that one has grown together with."""
    while column > 0 and grid.is_open(row, column):
        column -= 1
    while row > 0 and grid.is_open_above(row, column):
        row -= 1
    return row, column


def _rows(cells: Cells, columns: int) -> list[list[list[Word]]]:
    """Return the cells of each row that has any words."""
    numbers = sorted({row for row, _ in cells})
    return [[cells.get((row, column), []) for column in range(columns)] for row in numbers]


def _in_order(words: Sequence[Word]) -> list[Word]:
    return [word for row in rows_of(words) for word in row if isinstance(word, Word)]


def _is_headed(rows: Sequence[Sequence[Sequence[Word]]]) -> bool:
    """Return whether the first row is set apart, or is words above numbers."""
    first, *others = rows
    filled = [cell for cell in first if cell]
    if len(filled) < len(first) - 1 or len(filled) < len(("one", "other")):
        return False
    if all(word.style.bold for cell in first for word in cell):
        return not all(word.style.bold for row in others for cell in row for word in cell)
    has_numbers = any(_DIGIT.search(word.text) for row in others for cell in row for word in cell)
    is_words = not any(_DIGIT.search(word.text) for cell in first for word in cell)
    return len(filled) >= _FEWEST_HEADS and is_words and has_numbers
