"""The family of readers: one for each file format, found by the end of a file's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import ReadingError
from index.readers.markdown import MarkdownReader
from index.readers.plain import PlainReader

if TYPE_CHECKING:
    from index.readers.base import Reader
    from index.records import Document

_MEMBERS: tuple[Reader, ...] = (PlainReader(), MarkdownReader())

READERS: dict[str, Reader] = {suffix: reader for reader in _MEMBERS for suffix in reader.suffixes}
"""Every reader by each suffix that it reads."""


def suffix_of(source: str) -> str:
    """Return the end of a file's name from its last dot on, in lower case; empty where there is none."""
    name = source.rpartition("/")[2]
    stem, dot, end = name.rpartition(".")
    return f".{end.lower()}" if dot and stem else ""


def reader_for(source: str) -> Reader | None:
    """Return the reader of a file, by the end of its name, or None where no reader knows it."""
    return READERS.get(suffix_of(source))


def read(source: str, content: bytes) -> Document:
    """Return the document that a file holds.

    Args:
        source: the file's path relative to the briefings folder, with forward slashes.
        content: the whole file.

    Raises:
        ReadingError: no reader knows the format, or the file is damaged or binary.
    """
    reader = reader_for(source)
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise ReadingError(f"no reader for {suffix_of(source) or source}", f"save it as one of {known}")
    return reader.read(source, content)
