"""One slide: its title, what stands on it from first to last, and its notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.readers.opc import part, relations
from index.readers.pptx.shapes import is_mark, is_title, paragraphs_of, placeholder_of, shapes_of, table_of, words_of
from index.readers.tables import compose_table, could_be_heads
from index.readers.xml_tree import child, descendants, local_name
from index.records import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from index.readers.archive import Archive
    from index.readers.composing import Composer

_TITLE_LEVEL = 1
_NOTES_LEVEL = 2


def is_hidden(slide: _Element) -> bool:
    """Return whether a slide is left out when the deck is shown."""
    return slide.get("show") in ("0", "false")


def marks_of(slide: _Element) -> Iterator[str]:
    """Yield what stands in the slide's header and footer, where a marking may stand."""
    for shape in shapes_of(slide):
        if is_mark(shape) and (words := words_of(shape)):
            yield words


def printed_by(master: _Element) -> Iterator[str]:
    """Yield what a master or a layout puts on every slide: the words of its shapes that are no place for others."""
    for shape in shapes_of(master):
        if placeholder_of(shape) is None and (words := words_of(shape)):
            yield words


def compose_slide(composer: Composer, source: str, archive: Archive, name: str, slide: _Element) -> None:
    """Add what a slide holds; `name` is its part's name, by which its notes and diagrams are found."""
    related = relations(archive, source, name)
    shapes = list(shapes_of(slide))
    titles = [shape for shape in shapes if is_title(shape)]
    composer.heading(_TITLE_LEVEL, " ".join(words_of(title) for title in titles))
    for shape in shapes:
        if local_name(shape) == "graphicFrame":
            _frame(composer, shape)
        elif not is_title(shape) and not is_mark(shape):
            _words(composer, shape)
    for found in related.values():
        root = part(archive, source, found.part) if found.kind in ("diagramData", "notesSlide") else None
        if root is not None and found.kind == "diagramData":
            for paragraph in paragraphs_of(root):
                composer.text(paragraph.words)
        elif root is not None:
            _notes(composer, root)


def _words(composer: Composer, shape: _Element) -> None:
    kind = BlockKind.ITEM if placeholder_of(shape) in ("body", "obj", "") else BlockKind.PARAGRAPH
    paragraphs = list(paragraphs_of(shape))
    alone = len(paragraphs) == 1
    for paragraph in paragraphs:
        if paragraph.bulleted is None:
            composer.text(paragraph.words, BlockKind.PARAGRAPH if alone else kind)
        else:
            composer.text(paragraph.words, BlockKind.ITEM if paragraph.bulleted else BlockKind.PARAGRAPH)


def _frame(composer: Composer, frame: _Element) -> None:
    for table in descendants(frame, "tbl"):
        rows = table_of(table)
        settings = child(table, "tblPr")
        marked = settings is not None and settings.get("firstRow") in ("1", "true")
        compose_table(composer, rows, headed=marked and bool(rows) and could_be_heads(rows[0]))


def _notes(composer: Composer, notes: _Element) -> None:
    bodies = [shape for shape in shapes_of(notes) if placeholder_of(shape) == "body"]
    written = [paragraph for body in bodies for paragraph in paragraphs_of(body) if paragraph.words.strip()]
    if written:
        composer.heading(_NOTES_LEVEL, "Notes")
    for paragraph in written:
        composer.text(paragraph.words)
