"""Words and tables by the rows of a page that they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.readers.pdf.shapes import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.readers.pdf.shapes import Word

_SAME_ROW = 0.45
"""How far baselines of one row may be apart, in sizes of its largest font: raised ones are 0.4, lines 1.0 or more."""


def rows_of(elements: Iterable[Word | Table]) -> list[list[Word | Table]]:
    """Return elements by rows, from top to bottom, each row from left to right; a table is a row of its own."""
    rows: list[list[Word | Table]] = []
    baseline = size = 0.0
    for element in sorted(elements, key=lambda one: (-one.baseline, one.box.left)):
        if isinstance(element, Table):
            rows.append([element])
            size = 0.0
            continue
        largest = max(size, element.style.size)
        if rows and size and baseline - element.baseline <= _SAME_ROW * largest:
            rows[-1].append(element)
            if element.style.size >= size:
                baseline, size = element.baseline, element.style.size
        else:
            rows.append([element])
            baseline, size = element.baseline, element.style.size
    for row in rows:
        row.sort(key=lambda one: one.box.left)
    return rows
