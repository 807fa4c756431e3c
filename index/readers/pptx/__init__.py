"""Slide decks (`.pptx`, `.pptm`): a slide is a page, its title is a heading, its notes are kept.

Slides that are hidden keep their number but are not read. Macros, links and media are never looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.readers.archive import opened
from index.readers.composing import Composer
from index.readers.damage import translated
from index.readers.page_ends import page_ends

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from index.readers.archive import Archive
    from index.readers.extracted import Extracted

_FORM = "a slide deck"
MAX_SLIDES = 5_000
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def extract(source: str, content: bytes) -> Extracted:
    """Return what a slide deck holds; see `Extractor`."""
    with translated(source, _FORM), opened(source, content) as archive:
        return _extract(source, archive)


def _extract(source: str, archive: Archive) -> Extracted:
    from index.errors import ReadingError
    from index.readers.opc import main_part, part, properties
    from index.readers.pptx.slide import compose_slide, is_hidden

    slides = _slides(source, archive, main_part(archive, source) or "ppt/presentation.xml")
    if len(slides) > MAX_SLIDES:
        raise ReadingError(f"{source} holds more than {MAX_SLIDES:,} slides", "split it")
    composer = Composer(source)
    trees = [(path, tree) for path in slides if (tree := part(archive, source, path)) is not None]
    for mark in page_ends(_marks(source, archive, trees)):
        composer.aside(mark)
    hidden = []
    for number, (path, tree) in enumerate(trees, start=1):
        composer.page()
        if is_hidden(tree):
            hidden.append(number)
        else:
            compose_slide(composer, source, archive, path, tree)
    about = properties(archive, source)
    notices = [f"hidden slides not read: {', '.join(map(str, hidden))}"] if hidden else []
    return composer.finish(about.metadata, about.author, notices)


def _marks(source: str, archive: Archive, slides: Iterable[tuple[str, _Element]]) -> Iterator[str]:
    """Yield the headers and footers of slides and their notes, and what masters put on every slide."""
    from index.readers.opc import part, relations
    from index.readers.pptx.slide import marks_of, printed_by

    masters: dict[str, None] = {}
    for path, tree in slides:
        yield from marks_of(tree)
        for related in relations(archive, source, path).values():
            if related.kind == "slideLayout":
                masters[related.part] = None
                above = relations(archive, source, related.part).values()
                masters.update(dict.fromkeys(each.part for each in above if each.kind == "slideMaster"))
            elif related.kind == "notesSlide" and (notes := part(archive, source, related.part)) is not None:
                yield from marks_of(notes)
    for path in masters:
        if (master := part(archive, source, path)) is not None:
            yield from printed_by(master)


def _slides(source: str, archive: Archive, name: str) -> list[str]:
    """Return the names of the slides' parts, in the order in which they are shown."""
    from index.errors import ReadingError
    from index.readers.opc import part, relations
    from index.readers.xml_tree import child, children

    deck = part(archive, source, name)
    if deck is None:
        raise ReadingError(f"{source} is not {_FORM}: it has no slides", "save it anew")
    related = relations(archive, source, name)
    listed = child(deck, "sldIdLst")
    ids = [] if listed is None else [slide.get(_ID, "") for slide in children(listed, "sldId")]
    return list(dict.fromkeys(related[key].part for key in ids if key in related))
