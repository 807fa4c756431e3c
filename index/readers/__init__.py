"""The family of readers: one for each file format, found by the end of a file's name."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from index.errors import ReadingError

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.readers.base import Reader
    from index.records import Document


def _markdown() -> Reader:
    from index.readers.markdown import MarkdownReader

    return MarkdownReader()


def _plain() -> Reader:
    from index.readers.plain import PlainReader

    return PlainReader()


READERS: dict[str, Callable[[], Reader]] = {".markdown": _markdown, ".md": _markdown, ".txt": _plain}
"""What loads the reader of each suffix, in lower case: a question over files that are known already needs none."""


def readable_suffixes() -> tuple[str, ...]:
    """Return the ends of the names of files that can be read, in lower case with their dot, in order."""
    return tuple(sorted(READERS))


def suffix_of(source: str) -> str:
    """Return the end of a file's name from its last dot on, in lower case; empty where there is none."""
    name = source.rpartition("/")[2]
    stem, dot, end = name.rpartition(".")
    return f".{end.lower()}" if dot and stem else ""


def reader_for(source: str) -> Reader | None:
    """Return the reader of a file, by the end of its name, or None where no reader knows it."""
    suffix = suffix_of(source)
    return _loaded(suffix) if suffix in READERS else None


@cache
def _loaded(suffix: str) -> Reader:
    return READERS[suffix]()


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
        known = ", ".join(readable_suffixes())
        raise ReadingError(f"no reader for {suffix_of(source) or source}", f"save it as one of {known}")
    return reader.read(source, content)
