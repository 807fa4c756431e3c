r"""Where the lines of a text begin and end.

A line ends at `\n`, `\r\n` or a lone `\r`, as in CommonMark; the other separators that `str.splitlines` knows (a form
feed, U+2028) do not count lines, so that numbers agree with what an editor shows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING

from index.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LINE_END = re.compile(r"\r\n?|\n")
_LINES_AT_THE_TOP = 10
_LINE = re.compile(r"[^\r\n]+")
_DECORATION = re.compile(r"\*\*|__|[*_`]|^[#>\s]+")


def line_starts(text: str) -> list[int]:
    """Return the offset of every line's first code point; an empty text has one line."""
    return [0, *(end.end() for end in _LINE_END.finditer(text))]


def line_number(starts: Sequence[int], offset: int) -> int:
    """Return the number, from 1, of the line that holds `offset`, given `line_starts` of the text."""
    return bisect_right(starts, offset)


def split_lines(text: str, start: int = 0) -> Iterator[Span]:
    """Yield the span of every line from `start` on, without its line end.

    Args:
        text: any text.
        start: offset of a line's first code point.
    """
    for end in _LINE_END.finditer(text, start):
        yield Span(start, end.start())
        start = end.end()
    yield Span(start, len(text))


def lines_at_the_top(text: str, start: int) -> Iterator[str]:
    """Yield the first lines from an offset on that are not blank, as a person reads them."""
    return (undecorated(text[line.start : line.end]) for line in spans_at_the_top(text, start))


def spans_at_the_top(text: str, start: int, end: int | None = None) -> Iterator[Span]:
    """Yield the spans of the first lines from an offset on that are not blank, up to another (None: the end)."""
    lines = _LINE.finditer(text, start, len(text) if end is None else end)
    return islice((Span(*line.span()) for line in lines if not line[0].isspace()), _LINES_AT_THE_TOP)


def undecorated(line: str) -> str:
    """Return the first 200 characters of a line as a person reads them."""
    return _DECORATION.sub("", line[:200]).strip()


def trimmed(text: str, start: int, end: int) -> Span:
    """Return `[start, end)` without the white space at both its ends; an empty span where there is nothing else."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return Span(start + left, max(start + left, start + len(piece.rstrip())))
