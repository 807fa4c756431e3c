"""OpenDocument texts (`.odt`): headings, lists, tables, text boxes and notes.

Comments and what was deleted with changes tracked are left out. Macros and links to the outside are never looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.readers.archive import opened
from index.readers.composing import Composer
from index.readers.damage import translated

if TYPE_CHECKING:
    from index.readers.archive import Archive
    from index.readers.extracted import Extracted

_FORM = "an OpenDocument text"


def extract(source: str, content: bytes) -> Extracted:
    """Return what an OpenDocument text holds; see `Extractor`."""
    with translated(source, _FORM), opened(source, content) as archive:
        return _extract(source, archive)


def _extract(source: str, archive: Archive) -> Extracted:
    from index.readers.odt.about import about
    from index.readers.odt.body import Body
    from index.readers.odt.package import open_package
    from index.readers.odt.styles import read_styles

    package = open_package(archive, source, "text", _FORM)
    composer = Composer(source)
    for line in package.page_ends():
        composer.aside(line)
    body = Body(composer, read_styles(package.design, package.content))
    body.walk(package.body)
    body.notes()
    said = about(archive, source)
    return composer.finish(said.metadata, said.author)
