"""What texts, sheets and slides of OpenDocument share: the parts of the package, and what is printed on every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import ReadingError
from index.readers.opc import part
from index.readers.page_ends import page_ends
from index.readers.xml_tree import child, descendants, words_in

if TYPE_CHECKING:
    from lxml.etree import _Element

    from index.readers.archive import Archive

_MANIFEST = "META-INF/manifest.xml"
_ENCRYPTED = b"encryption-data"
_PAGE_ENDS = tuple(f"{end}{page}" for end in ("header", "footer") for page in ("", "-first", "-left"))


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a document.

    Attributes:
        content: the root of what it says.
        body: in it the text, the spreadsheet or the presentation.
        design: the root of its styles and masters, or None.
    """

    content: _Element
    body: _Element
    design: _Element | None

    def page_ends(self) -> tuple[str, ...]:
        """Return the lines of its page headers and footers, as `page_ends` does."""
        found = [] if self.design is None else [end for kind in _PAGE_ENDS for end in descendants(self.design, kind)]
        return page_ends(words_in(line) for end in found for line in descendants(end, "p"))


def open_package(archive: Archive, source: str, kind: str, form: str) -> Package:
    """Return the parts of a document.

    Args:
        archive: the file.
        source: its path, for the error's message.
        kind: the name of its body's element ("text").
        form: what a person calls it.

    Raises:
        ReadingError: it is encrypted, or no document of this kind.
    """
    if _MANIFEST in archive and _ENCRYPTED in archive.read(_MANIFEST):
        raise ReadingError(f"{source} is encrypted", "save it without a password")
    content, design = part(archive, source, "content.xml"), part(archive, source, "styles.xml")
    body = child(content, "body", kind)
    if content is None or body is None:
        raise ReadingError(f"{source} is not {form}: it has no {kind}", "save it anew")
    return Package(content, body, design)
