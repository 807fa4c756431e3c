"""What the paragraph styles of an OpenDocument text mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.readers.xml_tree import attribute, descendants
from index.records import BlockKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

_LONGEST_CHAIN = 20
TITLE = "Title"
_QUOTES = ("Quotations", "Quote")


def read_styles(*roots: _Element | None) -> dict[str, str]:
    """Return, for each paragraph style, the one that it is derived from."""
    parents: dict[str, str] = {}
    for root in roots:
        for style in () if root is None else descendants(root, "style"):
            name, parent = attribute(style, "name"), attribute(style, "parent-style-name")
            if name and parent:
                parents[name] = parent
    return parents


def is_title(paragraph: _Element, parents: Mapping[str, str]) -> bool:
    """Return whether a paragraph is in the style of titles, or in one derived from it."""
    return TITLE in _chain(paragraph, parents)


def kind_of(paragraph: _Element, parents: Mapping[str, str], kind: BlockKind) -> BlockKind:
    """Return what a paragraph is by its style: a quote, or else `kind`."""
    return BlockKind.QUOTE if any(name in _QUOTES for name in _chain(paragraph, parents)) else kind


def _chain(paragraph: _Element, parents: Mapping[str, str]) -> list[str]:
    names = [attribute(paragraph, "style-name") or ""]
    while names[-1] in parents and len(names) < _LONGEST_CHAIN:
        names.append(parents[names[-1]])
    return names
