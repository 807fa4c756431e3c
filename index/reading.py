"""From a stretch of a document to the words that a person reads, and back to where they stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.readers.base import Mark
    from index.records import Span

_LINE_ENDS = str.maketrans("\r\n", "  ")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a stretch of text, without its markup, line ends made spaces.

    Attributes:
        text: the words.
        starts: offsets in `text` of the pieces that stand together in the document, ascending, the first 0.
        origins: where each piece begins in the document.
    """

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def origin(self, offset: int) -> int:
        """Return where the character at `offset` of `text` stands in the document."""
        piece = bisect_right(self.starts, offset) - 1
        return self.origins[piece] + offset - self.starts[piece]


def words_of(text: str, span: Span, marks: Sequence[Mark]) -> Words:
    """Return the words of `span` without the `marks` in it.

    A mark that clings to words leaves no trace; another leaves a space, so that it never joins two words.

    Args:
        text: the document's text.
        span: the stretch.
        marks: its markup, in order; marks outside the span are ignored.
    """
    first = bisect_left(marks, span.start, key=_start)
    last = bisect_left(marks, span.end, key=_start)
    pieces, starts, origins = [], [0], [span.start]
    position, length = span.start, 0
    for mark in marks[first:last]:
        piece = text[position : mark.span.start] + ("" if mark.clings else " ")
        pieces.append(piece)
        length += len(piece)
        position = mark.span.end
        starts.append(length)
        origins.append(position)
    pieces.append(text[position : span.end])
    return Words("".join(pieces).translate(_LINE_ENDS), tuple(starts), tuple(origins))


def _start(mark: Mark) -> int:
    return mark.span.start


def fold(words: str) -> str:
    """Return `words` on one line, each run of white space made a single space."""
    return " ".join(words.split())
