"""Web pages (`.html`, `.htm`): the main text without navigation, with headings, lists and tables.

Scripts, frames, forms and what is hidden are left out, links are words. Nothing is fetched, nothing runs.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.readers.composing import Composer
from index.readers.damage import translated

if TYPE_CHECKING:
    from index.readers.extracted import Extracted


def extract(source: str, content: bytes) -> Extracted:
    """Return what a web page holds; see `Extractor`."""
    with translated(source, "a web page"):
        return _extract(source, content)


def _extract(source: str, content: bytes) -> Extracted:
    from index.readers.html.about import about, page_title
    from index.readers.html.encoding import decode_html
    from index.readers.html.main_part import main_part
    from index.readers.html.tree import html_tree
    from index.readers.html.walk import walk

    text, notice = decode_html(source, content)
    tree = html_tree(source, text)
    said = about(tree)
    composer = Composer(source)
    main = main_part(tree)
    walk(composer, main)
    metadata = replace(said.metadata, title=said.metadata.title or page_title(tree, main))
    return composer.finish(metadata, said.author, (notice,) if notice else ())
