"""OpenDocument slides (`.odp`): a slide is a page, its title is a heading, its notes are kept.

Slides that are hidden keep their number but are not read. Comments, macros, links and media are never looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import ReadingError
from index.readers.archive import opened
from index.readers.composing import Composer
from index.readers.damage import translated
from index.readers.page_ends import page_ends

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from index.readers.archive import Archive
    from index.readers.extracted import Extracted
    from index.readers.odt.body import Body
    from index.readers.odt.package import Package

_FORM = "an OpenDocument presentation"
MAX_SLIDES = 5_000
_TITLE = "title"
_PRINTED = ("header", "footer")
_APART = frozenset({_TITLE, *_PRINTED, "date-time", "page-number"})
_TITLE_LEVEL = 1
_NOTES_LEVEL = 2


def extract(source: str, content: bytes) -> Extracted:
    """Return what an OpenDocument presentation holds; see `Extractor`."""
    with translated(source, _FORM), opened(source, content) as archive:
        return _extract(source, archive)


def _extract(source: str, archive: Archive) -> Extracted:
    from index.readers.odt.about import about
    from index.readers.odt.body import Body
    from index.readers.odt.package import open_package
    from index.readers.odt.styles import read_styles
    from index.readers.xml_tree import attribute, children

    package = open_package(archive, source, "presentation", _FORM)
    slides = list(children(package.body, "page"))
    if len(slides) > MAX_SLIDES:
        raise ReadingError(f"{source} holds more than {MAX_SLIDES:,} slides", "split it")
    composer = Composer(source)
    for line in page_ends(_marks(package)):
        composer.aside(line)
    body = Body(composer, read_styles(package.design, package.content))
    hidden, unseen = [], _hidden_styles(package.content)
    for number, slide in enumerate(slides, start=1):
        composer.page()
        if attribute(slide, "style-name") in unseen:
            hidden.append(number)
        else:
            _slide(composer, body, slide)
    said = about(archive, source)
    notices = [f"hidden slides not read: {', '.join(map(str, hidden))}"] if hidden else []
    return composer.finish(said.metadata, said.author, notices)


def _slide(composer: Composer, body: Body, slide: _Element) -> None:
    from index.readers.xml_tree import attribute, children, descendants, local_name, words_in

    titles = [shape for shape in slide if attribute(shape, "class") == _TITLE]
    composer.heading(_TITLE_LEVEL, " ".join(words_in(line) for shape in titles for line in descendants(shape, "p")))
    for shape in slide:
        if attribute(shape, "class") not in _APART and local_name(shape) != "notes":
            body.walk([shape])
    written = [box for notes in children(slide, "notes") for box in notes if attribute(box, "class") == "notes"]
    if any(words_in(box).strip() for box in written):
        composer.heading(_NOTES_LEVEL, "Notes")
        body.walk(written)


def _marks(package: Package) -> Iterator[str]:
    """Yield what stands in headers and footers, and what masters put on every slide."""
    from index.readers.xml_tree import attribute, children, descendants, words_in

    for kind in _PRINTED:
        yield from (words_in(said) for said in descendants(package.body, f"{kind}-decl"))
    for shape in (shape for slide in children(package.body, "page") for shape in slide):
        if attribute(shape, "class") in _PRINTED:
            yield from (words_in(line) for line in descendants(shape, "p"))
    for master in () if package.design is None else descendants(package.design, "master-page"):
        for shape in master:
            if attribute(shape, "class") is None:
                yield from (words_in(line) for line in descendants(shape, "p"))


def _hidden_styles(content: _Element) -> set[str | None]:
    from index.readers.xml_tree import attribute, child, descendants

    return {
        attribute(style, "name")
        for style in descendants(content, "style")
        if (settings := child(style, "drawing-page-properties")) is not None
        and attribute(settings, "visibility") == "hidden"
    }
