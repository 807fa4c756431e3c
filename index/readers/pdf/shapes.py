"""What stands on a page: glyphs, words, lines and tables, each with the box that it fills.

Lengths are points, 1/72 inch, and y goes up, as in the file. A page whose text stands on its side is turned first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from array import array
    from collections.abc import Sequence


class Box(NamedTuple):
    """A rectangle, its sides along the page's."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.top - self.bottom


def around(boxes: Sequence[Box]) -> Box:
    """Return the smallest box around one or more others."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return Box(min(lefts), min(bottoms), max(rights), max(tops))


class Style(NamedTuple):
    """How glyphs look.

    Attributes:
        size: of the font as it is drawn.
        bold: whether they are heavy.
    """

    size: float
    bold: bool


class Glyph(NamedTuple):
    """One character as it is drawn.

    Attributes:
        text: what it stands for; more than one character for a ligature.
        number: its place among PDFium's characters of the page.
        box: what it fills, from the lowest to the highest that its font goes.
        baseline: the line that it stands on.
        style: how it looks.
        apart: whether there is white space before it.
    """

    text: str
    number: int
    box: Box
    baseline: float
    style: Style
    apart: bool


@dataclass(frozen=True, slots=True)
class Word:
    """Glyphs with no white space between them.

    Attributes:
        text: what they stand for.
        box: what they fill.
        baseline: the line that they stand on.
        style: how they look.
        numbers: for each character of `text`, the number of its glyph.
    """

    text: str
    box: Box
    baseline: float
    style: Style
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Words on their way into the text.

    Attributes:
        text: the words, one space between them.
        numbers: for each character of `text`, the number of its glyph; -1 for a space.
    """

    text: str
    numbers: array[int]


@dataclass(frozen=True, slots=True)
class Line:
    """Words beside each other.

    Attributes:
        run: the words.
        box: what they fill.
        baseline: the line that they stand on.
        style: how most of them look; bold only where all of them are.
        column: the left and the right end of the column that it stands in.
        gaps: the offsets in the words' text of spaces that are far wider than others.
        raised: where in the words' text numbers and signs stand that are raised, as those of footnotes are.
    """

    run: Run
    box: Box
    baseline: float
    style: Style
    column: tuple[float, float]
    gaps: tuple[int, ...] = ()
    raised: tuple[tuple[int, int], ...] = ()

    @property
    def text(self) -> str:
        """The words."""
        return self.run.text


@dataclass(frozen=True, slots=True)
class Table:
    """A table that lines on the page show.

    Attributes:
        rows: each a list of its cells.
        box: what it fills.
        columns: where its columns begin and end, from left to right.
        is_headed: whether its first row looks like the heads of its columns.
    """

    rows: tuple[tuple[Run, ...], ...]
    box: Box
    columns: tuple[float, ...]
    is_headed: bool

    @property
    def baseline(self) -> float:
        """Where it counts as standing among lines: at its top."""
        return self.box.top


@dataclass(frozen=True, slots=True)
class Page:
    """A page, laid out.

    Attributes:
        items: its lines and tables, in reading order.
        box: what its text fills.
        has_something: whether anything at all is drawn on it.
    """

    items: tuple[Line | Table, ...]
    box: Box
    has_something: bool
