"""From the pieces of a document to its text, its blocks and its pages."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.headings import HeadingPath
from index.readers.pdf.pieces import PieceKind
from index.readers.pdf.text import Writer, vocabulary_of, write_lines
from index.records import Block, BlockKind, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.readers.pdf.pieces import Piece
    from index.readers.pdf.shapes import Style
    from index.readers.pdf.text import Origin

_KINDS = {
    PieceKind.PARAGRAPH: BlockKind.PARAGRAPH,
    PieceKind.ITEM: BlockKind.ITEM,
    PieceKind.ROW: BlockKind.ROW,
    PieceKind.FOOTNOTE: BlockKind.PARAGRAPH,
}
_MOST_LEVELS = 6
_CELL_END = " | "
_PIPE, _BROKEN_PIPE = "|", "¦"


@dataclass(frozen=True, slots=True)
class Assembled:
    """A document put together.

    Attributes:
        text: all of it.
        blocks: what sentences are cut from.
        pages: where each page begins.
        origins: where each stretch of the text stands on a page, in order.
        title: its first heading on the first page that has any, of the largest there; None without one.
    """

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[int, ...]
    origins: tuple[Origin, ...]
    title: str | None


def assemble(pieces: Sequence[Piece], pages: int, heads: Sequence[str] = ()) -> Assembled:
    """Return the text of a document.

    Args:
        pieces: what it holds, in reading order.
        pages: how many pages it has.
        heads: running heads, which begin the text once: they are no answers, but may hold a marking or a date.
    """
    writer = Writer()
    writer.turn_to(0)
    writer.write("".join(f"{words}\n\n" for words in heads))
    words = vocabulary_of(placed.line for piece in pieces for placed in piece.lines)
    marks = _marks(pieces)
    levels = _levels(pieces)
    path = HeadingPath()
    blocks: list[Block] = []
    for place, piece in enumerate(pieces):
        if place:
            writer.write("\n\n")
        writer.turn_to(piece.page)
        start = writer.length
        if piece.cells:
            _write_row(writer, piece)
        else:
            write_lines(writer, piece.lines, words, marks[piece.page], piece.skipped)
        if piece.kind is PieceKind.HEADING:
            path.enter(levels[piece.first.style], _words(piece))
        elif piece.kind in _KINDS and writer.length > start + piece.skipped:
            span = Span(start + piece.skipped, writer.length)
            blocks.append(Block(_KINDS[piece.kind], span, path.path, piece.heads))
    if pieces:
        writer.write("\n")
    writer.turn_to(pages - 1)
    return Assembled(writer.text(), tuple(blocks), tuple(writer.pages), tuple(writer.origins), _title(pieces))


def _write_row(writer: Writer, piece: Piece) -> None:
    """Write a row with its cells parted as `index.rows` reads them; one that is empty in front keeps its pipe."""
    last = max((place for place, cell in enumerate(piece.cells) if cell.text), default=-1)
    for place, cell in enumerate(piece.cells[: last + 1]):
        if place:
            writer.write(_CELL_END if piece.cells[place - 1].text else _CELL_END.lstrip())
        writer.write_run(piece.page, cell)


def _marks(pieces: Sequence[Piece]) -> defaultdict[int, set[str]]:
    """Return the marks of the footnotes on each page."""
    marks: defaultdict[int, set[str]] = defaultdict(set)
    for piece in pieces:
        if piece.kind is PieceKind.FOOTNOTE and piece.skipped:
            marks[piece.page].add(piece.first.text[: piece.skipped].strip(" .)"))
    return marks


def _levels(pieces: Sequence[Piece]) -> dict[Style, int]:
    """Return the level of each style that headings have, the largest 1; of one size the bold is above."""
    styles = {piece.first.style for piece in pieces if piece.kind is PieceKind.HEADING}
    ordered = sorted(styles, key=lambda style: (-style.size, not style.bold))
    return {style: min(place, _MOST_LEVELS) for place, style in enumerate(ordered, 1)}


def _words(piece: Piece) -> str:
    return " ".join(" ".join(placed.line.text for placed in piece.lines).split())


def _title(pieces: Sequence[Piece]) -> str | None:
    headings = [piece for piece in pieces if piece.kind is PieceKind.HEADING]
    here = [piece for piece in headings if piece.page == headings[0].page]
    if not here or here[0].page > 1:
        return None
    largest = max(piece.first.style.size for piece in here)
    return _words(next(piece for piece in here if piece.first.style.size == largest))
