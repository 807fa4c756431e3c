"""The words of a paragraph in a Word document, as they stand once all tracked changes are accepted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.readers.xml_tree import attribute, child, children, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_LEFT_OUT = frozenset((
    "del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "annotation", "rt",
))  # fmt: skip
_STAND_FOR = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


@dataclass(frozen=True, slots=True)
class Inside:
    """What stands in a paragraph.

    Attributes:
        words: its own words.
        boxes: the bodies of the text boxes that are anchored in it.
    """

    words: str
    boxes: tuple[_Element, ...]


def inside(paragraph: _Element) -> Inside:
    """Return the words of a paragraph, and the text boxes anchored in it."""
    words: list[str] = []
    boxes: list[_Element] = []
    for found in _pieces(paragraph):
        if isinstance(found, str):
            words.append(found)
        else:
            boxes.append(found)
    return Inside("".join(words), tuple(boxes))


def lines_in(element: _Element) -> Iterator[str]:
    """Yield the words of each paragraph in a cell or a page's header, those in text boxes after the one around them."""
    for part in element:
        name = local_name(part)
        if name == "p":
            found = inside(part)
            yield found.words
            for box in found.boxes:
                yield from lines_in(box)
        elif name not in _LEFT_OUT:
            yield from lines_in(part)


def ends_deleted(paragraph: _Element) -> bool:
    """Return whether the paragraph's end was deleted with changes tracked, so that the next one goes on with it."""
    return child(paragraph, "pPr", "rPr", "del") is not None


def is_on(element: _Element | None) -> bool:
    """Return whether a switch is there and not set to off."""
    return element is not None and (attribute(element, "val") or "1") not in ("0", "false", "off", "none")


def _pieces(element: _Element) -> Iterator[str | _Element]:
    for part in element:
        name = local_name(part)
        if name in _LEFT_OUT or (name == "r" and is_on(child(part, "rPr", "vanish"))):
            continue
        if name == "t":
            yield part.text or ""
        elif name in _STAND_FOR:
            yield _STAND_FOR[name]
        elif name == "txbxContent":
            yield part
        elif name == "AlternateContent":
            # The same thing twice, for newer and for older programs.
            chosen = next(children(part, "Choice"), None)
            yield from _pieces(chosen if chosen is not None else part)
        else:
            yield from _pieces(part)
