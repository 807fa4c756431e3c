"""XML of outside, parsed without trust: no entity is resolved, nothing is fetched, and a tree has a largest size.

lxml's parser with `resolve_entities=False` leaves entities where they stand, with `no_network` and `load_dtd` as they
are here opens no file and no address, and without `huge_tree` keeps libxml2's own limits on depth (256 elements),
length of a name and growth of entities in attributes. Documents of the forms read here never declare a document type,
so one that does is refused as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import ReadingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

MAX_TAGS = 4_000_000
"""Of one part: a document of a thousand pages has some hundred thousand."""


def xml_tree(source: str, content: bytes) -> _Element:
    """Return the root of an XML document.

    Args:
        source: the file that it is part of, for the error's message.
        content: the document.

    Raises:
        ReadingError: it declares a document type, or is too large a tree.
        lxml.etree.XMLSyntaxError: it is not XML.
    """
    from lxml import etree

    if content.count(b"<") > MAX_TAGS:
        raise ReadingError(f"{source} holds more than {MAX_TAGS:,} tags", "split it")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    root = etree.fromstring(content, parser)
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise ReadingError(f"{source} declares a document type, which may hide a bomb", "save it anew")
    return root


def local_name(element: _Element) -> str:
    """Return an element's name without its namespace; empty for what is no element (an entity left as it stands)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: _Element, name: str) -> str | None:
    """Return the value of an attribute, whatever its namespace, or None where there is none."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def children(element: _Element, name: str) -> Iterator[_Element]:
    """Yield the children of this name, whatever their namespace."""
    return (child for child in element if local_name(child) == name)


def child(element: _Element | None, *names: str) -> _Element | None:
    """Return the first child of the first name, its first child of the second, and so on, or None."""
    for name in names:
        if element is None:
            return None
        element = next(children(element, name), None)
    return element


def descendants(element: _Element, name: str) -> Iterator[_Element]:
    """Yield the elements of this name inside, in order, whatever their namespace."""
    return (found for found in element.iter() if local_name(found) == name)


def words_in(element: _Element) -> str:
    """Return all words inside an element as they stand."""
    return "".join(str(words) for words in element.itertext())


def text_of(element: _Element | None) -> str:
    """Return all words inside an element, trimmed; empty for None."""
    return "" if element is None else words_in(element).strip()
