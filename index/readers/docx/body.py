"""The body of a Word document from top to bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.readers.docx.grid import cells_in, cells_of, is_headed, lays_out, rows_of
from index.readers.docx.styles import style_of
from index.readers.docx.words import ends_deleted, inside
from index.readers.tables import compose_table
from index.readers.xml_tree import child, local_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from index.readers.composing import Composer
    from index.readers.docx.styles import Style

_WRAPPERS = frozenset({"sdtContent", "ins", "moveTo", "customXml", "smartTag", "Choice"})
_CONTENTS_GALLERY = "Table of Contents"


class Body:
    """One walk over a body, a cell, a text box or a note."""

    def __init__(self, composer: Composer, styles: Mapping[str, Style]) -> None:
        """Compose into `composer`, with what `styles` mean."""
        self._composer = composer
        self._styles = styles
        self._carried = ""

    def walk(self, body: _Element) -> None:
        """Compose the paragraphs and tables in `body`."""
        for part in body:
            name = local_name(part)
            if name == "p":
                self._paragraph(part)
            elif name == "tbl":
                self._table(part)
            elif name == "sdt":
                self._control(part)
            elif name in _WRAPPERS:
                self.walk(part)
            elif name == "AlternateContent":
                chosen = child(part, "Choice")
                self.walk(part if chosen is None else chosen)

    def _control(self, control: _Element) -> None:
        """Compose what is in a content control, unless it is the table of contents."""
        gallery = child(control, "sdtPr", "docPartObj", "docPartGallery")
        content = child(control, "sdtContent")
        if content is not None and (gallery is None or _CONTENTS_GALLERY not in gallery.attrib.values()):
            self.walk(content)

    def _paragraph(self, paragraph: _Element) -> None:
        found = inside(paragraph)
        words, self._carried = self._carried + found.words, ""
        style = style_of(paragraph, self._styles)
        if ends_deleted(paragraph):
            self._carried = words
        elif style.level is not None and words.strip():
            self._composer.heading(style.level, words)
        elif not style.contents:
            self._composer.text(words, style.kind)
        for box in found.boxes:
            self.walk(box)

    def _table(self, table: _Element) -> None:
        if lays_out(table):
            for row in rows_of(table):
                for cell in cells_in(row):
                    self.walk(cell)
            return
        rows = cells_of(table)
        compose_table(self._composer, rows, headed=is_headed(table, rows))
