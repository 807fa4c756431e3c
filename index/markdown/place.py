"""Where in the document the parser's content stands.

The parser gives the content of a block, freed from indentation and quote markers, and the lines that it came from.
Every line of content is the end of its line in the document, trailing white space apart: that gives exact offsets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.lines import split_lines
from index.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator


class Placer:
    """Finds content in the lines of one document."""

    def __init__(self, text: str, start: int, seen: str) -> None:
        """Prepare for `text[start:]`, which the parser saw as `seen`, of the same length."""
        self._lines = list(split_lines(text, start))
        self._start = start
        self._seen = seen

    def line(self, number: int) -> Span:
        """Return the span of a line, counted from 0 at the start of the Markdown, without its line end."""
        return self._lines[number]

    def place(self, content: str, first: int) -> Iterator[Span]:
        """Yield the spans of the lines of `content` that are not blank.

        Args:
            content: as the parser gave it.
            first: the line that its first line came from.
        """
        for number, piece in enumerate(content.split("\n"), first):
            if length := len(piece.strip()):
                end = self._end(self._lines[number])
                yield Span(end - length, end)

    def find(self, content: str, number: int) -> Span:
        """Return the span of `content`, which stands somewhere in one line."""
        line = self._lines[number]
        start = self._seen.rfind(content, line.start - self._start, line.end - self._start) + self._start
        return Span(start, start + len(content))

    def _end(self, line: Span) -> int:
        return line.start + len(self._seen[line.start - self._start : line.end - self._start].rstrip())
