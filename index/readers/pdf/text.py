"""From pieces to one text, with where each stretch of it stands on a page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from index.readers.pdf.characters import SOFT_HYPHEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.readers.pdf.pieces import Placed
    from index.readers.pdf.shapes import Line, Run

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_LAST_WORD = re.compile(r"[^\W_]+$")
_FIRST_WORD = re.compile(r"\S+")
_HYPHENS = ("-", SOFT_HYPHEN, "\u2010")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a stretch of the text stands on a page.

    Attributes:
        start: its offset in the text.
        end: where it ends.
        page: the page, from 0.
        run: the words that it is part of.
        at: its offset in the run's text.
    """

    start: int
    end: int
    page: int
    run: Run
    at: int


@dataclass(slots=True)
class Writer:
    """Writes a text from its beginning to its end.

    Attributes:
        origins: where its stretches stand.
        pages: where its pages begin.
        length: how long it is by now.
    """

    origins: list[Origin] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    length: int = 0
    _written: list[str] = field(default_factory=list)

    def text(self) -> str:
        """Return what was written."""
        return "".join(self._written)

    def write(self, words: str) -> None:
        """Write what stands on no page."""
        self._written.append(words)
        self.length += len(words)

    def write_run(self, page: int, run: Run, start: int = 0, end: int | None = None) -> None:
        """Write a part of a run that stands on a page."""
        words = run.text[start:end].replace(SOFT_HYPHEN, "-")
        if words:
            self.turn_to(page)
            self.origins.append(Origin(self.length, self.length + len(words), page, run, start))
            self.write(words)

    def turn_to(self, page: int) -> None:
        """Say that what is written next stands on a page; those before it have begun by then."""
        while len(self.pages) <= page:
            self.pages.append(self.length)


def vocabulary_of(lines: Iterable[Line]) -> frozenset[str]:
    """Return the words of lines in lower case, those with hyphens whole; what the ends of lines cut is left out."""
    words: set[str] = set()
    for line in lines:
        text = line.text.casefold()
        words.update(found[0] for found in _WORD.finditer(text) if found.end() < len(text) - 1)
    return frozenset(words)


def write_lines(
    writer: Writer, placed: Sequence[Placed], words: frozenset[str], marks: Iterable[str] = (), skipped: int = 0
) -> None:
    """Write lines as one paragraph: a line of text for each, words that a hyphen cuts put together.

    Args:
        writer: where to.
        placed: the lines.
        words: the words of the document, which tell whether a hyphen belongs to a word.
        marks: the marks of footnotes, which are left out where they are raised.
        skipped: where marks are looked for in the first line.
    """
    known = frozenset(marks)
    begin = 0
    for one, following in pairwise((*placed, None)):
        if one is None:
            return
        line = one.line
        after = following.line.text if following is not None else ""
        keeps, taken = _hyphen(line.text, after, words) if following is not None else (len(line.text), 0)
        for start, end in _without_marks(line, begin, keeps, known, skipped if one is placed[0] else 0):
            writer.write_run(one.page, line.run, start, end)
        if following is not None and taken:
            writer.write_run(following.page, following.line.run, 0, taken)
        if following is not None and taken < len(after):
            writer.write("\n")
        begin = taken + 1 if taken else 0


def _without_marks(line: Line, begin: int, end: int, marks: frozenset[str], skipped: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a line between the marks of footnotes."""
    for start, stop in line.raised:
        if start >= max(begin, skipped) and stop <= end and start > 0 and line.text[start:stop] in marks:
            yield begin, start
            begin = stop
    if begin < end:
        yield begin, end


def _hyphen(text: str, after: str, words: frozenset[str]) -> tuple[int, int]:
    """Return how much of a line is kept, and how much of the next is drawn to it where a hyphen cuts a word.

    A hyphen that the document shows elsewhere in the same word, or that stands before a capital or a number, stays.
    """
    whole = len(text)
    before = _LAST_WORD.search(text[:-1])
    if not text.endswith(_HYPHENS) or before is None or not after:
        return whole, 0
    found = _FIRST_WORD.match(after)
    end = found.end() if found else 0
    letters = _WORD.match(after)
    if letters is None or not after[0].islower():
        return whole, end
    first, second = before[0].casefold(), letters[0].casefold()
    is_compound = f"{first}-{second}" in words and f"{first}{second}" not in words
    return (whole if is_compound else whole - 1), end
