"""From the parts that an extractor finds to one text and the blocks in it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from index.errors import ReadingError
from index.headings import HeadingPath
from index.lines import split_lines
from index.pieces import pieces_of
from index.readers.extracted import Extracted
from index.records import Block, BlockKind, Metadata, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.readers.extracted import Attached

MAX_CHARACTERS = 20_000_000
"""Of one document's text: some 7,000 pages. What holds more is data or a bomb, not a briefing."""
MAX_BLOCKS = 500_000
"""Of one document: what is kept of each costs more than its words do."""
LONGEST_ROW = 1_000
"""In characters. A longer table row holds prose: its cells are read as paragraphs, not as one sentence."""

_APART = "\n\n"
_BELOW_ALL = 99
"""The level of a column's head that serves as a heading: deeper than every other."""
# Seen by nobody: soft hyphens, zero-width spaces, byte-order marks, control codes, and halves of surrogate pairs.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
_HALVES = re.compile("[\ud800-\udfff]")


class Composer:
    """Composes a document's text from top to bottom.

    Headings and the heads of tables stand in the text but in no block, since they are context and never an answer.
    """

    def __init__(self, source: str) -> None:
        """Begin an empty text; `source` is the file's name, for the error's message."""
        self._source = source
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._pages: list[int] = []
        self._titles: dict[int, str] = {}
        self._headings = HeadingPath()

    def page(self) -> None:
        """Begin a page: what follows stands on it; a page may stay empty."""
        self._pages.append(self._next() if self._pages else 0)

    def heading(self, level: int, words: str) -> None:
        """Put a heading in force.

        Args:
            level: 0 for the document's title, 1 for the outermost heading.
            words: what it says; nothing, where it only ends others.
        """
        words = one_line(words)
        self._headings.enter(level, words)
        if words:
            self._titles.setdefault(level, words)
            self._append(words)

    def aside(self, words: str) -> None:
        """Add a line that stands in the text but in no block (a page's header, which may hold a marking)."""
        if words := one_line(words):
            self._append(words)

    def text(self, words: str, kind: BlockKind = BlockKind.PARAGRAPH) -> None:
        """Add a paragraph, list item or quote; its line ends are kept, its bullets are not."""
        words = clean(words)
        lines = [line for line in split_lines(words) if not words[line.start : line.end].isspace()]
        for piece in pieces_of(words, [line for line in lines if line.start < line.end], kind):
            self._block(piece.kind, words[piece.span.start : piece.span.end])

    def code(self, words: str) -> None:
        """Add lines of code, each a block of its own."""
        for line in _lines(words):
            self._block(BlockKind.CODE, line.strip())

    def heads(self, cells: Sequence[str]) -> tuple[str, ...]:
        """Add the row of a table's heads, and return them as its rows need them."""
        heads = [cell_words(cell) for cell in cells]
        while heads and not heads[-1]:
            heads.pop()
        if heads:
            self._append(" | ".join(heads).strip())
        return tuple(heads)

    def row(self, cells: Sequence[str], heads: Sequence[str] = ()) -> None:
        """Add a table's row; an empty one is left out, and one too long to be a sentence is read cell by cell."""
        words = [cell_words(cell) for cell in cells]
        if sum(map(len, words)) > LONGEST_ROW:
            self._cells(cells, heads)
        elif any(words):
            self._block(BlockKind.ROW, " | ".join(words).rstrip(" |").lstrip(" "), tuple(heads))

    def finish(
        self,
        metadata: Metadata | None = None,
        author: str | None = None,
        notices: Sequence[str] = (),
        attached: Sequence[Attached] = (),
    ) -> Extracted:
        """Return what was composed; the title is that of `metadata`, or the first heading of the outermost levels."""
        text = _APART.join(self._parts)
        metadata = metadata or Metadata()
        title = metadata.title or self._titles.get(0) or self._titles.get(1)
        return Extracted(
            text=text,
            blocks=tuple(self._blocks),
            pages=tuple(min(start, len(text)) for start in self._pages),
            metadata=replace(metadata, title=title),
            author=author,
            notices=tuple(notices),
            attached=tuple(attached),
        )

    def _cells(self, cells: Sequence[str], heads: Sequence[str]) -> None:
        """Add the cells of a long row, each under its column's head."""
        whole = self._headings
        for place, cell in enumerate(cells):
            self._headings = whole.branch()
            if place < len(heads) and heads[place]:
                self._headings.enter(_BELOW_ALL, heads[place])
            self.text(cell)
        self._headings = whole

    def _block(self, kind: BlockKind, words: str, heads: tuple[str, ...] = ()) -> None:
        start = self._append(words)
        self._blocks.append(Block(kind, Span(start, start + len(words)), self._headings.path, heads))
        if len(self._blocks) > MAX_BLOCKS:
            raise ReadingError(f"{self._source} holds more than {MAX_BLOCKS:,} paragraphs and rows", "split it")

    def _append(self, words: str) -> int:
        start = self._next()
        self._parts.append(words)
        self._length = start + len(words)
        if self._length > MAX_CHARACTERS:
            raise ReadingError(f"{self._source} holds more than {MAX_CHARACTERS:,} characters of text", "split it")
        return start

    def _next(self) -> int:
        return self._length + (len(_APART) if self._parts else 0)


def clean(words: str) -> str:
    """Return words without what nobody sees, line ends made line feeds, other white space in a line folded."""
    words = _HALVES.sub("\ufffd", _UNSEEN.sub("", _LINE_ENDS.sub("\n", words)))
    return "\n".join(" ".join(line.split()) for line in words.split("\n"))


def one_line(words: str) -> str:
    """Return words as `clean` does, on one line."""
    return " ".join(clean(words).split())


def cell_words(cell: str) -> str:
    """Return a cell's words on one line; a bar in them is a broken one, since bars are what part cells."""
    return one_line(cell).replace("|", "\u00a6")


def _lines(words: str) -> Iterator[str]:
    return (line for line in clean(words).split("\n") if line)
