"""What in a web page nobody reads: scripts, frames, controls, hidden elements, marks that only help navigation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.readers.xml_tree import words_in

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNSEEN = frozenset((
    "applet", "audio", "base", "button", "canvas", "datalist", "dialog", "embed", "frame", "frameset", "head",
    "iframe", "input", "link", "map", "math", "menu", "meta", "meter", "noframes", "noscript", "object", "option",
    "optgroup", "output", "param", "progress", "script", "select", "source", "style", "svg", "template",
    "textarea", "track", "video",
))  # fmt: skip
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MARKER_CLASSES = frozenset(
    {"headerlink", "mw-editsection", "anchor-link", "sr-only", "visually-hidden", "screen-reader-text"}
)
_NOTE_NUMBER = re.compile(r"\s*\[?[\d*†‡]{1,3}\]?\s*")
_MOST_LETTERS = 12


def is_unseen(element: _Element) -> bool:
    """Return whether an element and all in it is left out wherever it stands."""
    if element.tag in _UNSEEN or not isinstance(element.tag, str):
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if _HIDING.search(element.get("style", "")) or not _MARKER_CLASSES.isdisjoint((element.get("class") or "").split()):
        return True
    return element.tag in ("a", "sup") and _is_marker(element)


def _is_marker(element: _Element) -> bool:
    """Return whether a link only marks a place (a pilcrow), or a raised number only leads to a note."""
    words = words_in(element)
    if len(words) > _MOST_LETTERS or not words.strip():
        return False
    if element.tag == "sup":
        return bool(_NOTE_NUMBER.fullmatch(words)) and next(element.iter("a"), None) is not None
    return not any(map(str.isalnum, words))
