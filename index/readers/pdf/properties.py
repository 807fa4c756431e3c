"""What a PDF says of itself: title, date, author, tags."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from index.records import Metadata

if TYPE_CHECKING:
    from index.readers.pdf.assembly import Assembled
    from index.readers.pdf.pdfium import Opened

_DATE = re.compile(r"D?:?(\d{4})(\d{2})?(\d{2})?")
_MADE_BY_A_PROGRAM = re.compile(
    r"^(?:microsoft \w+ - |untitled|slide 1$|title$|document\d*$)|\.(?:docx?|pptx?|xlsx?|indd|pdf|tex|dvi|qxd|rtf)$",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_TOP = 5_000
_MOST_TAGS = 20
_LONGEST_TAG = 60


def about(document: Opened, assembled: Assembled) -> tuple[Metadata, str | None]:
    """Return what a document says of itself, and who wrote it.

    Its own title counts where its words stand on the first pages, for many are left over from another document; else
    its largest heading there.
    """
    title = " ".join(document.property_of("Title").split())
    author = " ".join(document.property_of("Author").split())
    metadata = Metadata(
        title=title if _is_told(title, assembled.text[:_TOP]) else assembled.title or None,
        date=_date(document.property_of("CreationDate")),
        tags=_tags(document.property_of("Keywords")),
    )
    return metadata, author or None


def _is_told(title: str, text: str) -> bool:
    words = [word.casefold() for word in _WORD.findall(title)]
    if not words or _MADE_BY_A_PROGRAM.search(title):
        return False
    there = {word.casefold() for word in _WORD.findall(text)}
    return not there or 2 * sum(word in there for word in words) >= len(words)


def _date(told: str) -> dt.date | None:
    """Return a date as PDF writes it (`D:20220531120000+12'00'`; PDF 1.7, 7.9.4)."""
    found = _DATE.match(told)
    if found is None:
        return None
    try:
        return dt.date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None


def _tags(told: str) -> tuple[str, ...]:
    tags = (" ".join(tag.split()) for tag in re.split(r"[,;]", told))
    return tuple(dict.fromkeys(tag for tag in tags if 0 < len(tag) <= _LONGEST_TAG))[:_MOST_TAGS]
