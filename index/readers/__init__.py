"""The family of readers: plain text by readers of its own, all else taken apart in a child process.

A file is looked at where its name ends as one that is read; what it is then read as, its content decides.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from index.errors import MissingPartError, ReadingError
from index.readers.formats import FORMATS, NOT_READ, SUFFIXES, missing_part
from index.readers.sniff import is_foreign, is_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.readers.attached import Opened
    from index.readers.base import Reader
    from index.records import Citation, Document


def _markdown() -> Reader:
    from index.readers.markdown import MarkdownReader

    return MarkdownReader()


def _plain() -> Reader:
    from index.readers.plain import PlainReader

    return PlainReader()


READERS: dict[str, Callable[[], Reader]] = {".markdown": _markdown, ".md": _markdown, ".txt": _plain}
"""What loads the reader of each suffix of plain text, in lower case: a question over files that are known already needs
none."""


def readable_suffixes() -> tuple[str, ...]:
    """Return the ends of the names of files that can be read, in lower case with their dot, in order."""
    return tuple(sorted({*READERS, *SUFFIXES}))


def unreadable(suffix: str) -> str | None:
    """Return why files whose names end so are not read, as a clause, or None where they are."""
    if suffix in READERS:
        return None
    if suffix not in SUFFIXES:
        return NOT_READ.get(suffix) or f"no reader for {suffix or 'a name without an ending'}"
    return missing_part(suffix)


def what_to_put() -> str:
    """Return what a person is told to put into an empty folder: the forms that are read here, and what would read more.

    Of each form the usual ending of its files' names is told.
    """
    usual = sorted({".md", ".txt", *(one.suffixes[0] for one in FORMATS.values())})
    lacking = {suffix for suffix in usual if missing_part(suffix)}
    told = f"put briefings there: {', '.join(suffix for suffix in usual if suffix not in lacking)}"
    extras = sorted({SUFFIXES[suffix].extra for suffix in lacking})
    more = f"; with pip install 'briefbot[{','.join(extras)}]' also {', '.join(sorted(lacking))}"
    return told + (more if lacking else "")


def suffix_of(source: str) -> str:
    """Return the end of a file's name from its last dot on, in lower case; empty where there is none."""
    name = source.rpartition("/")[2]
    stem, dot, end = name.rpartition(".")
    return f".{end.lower()}" if dot and stem else ""


def reader_for(source: str) -> Reader | None:
    """Return the reader of a file of plain text, by the end of its name, or None where that is none."""
    suffix = suffix_of(source)
    return _loaded(suffix) if suffix in READERS else None


@cache
def _loaded(suffix: str) -> Reader:
    return READERS[suffix]()


def read(source: str, content: bytes) -> Document:
    """Return the document that a file holds, without those of the files inside it.

    Args:
        source: the file's path relative to the briefings folder, with forward slashes.
        content: the whole file.

    Raises:
        ReadingError: no reader knows the format, a library is missing, or the file is damaged, encrypted, beyond a
            limit or binary.
    """
    return _open(source, content).document


def read_all(source: str, content: bytes) -> tuple[Document, ...]:
    """Return the document that a file holds and after it those of the files inside it; errors as `read`."""
    from index.readers.attached import with_attached

    return with_attached(_open(source, content), _open)


def draw(file: str, content: bytes, citation: Citation) -> bytes | None:
    """Return the page of a PDF on which a citation's words begin, as PNG, highlighted; None for what is no PDF.

    Args:
        file: the source of the file on disk.
        content: the whole of it.
        citation: of the document that it is, or of one inside it.

    Raises:
        ReadingError: as `read`, or there is no such document inside it.
    """
    from index.readers.attached import content_of
    from index.readers.contained.workers import WORKERS

    if citation.source != file:
        content = content_of(_open(file, content), citation.source)
    return WORKERS.draw(citation.source, content, citation.span) if is_pdf(content) else None


def _open(source: str, content: bytes) -> Opened:
    from index.readers.attached import Opened

    suffix = suffix_of(source)
    if suffix in NOT_READ:
        raise ReadingError(f"{source} is {NOT_READ[suffix]}", "")
    if suffix not in READERS and suffix not in SUFFIXES:
        raise ReadingError(f"no reader for {suffix or source}", f"save it as one of {', '.join(readable_suffixes())}")
    if reason := unreadable(suffix):
        raise MissingPartError(f"{source} {reason}")
    reader = reader_for(source)
    if reader is not None and not is_foreign(content):
        return Opened(reader.read(source, content))
    from index.readers.contained.workers import WORKERS
    from index.readers.extraction import document_of

    extracted = WORKERS.extract(source, content)
    return Opened(document_of(source, extracted), extracted.attached)
