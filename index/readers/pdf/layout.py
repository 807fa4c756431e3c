"""One page: from its glyphs to its lines and tables in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.readers.pdf.columns import in_reading_order
from index.readers.pdf.glyphs import glyphs_of
from index.readers.pdf.grids import grids_of, turned
from index.readers.pdf.lines import lines_of
from index.readers.pdf.rules import has_something, rules_of
from index.readers.pdf.shapes import Box, Page, around
from index.readers.pdf.tables import table_in
from index.readers.pdf.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.readers.pdf.grids import Grid
    from index.readers.pdf.pdfium import OpenedPage
    from index.readers.pdf.rules import Rules
    from index.readers.pdf.shapes import Glyph, Line, Table, Word

_FEWEST_SHARE = 0.1
"""How much of a page's text another direction has to be, or it is left out: names of axes, stamps in the margin."""

EMPTY = Page((), Box(0.0, 0.0, 0.0, 0.0), has_something=False)
"""A page with nothing on it, or one that cannot be read."""


def lay_out(page: OpenedPage) -> Page:
    """Return the lines and tables of a page in reading order, what stands on its side after what stands upright."""
    by_direction = sorted(glyphs_of(page).items(), key=lambda item: (-len(item[1]), item[0]))
    if not by_direction:
        return Page((), EMPTY.box, has_something(page))
    rules = rules_of(page)
    total = sum(len(glyphs) for _, glyphs in by_direction)
    items: list[Line | Table] = []
    for quarters, glyphs in by_direction:
        if len(glyphs) >= _FEWEST_SHARE * total:
            items.extend(_items(glyphs, turned(rules, quarters)))
    first = by_direction[0][1]
    return Page(tuple(items), around([glyph.box for glyph in first]), has_something=True)


def _items(glyphs: Sequence[Glyph], rules: Rules) -> Iterator[Line | Table]:
    elements = _with_tables(words_of(glyphs), grids_of(rules))
    for region in in_reading_order(elements):
        yield from lines_of(region)


def _with_tables(words: list[Word], grids: Sequence[Grid]) -> list[Word | Table]:
    """Return words, those of a table as one element."""
    tables: list[Table] = []
    for grid in grids:
        if (found := table_in(grid, words)) is not None:
            table, taken = found
            tables.append(table)
            words = [word for word in words if id(word) not in taken]
    return [*words, *tables]
