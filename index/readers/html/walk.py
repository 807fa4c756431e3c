"""A walk over a page from top to bottom: headings, paragraphs, list items, quotes, tables, code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.readers.html.grid import data_rows
from index.readers.html.unseen import is_unseen
from index.readers.tables import compose_table
from index.records import BlockKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from index.readers.composing import Composer

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "nobr", "q", "rb", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
))  # fmt: skip
_KINDS = {"li": BlockKind.ITEM, "blockquote": BlockKind.QUOTE}
_QUOTED_CLASSES = frozenset({"gmail_quote", "yahoo_quoted", "moz-cite-prefix", "gmail_attr", "protonmail_quote"})
_SPACE = re.compile(r"[ \t\r\n\f]+")


def _same(_words: str, kind: BlockKind) -> BlockKind:
    return kind


def walk(composer: Composer, root: _Element, judge: Callable[[str, BlockKind], BlockKind] = _same) -> None:
    """Add what stands in an element.

    Args:
        composer: what it is added to.
        root: the element.
        judge: returns what a paragraph is, from its words and what its elements say.
    """
    page = _Page(composer, judge)
    page.element(root, BlockKind.PARAGRAPH)
    page.flush(BlockKind.PARAGRAPH)


class _Page:
    """One walk; words gather until an element parts them from what follows."""

    def __init__(self, composer: Composer, judge: Callable[[str, BlockKind], BlockKind]) -> None:
        self._composer = composer
        self._judge = judge
        self._words: list[str] = []

    def element(self, element: _Element, kind: BlockKind) -> None:
        """Add an element and what is in it, but not what follows it."""
        if is_unseen(element):
            return
        name = str(element.tag)
        if name == "br":
            self._words.append("\n")
        elif name in _INLINE:
            self._inside(element, kind)
        elif name in _HEADINGS:
            self.flush(kind)
            self._composer.heading(_HEADINGS[name], _words_in(element))
        elif name == "pre":
            self.flush(kind)
            self._composer.code("".join(_pieces(element)))
        elif name == "table" and (rows := data_rows(element)) is not None:
            self.flush(kind)
            for caption in element.iter("caption"):
                self._composer.text(_words_in(caption), kind)
            compose_table(self._composer, rows.cells, headed=rows.headed)
        else:
            self._block(element, kind)

    def flush(self, kind: BlockKind) -> None:
        """End a paragraph of this kind."""
        words, self._words = "".join(self._words), []
        if words.strip():
            self._composer.text(words, self._judge(words, kind))

    def _block(self, element: _Element, kind: BlockKind) -> None:
        self.flush(kind)
        inner = _KINDS.get(str(element.tag), kind)
        if not _QUOTED_CLASSES.isdisjoint((element.get("class") or "").split()):
            inner = BlockKind.QUOTE
        if kind is BlockKind.QUOTE:
            inner = kind
        self._inside(element, inner)
        self.flush(inner)

    def _inside(self, element: _Element, kind: BlockKind) -> None:
        self._words.append(_SPACE.sub(" ", element.text or ""))
        for part in element:
            self.element(part, kind)
            self._words.append(_SPACE.sub(" ", part.tail or ""))


def _words_in(element: _Element) -> str:
    return _SPACE.sub(" ", "".join(_pieces(element)))


def _pieces(element: _Element) -> list[str]:
    """Return the words in an element that are seen, line breaks as line ends."""
    pieces = [element.text or ""]
    for part in element:
        if part.tag == "br":
            pieces.append("\n")
        elif not is_unseen(part):
            pieces.extend(_pieces(part))
        pieces.append(part.tail or "")
    return pieces
