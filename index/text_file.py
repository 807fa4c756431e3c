"""What all text formats share: decoding, front matter, title and date around a format's own outline."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from index.dates import date_in_name, date_stated, parse_date
from index.decode import decode
from index.front_matter import read_front_matter
from index.records import Document, Metadata

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from index.records import Block

_LINES_AT_THE_TOP = 10
_LINE = re.compile(r"[^\r\n]+")
_DECORATION = re.compile(r"\*\*|__|[*_`]|^[#>\s]+")
_DATE_LABEL = re.compile(r"(?:date|dated)\s*:\s*(.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outline:
    """What a text format's own parser finds.

    Attributes:
        title: the title that the text gives itself, or None.
        blocks: what sentences are cut from, in order, never overlapping.
    """

    title: str | None
    blocks: tuple[Block, ...]


def read_text_file(source: str, content: bytes, outline: Callable[[str, int], Outline]) -> Document:
    """Return the document that a text file holds.

    The date is the first that is found of: the front matter's, a `Date:` line near the top, one at the start of the
    file's name, a line near the top that is a date and nothing else, one there that says "Issued ..." or the like.

    Args:
        source: path relative to the briefings folder, with forward slashes.
        content: the whole file.
        outline: the format's parser: from the text, and the offset where the front matter ends, to its outline.

    Raises:
        ReadingError: the file is no text.
    """
    text, notice = decode(content, source)
    front = read_front_matter(text)
    body = front.span.end if front else 0
    found = outline(text, body)
    metadata = front.metadata if front else Metadata()
    return Document(
        source=source,
        text=text,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        metadata=replace(
            metadata,
            title=metadata.title or found.title,
            date=metadata.date or _find_date(source, text, body),
        ),
        blocks=found.blocks,
        notices=(*((notice,) if notice else ()), *(front.notices if front else ())),
    )


def date_at_the_top(text: str, body: int) -> dt.date | None:
    """Return the date that the first lines tell, from offset `body` on: labeled, alone on a line, or "Issued ..."."""
    lines = list(_lines_at_the_top(text, body))
    labels = (_DATE_LABEL.fullmatch(line) for line in lines)
    labelled = (parse_date(label[1]) for label in labels if label)
    return _first(labelled) or _first(parse_date(line) for line in lines) or _first(date_stated(line) for line in lines)


def _find_date(source: str, text: str, body: int) -> dt.date | None:
    lines = list(_lines_at_the_top(text, body))
    labels = (_DATE_LABEL.fullmatch(line) for line in lines)
    labelled = (parse_date(label[1]) for label in labels if label)
    alone = (parse_date(line) for line in lines)
    stated = (date_stated(line) for line in lines)
    return _first(labelled) or date_in_name(source.rpartition("/")[2]) or _first(alone) or _first(stated)


def _first(dates: Iterator[dt.date | None]) -> dt.date | None:
    return next((date for date in dates if date), None)


def _lines_at_the_top(text: str, body: int) -> Iterator[str]:
    """Yield the first lines that are not blank, as a person reads them."""
    lines = (line[0] for line in _LINE.finditer(text, body) if not line[0].isspace())
    for line in islice(lines, _LINES_AT_THE_TOP):
        yield _DECORATION.sub("", line[:200]).strip()
