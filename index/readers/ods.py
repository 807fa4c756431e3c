"""OpenDocument sheets (`.ods`): each sheet is a heading, each row a sentence that reads with its column heads.

A formula is read by the value that its program last calculated, a date as a date. Hidden sheets and comments are left
out. What is printed at the top and the foot of pages stands before the sheets. Macros and links to the outside are
never looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import ReadingError
from index.readers.archive import opened
from index.readers.composing import Composer
from index.readers.damage import translated
from index.readers.tables import compose_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from index.readers.archive import Archive
    from index.readers.extracted import Extracted

_FORM = "an OpenDocument sheet"
MAX_ROWS = 100_000
"""Of a whole file, rows that hold something: more is data to compute with, not to read."""
MAX_COLUMNS = 200
MAX_REPEATED = 200
"""How often a row that says that it stands several times is believed."""
_SHEET_LEVEL = 2
_GROUPS = frozenset({"table-header-rows", "table-rows", "table-row-group"})
_MIDNIGHT = "T00:00:00"
_IN_DIGITS = frozenset({"float"})


def extract(source: str, content: bytes) -> Extracted:
    """Return what an OpenDocument sheet holds; see `Extractor`."""
    with translated(source, _FORM), opened(source, content) as archive:
        return _extract(source, archive)


def _extract(source: str, archive: Archive) -> Extracted:
    from index.readers.odt.about import about
    from index.readers.odt.package import open_package
    from index.readers.xml_tree import attribute, children

    package = open_package(archive, source, "spreadsheet", _FORM)
    composer = Composer(source)
    for line in package.page_ends():
        composer.aside(line)
    hidden, unseen, left = [], _hidden_styles(package.content), MAX_ROWS
    for sheet in children(package.body, "table"):
        name = attribute(sheet, "name") or ""
        if attribute(sheet, "style-name") in unseen:
            hidden.append(name)
            continue
        rows = list(_rows(source, sheet, left))
        left -= len(rows)
        composer.heading(_SHEET_LEVEL, name)
        compose_sheet(composer, rows)
    said = about(archive, source)
    notices = [f"hidden sheets not read: {', '.join(hidden)}"] if hidden else []
    return composer.finish(said.metadata, said.author, notices)


def _hidden_styles(content: _Element) -> set[str | None]:
    from index.readers.xml_tree import attribute, child, descendants

    return {
        attribute(style, "name")
        for style in descendants(content, "style")
        if (settings := child(style, "table-properties")) is not None and attribute(settings, "display") == "false"
    }


def _rows(source: str, sheet: _Element, left: int) -> Iterator[list[str]]:
    """Yield the rows of a sheet that hold something, as words."""
    found = 0
    for row in _row_elements(sheet):
        cells = _cells(row)
        if any(cells):
            times = min(_times(row, "number-rows-repeated"), MAX_REPEATED)
            found += times
            if found > left:
                raise ReadingError(f"{source} holds more than {MAX_ROWS:,} rows", "split it")
            yield from (cells for _ in range(times))


def _row_elements(table: _Element) -> Iterator[_Element]:
    from index.readers.xml_tree import local_name

    for element in table:
        name = local_name(element)
        if name == "table-row":
            yield element
        elif name in _GROUPS:
            yield from _row_elements(element)


def _cells(row: _Element) -> list[str]:
    from index.readers.xml_tree import local_name

    cells: list[str] = []
    for cell in row:
        if local_name(cell) in ("table-cell", "covered-table-cell"):
            cells.extend([_words(cell)] * min(_times(cell, "number-columns-repeated"), MAX_COLUMNS - len(cells)))
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _times(element: _Element, name: str) -> int:
    from index.readers.xml_tree import attribute

    times = attribute(element, name) or "1"
    return int(times) if times.isdecimal() and len(times) < len("10000000") else 1


def _words(cell: _Element) -> str:
    """Return a cell's value as a person reads it."""
    from index.readers.xml_tree import attribute, children, words_in

    kind = attribute(cell, "value-type")
    if kind == "date":
        return (
            (attribute(cell, "date-value") or "").removesuffix(_MIDNIGHT).replace("T", " ")[: len("2024-06-03 10:30")]
        )
    if kind == "boolean":
        return "yes" if attribute(cell, "boolean-value") == "true" else "no"
    if kind in _IN_DIGITS and (value := _number(attribute(cell, "value"))):
        return value
    return "\n".join(words_in(line) for line in children(cell, "p")).strip()


def _number(value: str | None) -> str:
    """Return a number with the digits that a sheet keeps, fifteen; nothing for what is none."""
    try:
        return f"{float(value or ''):.15g}"
    except ValueError:
        return ""
