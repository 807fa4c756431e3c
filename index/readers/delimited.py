"""Comma-separated values (`.csv`, `.tsv`): each row is a sentence that reads with its column heads."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from index.decode import decode
from index.errors import ReadingError
from index.readers.composing import Composer
from index.readers.damage import translated
from index.readers.tables import compose_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.readers.extracted import Extracted

MAX_ROWS = 100_000
"""More is data to compute with, not to read."""
MAX_COLUMNS = 200
_DELIMITERS = ",;\t|"
_SAMPLE_ROWS = 50
_SAMPLE = 65_536


def extract(source: str, content: bytes) -> Extracted:
    """Return what a file of comma-separated values holds, whatever parts its values; see `Extractor`."""
    text, notice = decode(content, source)
    composer = Composer(source)
    with translated(source, "a file of comma-separated values"):
        compose_sheet(composer, _rows(source, text))
    return composer.finish(notices=(notice,) if notice else ())


def delimiter_of(text: str) -> str:
    """Return what parts the values: that which gives the most rows the same number of columns, more than one."""
    sample = text[:_SAMPLE].rpartition("\n")[0] or text[:_SAMPLE]
    return max(_DELIMITERS, key=lambda delimiter: _agreement(sample, delimiter))


def _agreement(sample: str, delimiter: str) -> tuple[int, int]:
    """Return how many of the first rows have the commonest number of columns, and that number; zeros below two."""
    try:
        rows = list(islice(csv.reader(sample.splitlines(), delimiter=delimiter), _SAMPLE_ROWS))
    except csv.Error:
        return 0, 0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(((times, width) for width, times in widths.items()), default=(0, 0))


def _rows(source: str, text: str) -> Iterator[list[str]]:
    delimiter = delimiter_of(text)
    try:
        for number, row in enumerate(csv.reader(text.splitlines(keepends=True), delimiter=delimiter), start=1):
            if number > MAX_ROWS:
                raise ReadingError(f"{source} holds more than {MAX_ROWS:,} rows", "split it")
            if len(row) > MAX_COLUMNS:
                raise ReadingError(f"{source} holds more than {MAX_COLUMNS:,} columns in row {number:,}", "split it")
            yield row
    except csv.Error as error:
        raise ReadingError(f"{source} is damaged near row {number:,}", "save it anew") from error
