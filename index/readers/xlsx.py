"""Workbooks (`.xlsx`, `.xlsm`): each sheet is a heading, each row a sentence that reads with its column heads.

A formula is read by the value that its program last calculated, a date as a date. Hidden sheets are left out. What is
printed at the top and the foot of pages stands before the sheets. Macros and links to other workbooks are never looked
at. openpyxl parses XML with defusedxml, which refuses entities.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from index.errors import ReadingError
from index.readers.archive import opened
from index.readers.composing import Composer
from index.readers.damage import translated
from index.readers.tables import compose_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from index.readers.archive import Archive
    from index.readers.extracted import Extracted

_FORM = "a workbook"
MAX_ROWS = 100_000
"""Of a whole workbook, rows that hold something: more is data to compute with, not to read."""
MAX_COLUMNS = 200
MAX_GAP = 1_048_576
"""Rows that a sheet can have: a row of a higher number is no row."""
MAX_TAGS = 4_000_000
"""Of all parts together: some two million cells, empty ones included, for which openpyxl takes half a gigabyte."""

_SHEET_LEVEL = 2
"""A sheet's name is no title of the workbook: it is "Sheet1" more often than not."""
_DECIMALS = re.compile(r"0(?:\.(0+))?%")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MIDNIGHT = dt.time()


def extract(source: str, content: bytes) -> Extracted:
    """Return what a workbook holds; see `Extractor`."""
    import warnings

    with translated(source, _FORM), opened(source, content) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of openpyxl, which warns of all that it leaves out
        return _extract(source, content, archive, _look_through(source, archive))


def _look_through(source: str, archive: Archive) -> tuple[str, ...]:
    """Look through the parts before they are parsed, which takes a hundred times as long; return the pages' ends.

    Raises:
        ReadingError: they hold more cells than are read, or declare a document type.
    """
    from index.readers.page_ends import page_ends
    from index.readers.sheet_ends import printed_lines

    tags = 0
    printed: dict[str, None] = {}
    for name in archive.names:
        if name.endswith(".xml") and not name.startswith("xl/media/"):
            content = archive.read(name)
            tags += content.count(b"<")
            if _DOCTYPE.search(content, 0, 4096):
                raise ReadingError(f"{source} declares a document type, which may hide a bomb", "save it anew")
            printed.update(dict.fromkeys(printed_lines(source, content)))
        if tags > MAX_TAGS:
            raise ReadingError(f"{source} holds more than {MAX_TAGS // 2:,} cells", "split it")
    return page_ends(printed)


def _extract(source: str, content: bytes, archive: Archive, ends: tuple[str, ...]) -> Extracted:
    import io

    from openpyxl import load_workbook

    from index.readers.opc import properties

    composer = Composer(source)
    for line in ends:
        composer.aside(line)
    left = MAX_ROWS
    hidden = []
    workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in workbook.worksheets:
            if sheet.sheet_state != "visible":
                hidden.append(sheet.title)
                continue
            rows = list(_rows(source, sheet, left))
            left -= len(rows)
            composer.heading(_SHEET_LEVEL, sheet.title)
            compose_sheet(composer, rows)
    finally:
        workbook.close()
    about = properties(archive, source)
    notices = [f"hidden sheets not read: {', '.join(hidden)}"] if hidden else []
    return composer.finish(about.metadata, about.author, notices)


def _rows(source: str, sheet: Any, left: int) -> Iterator[list[str]]:  # noqa: ANN401 - openpyxl ships no types
    """Yield the rows of a sheet that hold something, as words."""
    sheet.reset_dimensions()  # what the sheet says of its own size may be anything
    found, before = 0, None
    for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS)):
        if number >= MAX_GAP:
            raise ReadingError(f"{source} has a row beyond {MAX_GAP:,}", "save it anew")
        if row is before:
            continue  # what openpyxl gives for rows that are not there, the same each time
        before = row
        cells = [_cell(cell) for cell in row[: _width(row)]]
        if any(cells):
            found += 1
            if found > left:
                raise ReadingError(f"{source} holds more than {MAX_ROWS:,} rows", "split it")
            yield cells


def _width(row: tuple[Any, ...]) -> int:
    """Return how many cells of a row there are before those that openpyxl only fills it up with."""
    from openpyxl.cell.read_only import EMPTY_CELL

    return next((place for place in range(len(row), 0, -1) if row[place - 1] is not EMPTY_CELL), 0)


def _cell(cell: Any) -> str:  # noqa: ANN401 - openpyxl ships no types
    value = cell.value
    return "" if value is None else _words(value, cell.number_format)


def _words(value: object, number_format: str) -> str:
    """Return a cell's value as a person reads it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == _MIDNIGHT else value.isoformat(" ", "minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return value.isoformat("minutes")
    if isinstance(value, int | float):
        return _number(value, number_format)
    return str(value)


def _number(value: float, number_format: str) -> str:
    """Return a number with the digits that a sheet keeps, fifteen, and as percent where it is shown so."""
    if percent := _DECIMALS.search(number_format or ""):
        return f"{value * 100:.{len(percent[1] or '')}f}%"
    return f"{value:.15g}" if isinstance(value, float) else str(value)
