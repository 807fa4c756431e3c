"""PDF, by PDFium: characters to words to lines to pieces to one text. It runs in the child process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.readers.extracted import Extracted
from index.readers.pdf.assembly import assemble
from index.readers.pdf.furniture import clear
from index.readers.pdf.layout import EMPTY, lay_out
from index.readers.pdf.notices import notices_of
from index.readers.pdf.pdfium import opened, opened_page
from index.readers.pdf.properties import about
from index.readers.pdf.structure import pieces_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.readers.pdf.assembly import Assembled
    from index.readers.pdf.furniture import Cleared
    from index.readers.pdf.pdfium import Opened
    from index.readers.pdf.shapes import Page

MOST_PAGES = 5_000
"""How many pages of a file are read."""


def extract(source: str, content: bytes) -> Extracted:
    """Return what a PDF holds; see `Extractor`."""
    with opened(source, content) as document:
        cleared = clear(list(_pages(document)))
        assembled = _put_together(cleared)
        metadata, author = about(document, assembled)
        return Extracted(
            text=assembled.text,
            blocks=assembled.blocks,
            pages=assembled.pages,
            metadata=metadata,
            author=author,
            notices=notices_of(cleared.pages, document.pages),
        )


def read_pages(document: Opened) -> Assembled:
    """Return the text of a document, as `extract` gives it, with where each stretch of it stands."""
    return _put_together(clear(list(_pages(document))))


def _put_together(cleared: Cleared) -> Assembled:
    return assemble(pieces_of(cleared.pages), len(cleared.pages), cleared.heads)


def _pages(document: Opened) -> Iterator[Page]:
    for number in range(min(document.pages, MOST_PAGES)):
        with opened_page(document, number) as page:
            yield EMPTY if page is None else lay_out(page)
