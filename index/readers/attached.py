"""The files inside a file: documents of their own, whose source is `mail.eml/attachment.pdf`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.errors import ReadingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index.readers.extracted import Attached
    from index.records import Document

MOST_FILES = 200
"""How many files inside one are read."""
MOST_BYTES = 50_000_000
"""How long the files inside one may be together, as a file of its own may be."""
_LONGEST_NAME = 200
_NAMED_IN_A_NOTICE = 5


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was read.

    Attributes:
        document: what it is.
        attached: the files inside it.
    """

    document: Document
    attached: tuple[Attached, ...] = ()


def with_attached(opened: Opened, read: Callable[[str, bytes], Opened]) -> tuple[Document, ...]:
    """Return a file's document and after it those of the files inside it; what is inside those is not opened.

    What cannot be read is told in a notice of the outer document.

    Args:
        opened: the outer file.
        read: reads one file; raises ReadingError.
    """
    outer = opened.document
    inner: list[Document] = []
    objections: list[str] = []
    for name, content in _within_limits(opened.attached, objections):
        source = f"{outer.source}/{name}"
        try:
            one = read(source, content)
        except ReadingError as error:
            objections.append(f"{name}: {error.what.removeprefix(source).strip()}")
            continue
        if one.attached:
            document = one.document
            notice = f"{_files(len(one.attached))} inside it not opened: it is itself inside {outer.source}"
            one = replace(one, document=replace(document, notices=(*document.notices, notice)))
        inner.append(_marked_as(outer, one.document))
    told = [f"inside it not read: {one}" for one in objections[:_NAMED_IN_A_NOTICE]]
    if more := len(objections) - len(told):
        told.append(f"inside it not read: {_files(more)} more")
    return replace(outer, notices=(*outer.notices, *told)), *inner


def _marked_as(outer: Document, inner: Document) -> Document:
    """Return a document inside another with the other's marking, where it has none of its own."""
    if inner.metadata.classification is not None or outer.metadata.classification is None:
        return inner
    return replace(inner, metadata=replace(inner.metadata, classification=outer.metadata.classification))


def content_of(opened: Opened, source: str) -> bytes:
    """Return a file inside a file, by the source of its document.

    Raises:
        ReadingError: there is none.
    """
    for name, content in _within_limits(opened.attached, []):
        if f"{opened.document.source}/{name}" == source:
            return content
    raise ReadingError(f"{source} is not there any more", "run `briefbot index`")


def _within_limits(attached: Sequence[Attached], objections: list[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files that may be read, each under a name of its own."""
    taken: set[str] = set()
    left = MOST_BYTES
    for number, one in enumerate(attached):
        name = _free(_clean(one.name) or f"file {number + 1}", taken)
        taken.add(name.casefold())
        if number >= MOST_FILES:
            objections.append(f"{name}: it is not among the first {MOST_FILES}")
        elif len(one.content) > left:
            objections.append(f"{name}: the files together are above the limit of {MOST_BYTES / 1e6:.0f} MB")
        else:
            left -= len(one.content)
            yield name, one.content


def _clean(name: str) -> str:
    """Return a name that can be part of a source: no way up or out, nothing hidden, no line break."""
    parts = (" ".join(part.split()).lstrip(".") for part in name.replace("\\", "/").split("/"))
    return "/".join(part for part in parts if part)[-_LONGEST_NAME:].strip("/ ")


def _free(name: str, taken: set[str]) -> str:
    """Return a name that is not taken: itself, or with a number before its ending."""
    stem, dot, end = name.rpartition(".")
    others = (f"{stem or end} ({number}){dot + end if stem else ''}" for number in range(2, len(taken) + 3))
    return next(one for one in (name, *others) if one.casefold() not in taken)


def _files(count: int) -> str:
    return f"{count} {'file' if count == 1 else 'files'}"
