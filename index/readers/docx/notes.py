"""The footnotes and endnotes of a Word document, apart from the text that they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.readers.docx.body import Body
from index.readers.xml_tree import attribute, local_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from index.readers.composing import Composer
    from index.readers.docx.styles import Style

_HEADINGS = {"footnotes": "Footnotes", "endnotes": "Endnotes"}


def compose_notes(composer: Composer, styles: Mapping[str, Style], root: _Element | None, kind: str) -> None:
    """Add the notes of a kind under a heading of their own; the lines that part them from the text are no notes."""
    notes = [] if root is None else [note for note in root if local_name(note) in ("footnote", "endnote")]
    written = [note for note in notes if attribute(note, "type") in (None, "normal")]
    if written:
        composer.heading(1, _HEADINGS[kind])
    for note in written:
        Body(composer, styles).walk(note)
