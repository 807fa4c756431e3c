"""When a briefing is of: told by its first lines or by its name."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from index.dates import date_in_name, date_stated, parse_date
from index.lines import lines_at_the_top
from index.records import DateOrigin

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from index.records import Metadata

_DATE_LABEL = re.compile(r"(?:date|dated)\s*:\s*(.+)", re.IGNORECASE)


def dated(metadata: Metadata, origin: DateOrigin, source: str, text: str, body: int) -> Metadata:
    """Return what a briefing says of itself with its date, and where that was found.

    The date is the first of: its own; a `Date:` line near the top, one at the start of the file's name, a line near the
    top that is a date and nothing else, one there that says "Issued ..." or the like.

    Args:
        metadata: what it says of itself otherwise.
        origin: where a date that stands there already was found.
        source: its path relative to the briefings folder.
        text: all of it.
        body: the offset where the first lines begin.
    """
    if metadata.date is not None:
        return replace(metadata, date_origin=origin)
    found = _find(source, text, body)
    return metadata if found is None else replace(metadata, date=found[0], date_origin=found[1])


def _find(source: str, text: str, body: int) -> tuple[dt.date, DateOrigin] | None:
    lines = list(lines_at_the_top(text, body))
    labels = (_DATE_LABEL.fullmatch(line) for line in lines)
    labelled = (parse_date(label[1]) for label in labels if label)
    alone = (parse_date(line) for line in lines)
    stated = (date_stated(line) for line in lines)
    if date := _first(labelled):
        return date, DateOrigin.FIRST_LINES
    if date := date_in_name(source.rpartition("/")[2]):
        return date, DateOrigin.FILE_NAME
    date = _first(alone) or _first(stated)
    return (date, DateOrigin.FIRST_LINES) if date else None


def _first(dates: Iterator[dt.date | None]) -> dt.date | None:
    return next((date for date in dates if date), None)
