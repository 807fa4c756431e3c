"""The body of an OpenDocument text from top to bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.readers.odt.styles import is_title, kind_of
from index.readers.tables import compose_table, could_be_heads
from index.readers.xml_tree import attribute, child, children, descendants, local_name
from index.records import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.etree import _Element

    from index.readers.composing import Composer

MAX_REPEATED = 200
"""How often a cell that says that it stands several times is believed."""
_LEFT_OUT = frozenset(
    {"tracked-changes", "annotation", "table-of-content", "alphabetical-index", "forms", "sequence-decls", "ruby-text"}
)


class Body:
    """One walk over a text."""

    def __init__(self, composer: Composer, parents: Mapping[str, str]) -> None:
        """Compose into `composer`; `parents` tells what styles are derived from."""
        self._composer = composer
        self._parents = parents
        self._notes: list[_Element] = []
        self._boxes: list[_Element] = []

    def walk(self, element: Iterable[_Element], kind: BlockKind = BlockKind.PARAGRAPH) -> None:
        """Add what stands in an element, or is one of several; `kind` is what its paragraphs are."""
        for part in element:
            name = local_name(part)
            if name == "h":
                level = attribute(part, "outline-level") or "1"
                self._composer.heading(int(level) if level.isdecimal() else 1, self._words(part))
            elif name == "p":
                self._paragraph(part, kind)
            elif name == "table":
                self._table(part)
            elif name not in _LEFT_OUT:
                self.walk(part, BlockKind.ITEM if name == "list" else kind)

    def notes(self) -> None:
        """Add the footnotes and endnotes that were met, under a heading of their own."""
        met, self._notes = self._notes, []
        if met:
            self._composer.heading(1, "Footnotes")
        for note in met:
            self.walk(note)

    def _paragraph(self, paragraph: _Element, kind: BlockKind) -> None:
        words = self._words(paragraph)
        if is_title(paragraph, self._parents):
            self._composer.heading(0, words)
        else:
            self._composer.text(words, kind_of(paragraph, self._parents, kind))
        met, self._boxes = self._boxes, []
        for box in met:
            self.walk(box)

    def _lines(self, cell: _Element) -> Iterator[str]:
        for part in cell:
            name = local_name(part)
            if name in ("p", "h"):
                yield self._words(part)
                met, self._boxes = self._boxes, []
                for box in met:
                    yield from self._lines(box)
            elif name not in _LEFT_OUT:
                yield from self._lines(part)

    def _words(self, element: _Element) -> str:
        return "".join(self._pieces(element))

    def _pieces(self, element: _Element) -> Iterator[str]:
        yield element.text or ""
        for part in element:
            name = local_name(part)
            if name == "note":
                self._notes.extend(children(part, "note-body"))
            elif name == "text-box":
                self._boxes.append(part)
            elif name in ("s", "tab"):
                yield " "
            elif name == "line-break":
                yield "\n"
            elif name not in _LEFT_OUT:
                yield from self._pieces(part)
            yield part.tail or ""

    def _table(self, table: _Element) -> None:
        rows = list(_rows(table))
        if any(True for row in rows for _ in descendants(row, "table")) or all(len(row) <= 1 for row in rows):
            for row in rows:
                for cell in row:
                    self.walk(cell)
            return
        cells = [self._cells(row) for row in rows]
        marked = child(table, "table-header-rows") is not None
        compose_table(self._composer, cells, headed=marked and could_be_heads(cells[0]))

    def _cells(self, row: _Element) -> list[str]:
        cells: list[str] = []
        for cell in row:
            repeated = attribute(cell, "number-columns-repeated") or "1"
            times = int(repeated) if repeated.isdecimal() and len(repeated) < len("1000") else 1
            cells.extend(["\n".join(self._lines(cell))] * min(times, MAX_REPEATED))
        return cells[:MAX_REPEATED]


def _rows(table: _Element) -> Iterator[_Element]:
    for part in table:
        name = local_name(part)
        if name == "table-row":
            yield part
        elif name in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(part)
