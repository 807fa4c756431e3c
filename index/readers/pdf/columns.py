"""The order in which the parts of a page are read: a column to its end before the one beside it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, groupby
from statistics import median
from typing import TYPE_CHECKING

from index.readers.pdf.rows import rows_of
from index.readers.pdf.shapes import Box, Table, around

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.readers.pdf.shapes import Word

    Row = Sequence[Word | Table]

_FEWEST_ROWS = 5
"""How many rows a column has at least."""
_MARGIN = 0.15
"""The share of a region's width, at both ends, where no gutter is looked for."""
_NARROWEST_PT = 6.0
_NARROWEST_SIZES = 0.9
"""A gutter is wider than so many points and so many sizes of the font; spaces between words hardly are."""
_MOST_ACROSS = 0.6
"""How many rows may go across a gutter, for each row on its poorer side."""
_FILLED = 0.45
_FEWEST_WORDS = 3
"""How much of a column its rows fill, and how many words they have, in the median: cells of tables fill less."""
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Region:
    """Part of a page that is read row by row.

    Attributes:
        rows: from top to bottom.
        box: what it fills.
    """

    rows: Sequence[Row]
    box: Box


def in_reading_order(elements: Iterable[Word | Table], depth: int = 0) -> Iterator[Region]:
    """Yield the parts of a page in reading order.

    Args:
        elements: what stands on the page, or in a column of it.
        depth: how many columns stand around that column.
    """
    rows = rows_of(elements)
    if not rows:
        return
    box = around([one.box for row in rows for one in row])
    gutter = _gutter(rows, box) if depth < _DEEPEST else None
    if gutter is None:
        yield Region(rows, box)
        return
    for goes_across, band in groupby(rows, key=lambda row: _goes_across(row, gutter)):
        if goes_across:
            across = list(band)
            yield Region(across, around([one.box for row in across for one in row]))
            continue
        inside = [one for row in band for one in row]
        yield from in_reading_order((one for one in inside if one.box.right <= gutter), depth + 1)
        yield from in_reading_order((one for one in inside if one.box.right > gutter), depth + 1)


def _goes_across(row: Row, gutter: float) -> bool:
    return any(left < gutter < right for left, right in _pieces(row))


def _pieces(row: Row) -> list[tuple[float, float]]:
    """Return where the parts of a row begin and end that no gutter can go through."""
    pieces: list[tuple[float, float]] = []
    for one in row:
        size = 0.0 if isinstance(one, Table) else one.style.size
        if pieces and one.box.left - pieces[-1][1] < max(_NARROWEST_PT, _NARROWEST_SIZES * size):
            pieces[-1] = (pieces[-1][0], max(pieces[-1][1], one.box.right))
        else:
            pieces.append((one.box.left, one.box.right))
    return pieces


def _gutter(rows: Sequence[Row], box: Box) -> float | None:
    """Return the middle of the white space between two columns of prose, or None where there is none."""
    if len(rows) < _FEWEST_ROWS or box.width < 1:
        return None
    width = int(box.width) + 2
    changes = [0] * (width + 1)
    for row in rows:
        for left, right in _pieces(row):
            changes[max(0, int(left - box.left))] += 1
            changes[min(width, int(right - box.left) + 1)] -= 1
    covered = list(accumulate(changes))[:width]
    first, last = int(_MARGIN * width), int((1 - _MARGIN) * width)
    fewest = min(covered[first:last], default=0) + len(rows) // 20
    spaces = sorted(_spaces(covered, first, last, fewest), key=lambda space: space[0] - space[1])
    middles = (box.left + (start + end) / 2 for start, end in spaces[:4])
    return next((middle for middle in middles if _parts_columns(rows, box, middle)), None)


def _spaces(covered: Sequence[int], first: int, last: int, fewest: int) -> Iterator[tuple[int, int]]:
    """Yield where stretches begin and end that no more than the fewest rows cover."""
    start = None
    for place in range(first, last + 1):
        is_white = place < last and covered[place] <= fewest
        if is_white and start is None:
            start = place
        elif not is_white and start is not None:
            yield start, place
            start = None


def _parts_columns(rows: Sequence[Row], box: Box, gutter: float) -> bool:
    across = sum(_goes_across(row, gutter) for row in rows)
    beside = [row for row in rows if not _goes_across(row, gutter)]
    left = [part for row in beside if (part := [one for one in row if one.box.right <= gutter])]
    right = [part for row in beside if (part := [one for one in row if one.box.right > gutter])]
    poorer = min(len(left), len(right))
    if poorer < _FEWEST_ROWS or across > _MOST_ACROSS * poorer:
        return False
    return _is_prose(left, gutter - box.left) and _is_prose(right, box.right - gutter)


def _is_prose(parts: Sequence[Row], width: float) -> bool:
    filled = median(part[-1].box.right - part[0].box.left for part in parts) / max(width, 1.0)
    return filled >= _FILLED and median(len(part) for part in parts) >= _FEWEST_WORDS
