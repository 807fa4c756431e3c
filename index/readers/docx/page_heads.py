"""What stands at the top and the foot of every page of a Word document, watermarks included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.readers.docx.words import lines_in
from index.readers.opc import part
from index.readers.page_ends import page_ends
from index.readers.xml_tree import attribute, descendants

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.readers.archive import Archive


def page_heads(archive: Archive, source: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the lines in the parts of these names, as `page_ends` does."""
    return page_ends(line for name in names for line in _lines(archive, source, name))


def _lines(archive: Archive, source: str, name: str) -> Iterator[str]:
    root = part(archive, source, name)
    if root is not None:
        yield from lines_in(root)
        yield from (attribute(mark, "string") or "" for mark in descendants(root, "textpath"))
