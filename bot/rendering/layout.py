"""Lines of text with an indent: wrapped to a terminal's width, left whole in a pipe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text

from bot.stream import writing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

CAUTION = "dark_goldenrod"
"""A yellow that can be read on black and on white (#af8700); a terminal's own one is too pale for white."""
_NARROWEST = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One line before wrapping.

    Attributes:
        text: its words, already sanitized.
        indent: columns left free before it, and before each line that it wraps to.
        label: what stands at the start of the indent on its first line, such as a number.
    """

    text: Text
    indent: int = 0
    label: Text | None = None


BLANK = Line(Text())


def print_lines(console: Console, lines: Iterable[Line]) -> None:
    """Print lines; only on a terminal are they wrapped, so that a pipe gets what a program can take apart.

    Raises:
        FolderError: standard output cannot be written (a full disk).
    """
    for line in lines:
        for text in _wrapped(console, line) if console.is_terminal else [_indented(line, line.text)]:
            text.rstrip()
            with writing():
                console.print(text, soft_wrap=True)


def _wrapped(console: Console, line: Line) -> list[Text]:
    width = max(_NARROWEST, console.width - line.indent)
    pieces = line.text.wrap(console, width) or [line.text]
    first, *rest = pieces
    return [_indented(line, first), *(Text(" " * line.indent).append_text(piece) for piece in rest)]


def _indented(line: Line, text: Text) -> Text:
    label = line.label or Text()
    gap = " " * max(line.indent - label.cell_len, 1 if label else 0)
    return Text().append_text(label).append(gap).append_text(text)
