"""The table of kills: how many in each mode, and what they cost. It is printed at the end of a run."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING, Any

from crash.states import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crash.states import Trouble

PROPERTY = "kills"
"""By this name a test reports its row, so that it comes home from whichever process ran it."""


@dataclass(frozen=True, slots=True)
class Row:
    """Runs of one mode that were killed in one way.

    Attributes:
        mode: what was running.
        how: how the moments were chosen.
        runs: how many.
        kills: those that were killed before they came to their end.
        lost: how many times a reader or the next command failed.
        wrong: how many answers, findings and lines were wrong.
        again: texts that were encoded again though that was committed.
    """

    mode: str
    how: str
    runs: int
    kills: int
    lost: int = 0
    wrong: int = 0
    again: int = 0


def row_of(mode: str, how: str, runs: int, kills: int, found: Iterable[Trouble]) -> Row:
    """Return the row of runs after which this was found."""
    kinds = [trouble.kind for trouble in found]
    return Row(mode, how, runs, kills, *(kinds.count(kind) for kind in (Kind.LOST, Kind.WRONG, Kind.AGAIN)))


def rows_in(properties: Iterable[tuple[str, Any]]) -> list[Row]:
    """Return the rows among a test's properties."""
    return [Row(*value) for name, value in properties if name == PROPERTY]


def lines(rows: Sequence[Row]) -> list[str]:
    """Return the table, one line a row and one for all of them."""
    named = sorted(rows, key=lambda row: (row.mode, row.how))
    sums = [sum(getattr(row, field.name) for row in named) for field in fields(Row)[2:]]
    cells = [("mode", "killed", "runs", "kills", "lost", "wrong", "encoded again")]
    cells += [tuple(map(str, astuple(row))) for row in named]
    cells.append(("all", "", *map(str, sums)))
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        "  ".join(cell.ljust(width) if place < 2 else cell.rjust(width) for place, (cell, width) in pair).rstrip()
        for pair in (list(enumerate(zip(line, widths, strict=True))) for line in cells)
    ]
