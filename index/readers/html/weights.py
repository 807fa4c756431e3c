"""How much an element of a page holds, and how much of that is links."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

_SILENT = frozenset({"script", "style", "noscript", "template"})


class Weight(NamedTuple):
    """What is in an element.

    Attributes:
        words: characters that are in no link.
        linked: characters in links.
        links: how many links.
    """

    words: int
    linked: int
    links: int


_NOTHING = Weight(0, 0, 0)


def weigh(root: _Element) -> dict[_Element, Weight]:
    """Return what is in each element from `root` down, the innermost first."""
    weights: dict[_Element, Weight] = {}
    for element in reversed(list(root.iter())):
        weights[element] = _NOTHING if element.tag in _SILENT else _weight(element, weights)
    return weights


def _weight(element: _Element, weights: dict[_Element, Weight]) -> Weight:
    words, linked, links = len((element.text or "").strip()), 0, 0
    for part in element:
        inside = weights[part]
        words += inside.words + len((part.tail or "").strip())
        linked += inside.linked
        links += inside.links
    if element.tag == "a" and element.get("href"):
        return Weight(0, words + linked, 1)
    return Weight(words, linked, links)
