"""The shapes on a slide, and the words in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.readers.xml_tree import child, children, descendants, local_name, words_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

MAX_COLUMNS = 200
_TITLES = frozenset({"title", "ctrTitle"})
_MARKS = frozenset({"ftr", "hdr"})
_UNREAD = frozenset({"sldNum", "dt", "sldImg"})
_SHAPES = frozenset({"sp", "graphicFrame", "cxnSp"})


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph in a shape.

    Attributes:
        words: what it says.
        bulleted: whether it has a bullet or a number; None where its placeholder decides.
    """

    words: str
    bulleted: bool | None


def shapes_of(root: _Element) -> Iterator[_Element]:
    """Yield the shapes of a slide or its notes, those in groups too, in the order in which they are read aloud."""
    tree = child(root, "cSld", "spTree")
    if tree is not None:
        yield from _shapes(tree)


def placeholder_of(shape: _Element) -> str | None:
    """Return the type of placeholder that a shape is: empty for one of any content, None for none."""
    for settings in shape:
        found = child(settings, "nvPr", "ph")
        if found is not None:
            return found.get("type", "")
    return None


def is_title(shape: _Element) -> bool:
    """Return whether a shape holds the slide's title."""
    return placeholder_of(shape) in _TITLES


def is_mark(shape: _Element) -> bool:
    """Return whether a shape is the slide's header or footer."""
    return placeholder_of(shape) in _MARKS


def words_of(shape: _Element) -> str:
    """Return all words of a shape, on one line."""
    return " ".join(" ".join(line.words.split()) for line in paragraphs_of(shape)).strip()


def paragraphs_of(shape: _Element) -> Iterator[Line]:
    """Yield the paragraphs of a shape that hold words."""
    for paragraph in descendants(shape, "p"):
        words = "".join(_pieces(paragraph))
        if words.strip():
            yield Line(words, _bulleted(child(paragraph, "pPr")))


def table_of(table: _Element) -> list[list[str]]:
    """Return the words of a table's cells; a cell over several rows stands in each, one over several columns once."""
    rows: list[list[str]] = []
    for row in children(table, "tr"):
        cells: list[str] = []
        for cell in children(row, "tc"):
            place = len(cells)
            below = cell.get("vMerge") in ("1", "true") and rows and place < len(rows[-1])
            cells.append(rows[-1][place] if below else "\n".join(line.words for line in paragraphs_of(cell)))
        rows.append(cells[:MAX_COLUMNS])
    return rows


def _shapes(tree: _Element) -> Iterator[_Element]:
    for shape in tree:
        name = local_name(shape)
        if name in _SHAPES and placeholder_of(shape) not in _UNREAD:
            yield shape
        elif name == "grpSp":
            yield from _shapes(shape)
        elif name == "AlternateContent":
            chosen = child(shape, "Choice")
            yield from _shapes(shape if chosen is None else chosen)


def _pieces(paragraph: _Element) -> Iterator[str]:
    for run in paragraph:
        name = local_name(run)
        if name in ("r", "fld"):
            yield from (words_in(text) for text in children(run, "t"))
        elif name == "br":
            yield "\n"


def _bulleted(settings: _Element | None) -> bool | None:
    names = set() if settings is None else {local_name(part) for part in settings}
    if names & {"buChar", "buAutoNum", "buBlip"}:
        return True
    return False if "buNone" in names else None
