"""What is taken out of a file, as a message and back; what comes back is not trusted in anything."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from index.readers.contained.framing import FramingError, Message
from index.readers.extracted import Attached, Extracted
from index.records import Block, BlockKind, Metadata, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

_T = TypeVar("_T")

_LONGEST_LABEL = 1_000
_LONGEST_NOTICE = 500
_MOST_TAGS = 100
_MOST_NOTICES = 50
_MOST_HEADS = 1_000
# Control characters break terminals, and a NUL breaks SQLite's functions; each makes way for a space.
_CONTROLS = dict.fromkeys((*range(9), 11, 12, 13, *range(14, 32), *range(127, 160), 0x2028, 0x2029), " ")


def to_message(extracted: Extracted) -> Message:
    """Return what was taken out of a file as a message."""
    about = extracted.metadata
    paths: dict[tuple[str, ...], int] = {}
    blocks = [
        [
            block.kind.value,
            block.span.start,
            block.span.end,
            paths.setdefault(block.heading, len(paths)),
            paths.setdefault(block.column_heads, len(paths)),
        ]
        for block in extracted.blocks
    ]
    header = {
        "blocks": blocks,
        "paths": [list(path) for path in paths],
        "pages": list(extracted.pages),
        "title": about.title,
        "date": about.date.isoformat() if about.date else None,
        "tags": list(about.tags),
        "classification": about.classification,
        "author": extracted.author,
        "notices": list(extracted.notices),
        "attached": [attached.name for attached in extracted.attached],
    }
    text = extracted.text.encode("utf-8", "replace")
    return Message(header, (text, *(attached.content for attached in extracted.attached)))


def from_message(message: Message) -> Extracted:
    """Return what a message says was taken out of a file.

    Characters that a text should not hold are spaces in it; labels are cut where they are too long.

    Raises:
        FramingError: it is not what `to_message` makes: spans leave the text or overlap, pages descend, types differ.
    """
    if not message.blobs:
        raise FramingError("there is no text")
    header = message.header
    try:
        text = message.blobs[0].decode("utf-8").translate(_CONTROLS)
    except UnicodeDecodeError as error:
        raise FramingError("the text is not UTF-8") from error
    names = _list(header, "attached")
    if len(names) != len(message.blobs) - 1:
        raise FramingError("files and names differ in number")
    return Extracted(
        text=text,
        blocks=_blocks(header, len(text)),
        pages=_pages(header, len(text)),
        metadata=Metadata(
            title=one_line(header.get("title")),
            date=_date(header.get("date")),
            tags=tuple(filter(None, map(one_line, _list(header, "tags")[:_MOST_TAGS]))),
            classification=one_line(header.get("classification")),
        ),
        author=one_line(header.get("author")),
        notices=tuple(
            filter(None, (one_line(one, _LONGEST_NOTICE) for one in _list(header, "notices")[:_MOST_NOTICES]))
        ),
        attached=tuple(
            Attached(one_line(name) or "", blob) for name, blob in zip(names, message.blobs[1:], strict=True)
        ),
    )


def _blocks(header: Mapping[str, object], length: int) -> tuple[Block, ...]:
    paths = [_path(path) for path in _list(header, "paths")]
    blocks = tuple(_block(row, paths) for row in _list(header, "blocks"))
    inside = all(0 <= block.span.start < block.span.end <= length for block in blocks)
    if not inside or any(one.span.end > other.span.start for one, other in pairwise(blocks)):
        raise FramingError("a block leaves the text, or another begins in it")
    return blocks


def _block(row: object, paths: list[tuple[str, ...]]) -> Block:
    if not isinstance(row, list):
        raise FramingError("a block is no list")
    try:
        kind, *numbers = row
        start, end, heading, heads = (_of(int, number) for number in numbers)
        if heading < 0 or heads < 0:
            raise FramingError("a block has no heading")
        return Block(BlockKind(kind), Span(start, end), paths[heading], paths[heads])
    except (ValueError, IndexError) as error:
        raise FramingError("a block is not one") from error


def _path(value: object) -> tuple[str, ...]:
    return tuple(one_line(words) or "" for words in _of(list, value)[:_MOST_HEADS])


def _pages(header: Mapping[str, object], length: int) -> tuple[int, ...]:
    pages = tuple(_of(int, page) for page in _list(header, "pages"))
    ascending = all(one <= other for one, other in pairwise(pages))
    if pages and (pages[0] != 0 or pages[-1] > length or not ascending):
        raise FramingError("pages do not ascend")
    return pages


def _list(header: Mapping[str, object], name: str) -> list[object]:
    return _of(list, header.get(name))


def _of(kind: type[_T], value: object) -> _T:
    if not isinstance(value, kind) or isinstance(value, bool):
        raise FramingError(f"a value is no {kind.__name__}")
    return value


def one_line(value: object, longest: int = _LONGEST_LABEL) -> str | None:
    """Return a string on one line, without what cannot be written as UTF-8; None for an empty one and for None.

    Raises:
        FramingError: it is none of them.
    """
    if value is None:
        return None
    words = _of(str, value)[: 10 * longest].translate(_CONTROLS).encode("utf-8", "replace").decode()
    return " ".join(words.split())[:longest] or None


def _date(value: object) -> dt.date | None:
    try:
        return None if value is None else dt.date.fromisoformat(_of(str, value))
    except ValueError as error:
        raise FramingError("a date is not one") from error
