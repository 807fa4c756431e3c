"""What lines and tables are put together to, before they are written into one text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.readers.pdf.shapes import Line, Run


class PieceKind(Enum):
    """What a piece is."""

    HEADING = auto()
    PARAGRAPH = auto()
    ITEM = auto()
    ROW = auto()
    FOOTNOTE = auto()
    ASIDE = auto()
    """In the text, but no part of an answer: heads of a table's columns, lines of a table of contents."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of a piece.

    Attributes:
        page: the page that it stands on, from 0.
        line: the line.
    """

    page: int
    line: Line


@dataclass(frozen=True, slots=True)
class Piece:
    """What reads as one.

    Attributes:
        kind: what it is.
        page: the page that it begins on, from 0.
        lines: its lines; none for a row of a table.
        cells: the cells of a row.
        heads: for a row, the heads of its columns.
        skipped: how many characters of its first line stand before its own words: a bullet, a number.
    """

    kind: PieceKind
    page: int
    lines: tuple[Placed, ...] = ()
    cells: tuple[Run, ...] = ()
    heads: tuple[str, ...] = ()
    skipped: int = 0

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0].line

    @property
    def last(self) -> Line:
        """Its last line."""
        return self.lines[-1].line
