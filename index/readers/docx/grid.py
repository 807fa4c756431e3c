"""The tables of a Word document as rows of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.readers.docx.words import is_on, lines_in
from index.readers.tables import could_be_heads
from index.readers.xml_tree import attribute, child, children, descendants, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

MAX_COLUMNS = 63
"""Word's own limit; a cell that says that it spans more is not believed."""


def rows_of(table: _Element) -> Iterator[_Element]:
    """Yield the rows of a table that were not deleted with changes tracked."""
    for part in table:
        name = local_name(part)
        if name == "tr" and child(part, "trPr", "del") is None:
            yield part
        elif name in ("sdt", "sdtContent", "ins", "customXml"):
            yield from rows_of(part)


def cells_in(row: _Element) -> Iterator[_Element]:
    """Yield the cells of a row."""
    for part in row:
        name = local_name(part)
        if name == "tc":
            yield part
        elif name in ("sdt", "sdtContent", "ins", "customXml"):
            yield from cells_in(part)


def lays_out(table: _Element) -> bool:
    """Return whether a table only lays out what is in it: it has one column, or holds tables."""
    cells = [list(cells_in(row)) for row in rows_of(table)]
    nested = any(next(descendants(cell, "tbl"), None) is not None for row in cells for cell in row)
    return nested or all(len(row) <= 1 for row in cells)


def cells_of(table: _Element) -> list[list[str]]:
    """Return the words of a table's cells; a cell over several rows stands in each, one over several columns once."""
    rows: list[list[str]] = []
    for row in rows_of(table):
        cells: list[str] = []
        for cell in cells_in(row):
            place = len(cells)
            goes_on = child(cell, "tcPr", "vMerge")
            if goes_on is not None and attribute(goes_on, "val") != "restart" and rows and place < len(rows[-1]):
                cells.append(rows[-1][place])
            else:
                cells.append(_words(cell))
            cells.extend([""] * (_width(cell) - 1))
        rows.append(cells[:MAX_COLUMNS])
    return rows


def is_headed(table: _Element, rows: Sequence[Sequence[str]]) -> bool:
    """Return whether the first row holds the heads: it is marked to repeat on each page, or is all in bold.

    A table of two columns without either is more often a list of labels with what belongs to them.
    """
    first = next(rows_of(table), None)
    if first is None or not rows:
        return False
    if is_on(child(first, "trPr", "tblHeader")):
        return True
    if not could_be_heads(rows[0]):
        return False
    look = child(table, "tblPr", "tblLook")
    styled = look is not None and (attribute(look, "firstRow") == "1")
    return _is_bold(first) or (styled and len(rows[0]) > 2)  # noqa: PLR2004 - as said above


def _words(cell: _Element) -> str:
    return "\n".join(line for line in lines_in(cell) if line.strip())


def _width(cell: _Element) -> int:
    span = child(cell, "tcPr", "gridSpan")
    value = attribute(span, "val") if span is not None else None
    return min(int(value), MAX_COLUMNS) if value and value.isdecimal() else 1


def _is_bold(row: _Element) -> bool:
    runs = [run for run in descendants(row, "r") if any(text.text for text in children(run, "t"))]
    return bool(runs) and all(is_on(child(run, "rPr", "b")) for run in runs)
