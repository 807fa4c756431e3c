"""Tables of any format: which row holds the heads of the columns, and how rows are composed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.readers.composing import Composer

LONGEST_HEAD = 80
"""In characters. What is longer is a sentence, not the head of a column."""

_YEAR = re.compile(r"(?:19|20)\d\d")


def could_be_heads(cells: Sequence[str]) -> bool:
    """Return whether a row can hold the heads of a table: two words or more, short, no two the same, few gaps.

    A year counts as a word beside others or right of an empty corner, since years head the columns of many tables.
    """
    named = [cell.strip() for cell in cells if cell.strip()]
    if len(named) < 1 or len(set(named)) < len(named) or not all(map(_is_head, named)):
        return False
    first = next(place for place, cell in enumerate(cells) if cell.strip())
    last = next(place for place in reversed(range(len(cells))) if cells[place].strip())
    gaps = last - first + 1 - len(named)
    lettered = any(any(map(str.isalpha, cell)) for cell in named)
    return len(named) + bool(first) > 1 and gaps <= len(named) // 2 and (lettered or first == 1)


def compose_table(composer: Composer, rows: Sequence[Sequence[str]], *, headed: bool) -> None:
    """Add a table; one of a single column is a frame around prose, not a table.

    Args:
        composer: what it is added to.
        rows: the words of its cells.
        headed: whether the format says, or shows, that the first row holds the heads of the columns.
    """
    if all(len(row) <= 1 for row in rows):
        for row in rows:
            composer.text("".join(row))
        return
    heads: tuple[str, ...] = ()
    if headed and len(rows) > 1:
        heads = composer.heads(rows[0])
        rows = rows[1:]
    for row in rows:
        composer.row(row, heads)


def compose_sheet(composer: Composer, rows: Iterable[Sequence[str]]) -> None:
    """Add the rows of a sheet, whose format tells nothing of heads.

    Lines of a single cell above the table are its title and remarks. The first row of more cells holds the heads of
    the columns where it can.
    """
    heads: tuple[str, ...] = ()
    begun = False
    for row in rows:
        filled = [cell for cell in row if cell.strip()]
        if begun:
            composer.row(row, heads)
        elif len(filled) == 1:
            composer.text(filled[0])
        elif filled:
            begun = True
            if could_be_heads(row):
                heads = composer.heads(row)
            else:
                composer.row(row)


def _is_head(cell: str) -> bool:
    return len(cell) <= LONGEST_HEAD and (any(map(str.isalpha, cell)) or bool(_YEAR.fullmatch(cell)))
