"""A table row is cut into its cells, and reads with its columns' heads."""

from __future__ import annotations

import pytest

from index.readers.base import Mark
from index.records import Span
from index.rows import cells_of, row_reading, row_span


def cells(text: str) -> list[str]:
    """Return the cells of a row as it stands in a note."""
    row = row_span(text, 0, len(text))
    return [text[cell.start : cell.end] for cell in cells_of(text, row)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("| a | b c |", ["a", "b c"]),
        ("a | b", ["a", "b"]),
        ("|a|b|", ["a", "b"]),
        ("| | b |", ["", "b"]),
        ("| a | | c |", ["a", "", "c"]),
        (r"| a \| b | c |", [r"a \| b", "c"]),
        ("| a |", ["a"]),
    ],
)
def test_pipes_part_the_cells(text: str, found: list[str]) -> None:
    """An escaped pipe is a character; an empty first cell keeps its column."""
    assert cells(text) == found


def test_the_pipes_around_a_row_are_no_part_of_it() -> None:
    """Nor is white space; a row of nothing but pipes is empty."""
    assert row_span("  | a | b |  ", 0, 13) == Span(4, 9)
    empty = row_span("|  |", 0, 4)
    assert empty.start == empty.end


def test_a_row_reads_with_the_heads_of_its_columns() -> None:
    """Empty cells are left out, and a cell without a head stands alone."""
    text = "Lamb | | 8%  now | extra"
    row = Span(0, len(text))
    assert row_reading(text, row, ("Product", "HS", "Duty"), ()) == "Product: Lamb; Duty: 8% now; extra"
    assert row_reading(text, row, ("", "HS"), ()) == "Lamb; 8% now; extra"


def test_a_row_reads_without_its_markup() -> None:
    """Emphasis in a cell is not read."""
    text = "**Lamb** | 8%"
    marks = (Mark(Span(0, 2), clings=True), Mark(Span(6, 8), clings=True))
    assert row_reading(text, Span(0, len(text)), ("Product", "Duty"), marks) == "Product: Lamb; Duty: 8%"
