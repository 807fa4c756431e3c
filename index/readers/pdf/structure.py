"""From laid-out pages to pieces: headings, paragraphs, list items, rows, footnotes."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from index.readers.pdf.markers import marker_in
from index.readers.pdf.measure import measure
from index.readers.pdf.paragraphs import goes_on, is_small, note_mark_of, paragraphs_in
from index.readers.pdf.pieces import Piece, PieceKind, Placed
from index.readers.pdf.shapes import Line, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.readers.pdf.measure import Measure
    from index.readers.pdf.shapes import Page, Run

_LARGER = 1.1
_LONGEST_HEADING = 250
_MOST_HEADING_LINES = 4
_LONGEST_CAPITALS = 80
_FEWEST_CAPITALS = 6
_MOSTLY = 0.9
_LEADER = re.compile(r"(?:\.\s?){5,}\s*[\divxlc]{1,6}$")
_GOING_ON = (PieceKind.PARAGRAPH, PieceKind.ITEM)
_SAME_PT = 4.0


def pieces_of(pages: Sequence[Page]) -> list[Piece]:
    """Return what pages hold, in reading order, with what goes on from one page or column to the next as one piece.

    The footnotes of a page stand after its text, and before a paragraph that goes on on the next page.
    """
    usual = measure(pages)
    body: list[Piece] = []
    heads: tuple[Table | None, tuple[str, ...]] = (None, ())
    for number, page in enumerate(pages):
        notes: list[Piece] = []
        begun = len(body)
        for item in _grouped(page.items):
            if isinstance(item, Table):
                heads = (item, _heads(item, *heads))
                body.extend(_rows(item, number, heads[1]))
                continue
            heads = (None, ())
            for piece in _in_lines(item, number, usual):
                if piece.kind is PieceKind.FOOTNOTE or (notes and is_small(piece.first, usual)):
                    notes.append(replace(piece, kind=PieceKind.FOOTNOTE))
                else:
                    _append(body, piece)
        # A paragraph that began on an earlier page has taken that page's notes before it.
        _insert_notes(body, notes, begun, goes_further=_goes_further(body, pages, number, usual))
    return body


def _insert_notes(body: list[Piece], notes: list[Piece], begun: int, *, goes_further: bool) -> None:
    place = len(body)
    if goes_further and place > begun:
        place -= 1
    body[place:place] = notes


def _goes_further(body: Sequence[Piece], pages: Sequence[Page], number: int, usual: Measure) -> bool:
    """Return whether the last piece of a page goes on on the next page."""
    items = pages[number + 1].items[:1] if number + 1 < len(pages) else ()
    if not body or body[-1].kind not in _GOING_ON or not items or not isinstance(items[0], Line):
        return False
    return goes_on(body[-1].last, items[0]) and not _is_heading([items[0]], usual)


def _append(body: list[Piece], piece: Piece) -> None:
    """Add a piece, or its lines to the last one where it is only the rest of that."""
    last = body[-1] if body else None
    if last and last.kind in _GOING_ON and piece.kind is PieceKind.PARAGRAPH and goes_on(last.last, piece.first):
        apart = last.lines[-1].page != piece.page or last.last.column != piece.first.column
        if apart:
            body[-1] = replace(last, lines=(*last.lines, *piece.lines))
            return
    body.append(piece)


def _grouped(items: Sequence[Line | Table]) -> Iterator[list[Line] | Table]:
    """Yield tables, and the lines between them together."""
    for is_table, run in groupby(items, key=lambda item: isinstance(item, Table)):
        if is_table:
            yield from (item for item in run if isinstance(item, Table))
        else:
            yield [item for item in run if isinstance(item, Line)]


def _in_lines(lines: Sequence[Line], page: int, usual: Measure) -> Iterator[Piece]:
    for paragraph in paragraphs_in(lines, usual):
        kind = _kind(paragraph, usual)
        first = paragraph[0]
        skipped = 0
        if kind is PieceKind.ITEM:
            skipped = marker_in(first.text)
        elif kind is PieceKind.FOOTNOTE:
            skipped = note_mark_of(first, usual)
        yield Piece(kind, page, tuple(Placed(page, line) for line in paragraph), skipped=skipped)


def _kind(paragraph: Sequence[Line], usual: Measure) -> PieceKind:
    first = paragraph[0]
    if _LEADER.search(paragraph[-1].text):
        return PieceKind.ASIDE
    if note_mark_of(first, usual):
        return PieceKind.FOOTNOTE
    if first.gaps and len(paragraph) == 1 and not marker_in(first.text):
        return PieceKind.ROW
    if _is_heading(paragraph, usual):
        return PieceKind.HEADING
    return PieceKind.ITEM if marker_in(first.text) else PieceKind.PARAGRAPH


def _is_heading(paragraph: Sequence[Line], usual: Measure) -> bool:
    text = " ".join(line.text for line in paragraph)
    if len(paragraph) > _MOST_HEADING_LINES or len(text) > _LONGEST_HEADING or not any(map(str.isalpha, text)):
        return False
    style = paragraph[0].style
    if style.size >= _LARGER * usual.style.size:
        return not text.endswith((",", ";"))
    if text.endswith((".", ",", ";")) or is_small(paragraph[0], usual):
        return False
    if style.bold and not usual.style.bold:
        return True
    letters = sum(char.isalpha() or char.isspace() for char in text)
    is_short = letters >= _FEWEST_CAPITALS and len(text) <= _LONGEST_CAPITALS and len(paragraph) == 1
    return is_short and text.isupper() and letters >= _MOSTLY * len(text)


def _heads(table: Table, before: Table | None, heads: tuple[str, ...]) -> tuple[str, ...]:
    """Return the heads of a table's columns: its own, or those of the table before it that it goes on with."""
    if table.is_headed:
        return _texts(table.rows[0])
    if before is None or len(before.columns) != len(table.columns):
        return ()
    same = all(abs(one - other) <= _SAME_PT for one, other in zip(before.columns, table.columns, strict=True))
    return heads if same else ()


def _rows(table: Table, page: int, heads: tuple[str, ...]) -> Iterator[Piece]:
    for place, row in enumerate(table.rows):
        is_head = place == 0 and bool(heads) and _texts(row) == heads
        yield Piece(PieceKind.ASIDE if is_head else PieceKind.ROW, page, cells=row, heads=() if is_head else heads)


def _texts(row: Sequence[Run]) -> tuple[str, ...]:
    return tuple(cell.text for cell in row)
