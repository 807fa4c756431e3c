"""OpenDocument texts (`.odt`): headings, lists, tables, text boxes and notes.

Comments and what was deleted with changes tracked are left out. Macros and links to the outside are never looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import ReadingError
from index.readers.archive import opened
from index.readers.composing import Composer
from index.readers.damage import translated

if TYPE_CHECKING:
    from index.readers.archive import Archive
    from index.readers.extracted import Extracted

_FORM = "an OpenDocument text"
_MANIFEST = "META-INF/manifest.xml"
_ENCRYPTED = b"encryption-data"
_PAGE_ENDS = tuple(f"{end}{page}" for end in ("header", "footer") for page in ("", "-first", "-left"))


def extract(source: str, content: bytes) -> Extracted:
    """Return what an OpenDocument text holds; see `Extractor`."""
    with translated(source, _FORM), opened(source, content) as archive:
        return _extract(source, archive)


def _extract(source: str, archive: Archive) -> Extracted:
    from index.readers.odt.about import about
    from index.readers.odt.body import Body
    from index.readers.odt.styles import read_styles
    from index.readers.opc import part
    from index.readers.page_ends import page_ends
    from index.readers.xml_tree import child, descendants

    if _MANIFEST in archive and _ENCRYPTED in archive.read(_MANIFEST):
        raise ReadingError(f"{source} is encrypted", "save it without a password")
    root, design = part(archive, source, "content.xml"), part(archive, source, "styles.xml")
    text = child(root, "body", "text")
    if text is None:
        raise ReadingError(f"{source} is not {_FORM}: it has no text", "save it anew")
    composer = Composer(source)
    body = Body(composer, read_styles(design, root))
    ends = [] if design is None else [found for kind in _PAGE_ENDS for found in descendants(design, kind)]
    for line in page_ends(line for found in ends for line in body.lines(found)):
        composer.aside(line)
    body.walk(text)
    body.notes()
    said = about(archive, source)
    return composer.finish(said.metadata, said.author)
