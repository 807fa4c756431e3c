"""From a document's blocks to its sentences."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from index.boundaries import sentence_spans
from index.lines import line_number, line_starts
from index.readers import reader_for
from index.reading import fold, words_of
from index.records import BlockKind, Sentence, Span
from index.rows import row_reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.readers.base import Mark
    from index.reading import Words
    from index.records import Block, Document


def segment(document: Document) -> tuple[Sentence, ...]:
    """Return the sentences of a document, in order, their spans exact and never overlapping.

    A table row and a line of code are one sentence each; every other block is cut where its sentences end. A sentence's
    page and line are those that it begins on.
    """
    text = document.text
    starts = () if document.is_extracted else line_starts(text)
    reader = None if document.is_extracted else reader_for(document.source)
    find = reader.marks(text) if reader else _no_marks
    sentences: list[Sentence] = []
    for block in document.blocks:
        for span, reading in _cut(text, block, find(block)):
            sentences.append(
                Sentence(
                    ordinal=len(sentences),
                    span=span,
                    text=text[span.start : span.end],
                    reading=reading,
                    line=line_number(starts, span.start) if starts else None,
                    page=bisect_right(document.pages, span.start) or None,
                    heading=block.heading,
                    kind=block.kind,
                )
            )
    return tuple(sentences)


def _no_marks(_: Block) -> Sequence[Mark]:
    return ()


def _cut(text: str, block: Block, marks: Sequence[Mark]) -> Iterator[tuple[Span, str]]:
    """Yield the span and the reading of each sentence of a block; what reads as nothing is none."""
    if block.kind is BlockKind.ROW:
        whole = [(block.span, row_reading(text, block.span, block.column_heads, marks))]
        yield from ((span, reading) for span, reading in whole if reading)
        return
    words = words_of(text, block.span, marks)
    if block.kind is BlockKind.CODE:
        yield block.span, fold(words.text)
        return
    edges = _Edges(words, marks)
    for start, end in sentence_spans(words.text):
        yield edges.span(start, end), fold(words.text[start:end])


class _Edges:
    """Gives the spans of a block's sentences, the marks that cling to their first and last words included."""

    def __init__(self, words: Words, marks: Sequence[Mark]) -> None:
        self._words = words
        clinging = [mark.span for mark in marks if mark.clings]
        self._ends = {mark.start: mark.end for mark in clinging}
        self._starts = {mark.end: mark.start for mark in clinging}
        self._taken = 0

    def span(self, start: int, end: int) -> Span:
        """Return where the words at `[start, end)` stand in the document; call it in order."""
        first, last = self._words.origin(start), self._words.origin(end - 1) + 1
        while self._starts.get(first, -1) >= self._taken:
            first = self._starts[first]
        while last in self._ends:
            last = self._ends[last]
        self._taken = last
        return Span(first, last)
