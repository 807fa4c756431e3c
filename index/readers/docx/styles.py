"""What the paragraph styles of a Word document mean: headings, list items, quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.readers.xml_tree import attribute, child, children
from index.records import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.etree import _Element

_HEADING = re.compile(r"heading ?([1-9])")
_LONGEST_CHAIN = 20
_DEEPEST = 9
"""Outline levels run from 0 to 8; 9 is body text."""


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph is by its style.

    Attributes:
        kind: what its words are.
        level: the level of the heading that it is, 0 for the title; None for no heading.
        contents: whether it is a line of a table of contents, which says nothing of its own.
    """

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int | None = None
    contents: bool = False


PLAIN = Style()


def read_styles(roots: Iterable[_Element]) -> dict[str, Style]:
    """Return what each paragraph style means, by id, from the parts that define styles."""
    defined = {attribute(style, "styleId") or "": style for root in roots for style in children(root, "style")}
    return {name: _style(name, defined) for name in defined}


def style_of(paragraph: _Element, styles: Mapping[str, Style]) -> Style:
    """Return what a paragraph is: its own outline level and numbering count before its style's."""
    settings = child(paragraph, "pPr")
    named = _value(settings, "pStyle")
    style = styles.get(named or "", PLAIN)
    level = _outline_level(settings)
    if level is not None:
        return Style(level=level)
    if style.level is None and _is_numbered(settings):
        return Style(BlockKind.ITEM)
    return style


def _style(name: str, defined: Mapping[str, _Element]) -> Style:
    """Return what a style means by its name or outline level, or those of the styles that it is based on."""
    following: str | None = name
    for _ in range(_LONGEST_CHAIN):
        style = defined.get(following or "")
        if style is None:
            return PLAIN
        meaning = _by_name((_value(style, "name") or "").lower())
        settings = child(style, "pPr")
        level = _outline_level(settings)
        if meaning is None and level is not None:
            meaning = Style(level=level)
        if meaning is None and _is_numbered(settings):
            meaning = Style(BlockKind.ITEM)
        if meaning is not None:
            return meaning
        following = _value(style, "basedOn")
    return PLAIN


def _by_name(name: str) -> Style | None:
    """Return what one of Word's own styles means, whose names are English in every language's files."""
    if name == "title":
        return Style(level=0)
    if heading := _HEADING.fullmatch(name):
        return Style(level=int(heading[1]))
    if name.startswith("toc ") and name != "toc heading":
        return Style(contents=True)
    if name.startswith("list"):
        return Style(BlockKind.ITEM)
    if name in ("quote", "intense quote", "block text"):
        return Style(BlockKind.QUOTE)
    return PLAIN if name == "normal" else None


def _outline_level(settings: _Element | None) -> int | None:
    level = _value(settings, "outlineLvl")
    return int(level) + 1 if level and level.isdecimal() and int(level) < _DEEPEST else None


def _is_numbered(settings: _Element | None) -> bool:
    numbering = child(settings, "numPr")
    return numbering is not None and _value(numbering, "numId") != "0"


def _value(element: _Element | None, name: str) -> str | None:
    found = child(element, name)
    return None if found is None else attribute(found, "val")
