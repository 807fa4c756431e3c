"""Plain text: paragraphs, with the headings, lists and quotes that people type without markup."""

from __future__ import annotations

import re
from itertools import islice, tee, zip_longest
from typing import TYPE_CHECKING

from index.headings import HeadingPath
from index.paragraphs import QUOTE_MARKER, paragraphs_of
from index.pieces import pieces_of
from index.plain_headings import heading_of, title_of
from index.readers.base import Mark
from index.records import Block, BlockKind, Span
from index.text_file import Outline, read_text_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from index.paragraphs import Paragraph
    from index.records import Document

_CONTINUED_QUOTE = re.compile(rf"(?:\r\n?|\n)({QUOTE_MARKER})")
_INDENT = 2
_TITLE_LABEL = re.compile(r"(?:Title|Subject):\s*(.*\S)")


class PlainReader:
    """Reads `.txt`."""

    suffixes: tuple[str, ...] = (".txt",)

    def read(self, source: str, content: bytes) -> Document:
        """Return the document that a text file holds; see `Reader.read`."""
        return read_text_file(source, content, outline)

    def marks(self, text: str) -> Callable[[Block], Sequence[Mark]]:
        """Return a function that finds the `>` before the further lines of a quote; plain text has no other markup."""

        def find(block: Block) -> Sequence[Mark]:
            if block.kind is not BlockKind.QUOTE:
                return ()
            quotes = _CONTINUED_QUOTE.finditer(text, block.span.start, block.span.end)
            return [Mark(Span(*quote.span(1)), clings=False) for quote in quotes]

        return find


def outline(text: str, start: int) -> Outline:
    """Return the title and the blocks of plain text from offset `start` on.

    A heading or a title line at the very top is the title, and so is a `Title:` or `Subject:` line there.
    """
    headings = HeadingPath()
    blocks: list[Block] = []
    title: str | None = None
    for place, (paragraph, below) in enumerate(_with_next(paragraphs_of(text, start))):
        heading = heading_of(text, paragraph, below)
        if place == 0:
            heading = heading or (title_of(text, paragraph) if below else None)
            title = heading.words if heading else _labelled_title(text, paragraph)
        if heading:
            headings.enter(heading.level if place else 1, heading.words)
        lines = paragraph.lines[heading.lines if heading else 0 :]
        kind = _kind(text, paragraph, blocks)
        blocks.extend(Block(piece.kind, piece.span, headings.path) for piece in pieces_of(text, lines, kind))
    return Outline(title, tuple(blocks))


def _with_next(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[Paragraph, Paragraph | None]]:
    """Yield each paragraph with the one that follows it, the last with None."""
    here, below = tee(paragraphs)
    return zip_longest(here, islice(below, 1, None))


def _labelled_title(text: str, paragraph: Paragraph) -> str | None:
    labels = (_TITLE_LABEL.fullmatch(text, line.start, line.end) for line in paragraph.lines)
    return next((" ".join(label[1].split()) for label in labels if label), None)


def _kind(text: str, paragraph: Paragraph, before: Sequence[Block]) -> BlockKind:
    """Return what a paragraph is as a whole; an indented one below a list item still belongs to the item."""
    if paragraph.quoted:
        return BlockKind.QUOTE
    start = paragraph.lines[0].start
    indented = start >= _INDENT and not text[start - _INDENT : start].strip(" \t")
    below_item = bool(before) and before[-1].kind is BlockKind.ITEM
    return BlockKind.ITEM if indented and below_item else BlockKind.PARAGRAPH
