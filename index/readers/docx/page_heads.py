"""What stands at the top and the foot of every page of a Word document: a marking may stand there and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.readers.composing import one_line
from index.readers.docx.words import lines_in
from index.readers.opc import part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.readers.archive import Archive

_LONGEST = 200


def page_heads(archive: Archive, source: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the lines in the parts of these names, each once, those without a letter (page numbers) left out."""
    lines: dict[str, None] = {}
    for name in names:
        root = part(archive, source, name)
        for line in () if root is None else lines_in(root):
            words = one_line(line)[:_LONGEST]
            if any(map(str.isalpha, words)):
                lines[words] = None
    return tuple(lines)
