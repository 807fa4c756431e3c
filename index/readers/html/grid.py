"""The tables of a web page as rows of words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.readers.html.unseen import is_unseen
from index.readers.tables import could_be_heads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

MAX_COLUMNS = 200
MAX_SPAN = 1_000
_LAYING_OUT = frozenset((
    "table", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "form",
))  # fmt: skip
_PARTING = frozenset({"p", "div", "li", "br", "dd", "dt", "tr"})


@dataclass(frozen=True, slots=True)
class Rows:
    """A table.

    Attributes:
        cells: the words of its cells, row by row.
        headed: whether the first row holds the heads of the columns.
    """

    cells: list[list[str]]
    headed: bool


def data_rows(table: _Element) -> Rows | None:
    """Return the rows of a table, or None where it only lays out what is in it."""
    if table.get("role") in ("presentation", "none"):
        return None
    inside = table.iter()
    next(inside)
    if any(part.tag in _LAYING_OUT for part in inside):
        return None
    rows = [row for row in table.iter("tr") if not is_unseen(row)]
    cells = _cells(rows)
    if all(len(row) <= 1 for row in cells):
        return None
    return Rows(cells, headed=_is_headed(rows, cells))


def _is_headed(rows: list[_Element], cells: list[list[str]]) -> bool:
    """Return whether the first row is all heads, or stands in the table's head."""
    first = next(iter(rows), None)
    if first is None:
        return False
    above = first.getparent()
    names = [cell.tag for cell in _cells_of(first)]
    return (above is not None and above.tag == "thead") or (
        all(name == "th" for name in names) and could_be_heads(cells[0])
    )


def _cells_of(row: _Element) -> Iterator[_Element]:
    return (cell for cell in row if cell.tag in ("td", "th") and not is_unseen(cell))


def _cells(rows: list[_Element]) -> list[list[str]]:
    """Return the words of cells; one over several rows stands in each, one over several columns once."""
    table: list[list[str]] = []
    going_on: dict[int, tuple[int, str]] = {}
    for row in rows:
        cells: list[str] = []
        for cell in _cells_of(row):
            _fill(cells, going_on)
            words = _words(cell)
            if (height := _span(cell, "rowspan")) > 1:
                going_on[len(cells)] = (height, words)
            cells.append(words)
            cells.extend([""] * min(_span(cell, "colspan") - 1, MAX_COLUMNS))
        _fill(cells, going_on)
        going_on = {place: (left - 1, words) for place, (left, words) in going_on.items() if left > 1}
        table.append(cells[:MAX_COLUMNS])
    return table


def _fill(cells: list[str], going_on: dict[int, tuple[int, str]]) -> None:
    """Add the cells of rows above that reach down to where the next cell would stand."""
    while (reaching := going_on.get(len(cells))) is not None:
        cells.append(reaching[1])


def _span(cell: _Element, name: str) -> int:
    value = cell.get(name) or ""
    return min(max(int(value), 1), MAX_SPAN) if value.isdecimal() and len(value) < len("1000000") else 1


def _words(cell: _Element) -> str:
    return " ".join("".join(_pieces(cell)).split())


def _pieces(element: _Element) -> Iterator[str]:
    yield element.text or ""
    for part in element:
        if not is_unseen(part):
            apart = " " if part.tag in _PARTING else ""
            yield apart
            yield from _pieces(part)
            yield apart
        yield part.tail or ""
