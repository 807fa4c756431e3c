"""Word documents (`.docx`, `.docm`): styles as headings, lists, tables, text boxes and footnotes.

Comments and what was deleted or moved away with changes tracked are left out, what was inserted is kept, hidden text
is not read. Macros are never looked at, and links to the outside are not followed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.readers.archive import opened
from index.readers.composing import Composer
from index.readers.damage import translated

if TYPE_CHECKING:
    from index.readers.archive import Archive
    from index.readers.extracted import Extracted

_FORM = "a Word document"


def extract(source: str, content: bytes) -> Extracted:
    """Return what a Word document holds; see `Extractor`."""
    with translated(source, _FORM), opened(source, content) as archive:
        return _extract(source, archive)


def _extract(source: str, archive: Archive) -> Extracted:
    from index.errors import ReadingError
    from index.readers.docx.body import Body
    from index.readers.docx.notes import compose_notes
    from index.readers.docx.page_heads import page_heads
    from index.readers.docx.styles import read_styles
    from index.readers.opc import main_part, part, properties, relations
    from index.readers.xml_tree import child

    name = main_part(archive, source) or "word/document.xml"
    body = child(part(archive, source, name), "body")
    if body is None:
        raise ReadingError(f"{source} is not {_FORM}: it has no body", "save it anew")
    parts: dict[str, list[str]] = {}
    for related in relations(archive, source, name).values():
        parts.setdefault(related.kind, []).append(related.part)
    styles = read_styles(
        [root for path in parts.get("styles", []) if (root := part(archive, source, path)) is not None]
    )
    composer = Composer(source)
    for line in page_heads(archive, source, [*parts.get("header", []), *parts.get("footer", [])]):
        composer.aside(line)
    Body(composer, styles).walk(body)
    for kind in ("footnotes", "endnotes"):
        for path in parts.get(kind, []):
            compose_notes(composer, styles, part(archive, source, path), kind)
    about = properties(archive, source)
    return composer.finish(about.metadata, about.author)
