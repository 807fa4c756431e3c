"""Table rows: their cells, and how a row reads with its columns' heads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.lines import trimmed
from index.reading import fold, words_of
from index.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.readers.base import Mark

_PIPE = re.compile(r"(?<!\\)\|")


def row_span(text: str, start: int, end: int) -> Span:
    """Return a row without the pipes around it.

    A pipe stays in front where the first cell is empty, so that cells keep their columns.
    """
    span = trimmed(text, start, end)
    start, end = span.start, span.end
    if text.startswith("|", start, end):
        start = trimmed(text, start + 1, end).start
    while end > start and _PIPE.match(text, end - 1, end):
        end = trimmed(text, start, end - 1).end
    return Span(start, end)


def cells_of(text: str, row: Span) -> Iterator[Span]:
    """Yield the cells of a row, trimmed, empty ones too."""
    start = row.start
    for pipe in _PIPE.finditer(text, row.start, row.end):
        yield trimmed(text, start, pipe.start())
        start = pipe.end()
    yield trimmed(text, start, row.end)


def row_reading(text: str, row: Span, heads: Sequence[str], marks: Sequence[Mark]) -> str:
    """Return a row as a person reads it: `Head: cell; Head: cell`, empty cells left out.

    Args:
        text: the document's text.
        row: the row's span.
        heads: the heads of its columns; a cell without one stands alone.
        marks: the markup inside the row.
    """
    cells = []
    for place, cell in enumerate(cells_of(text, row)):
        words = fold(words_of(text, cell, marks).text)
        head = heads[place] if place < len(heads) else ""
        if words:
            cells.append(f"{head}: {words}" if head else words)
    return "; ".join(cells)
