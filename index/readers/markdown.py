"""Markdown: CommonMark with GitHub's tables, task boxes and strikethrough."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from index.markdown.blocks import markdown_outline
from index.markdown.inline import inline_marks, link_labels
from index.paragraphs import QUOTE_MARKER
from index.readers.base import Mark
from index.records import BlockKind, Span
from index.text_file import Outline, read_text_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from index.records import Block, Document

_CONTINUED_QUOTE = re.compile(rf"(?:\r\n?|\n)({QUOTE_MARKER})")


class MarkdownReader:
    """Reads `.md` and `.markdown`."""

    suffixes: tuple[str, ...] = (".md", ".markdown")

    def read(self, source: str, content: bytes) -> Document:
        """Return the document that a Markdown file holds; see `Reader.read`."""
        return read_text_file(source, content, self._outline)

    def marks(self, text: str) -> Callable[[Block], Sequence[Mark]]:
        """Return a function that finds the markup inside a block; see `Reader.marks`."""

        @cache
        def labels() -> frozenset[str]:
            return link_labels(text)

        def find(block: Block) -> Sequence[Mark]:
            if block.kind is BlockKind.CODE:
                return ()
            marks = inline_marks(text, block.span, labels)
            if block.kind in (BlockKind.QUOTE, BlockKind.ITEM):
                quotes = _CONTINUED_QUOTE.finditer(text, block.span.start, block.span.end)
                marks.extend(Mark(Span(*quote.span(1)), clings=False) for quote in quotes)
            return _without_overlaps(marks)

        return find

    def _outline(self, text: str, start: int) -> Outline:
        return markdown_outline(text, start, self.marks(text))


def _without_overlaps(marks: Iterable[Mark]) -> list[Mark]:
    """Return `marks` in order, without those that stand inside another (a quote marker inside a comment)."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end)):
        if not kept or kept[-1].span.end <= mark.span.start:
            kept.append(mark)
    return kept
