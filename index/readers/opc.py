"""What Word documents, slide decks and workbooks share: parts in a zip file, relationships, properties."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.readers.xml_tree import attribute, children, local_name, text_of, xml_tree
from index.records import Metadata

if TYPE_CHECKING:
    from lxml.etree import _Element

    from index.readers.archive import Archive

_CORE = "docProps/core.xml"
_CUSTOM = "docProps/custom.xml"
_UNTITLED = frozenset(
    {
        "document",
        "document1",
        "powerpoint presentation",
        "presentation",
        "presentation1",
        "presentation title",
        "untitled",
        "word document",
    }
)
"""What programs and templates give a document that nobody gave a title."""
_NOBODY = frozenset({"openpyxl", "python-docx", "python-pptx", "user", "admin", "microsoft office user", "unknown"})
_OF_TEMPLATES = frozenset({"2013-12-23T23:15:00Z", "2013-01-27T09:14:16Z"})
"""When the templates of python-docx and python-pptx were made, which documents made with them go on saying."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Properties:
    """What a document's properties say of it.

    Attributes:
        metadata: its title, date of creation, keywords, and marking where one was set as a property.
        author: who made it, or None.
    """

    metadata: Metadata
    author: str | None


@dataclass(frozen=True, slots=True)
class Related:
    """Where a part of an office file points.

    Attributes:
        kind: the last word of the relationship's type ("slide", "footnotes").
        part: the name of the part inside the file.
    """

    kind: str
    part: str


def part(archive: Archive, source: str, name: str) -> _Element | None:
    """Return the root of a part, or None where there is no such part."""
    return xml_tree(source, archive.read(name)) if name in archive else None


def relations(archive: Archive, source: str, name: str) -> dict[str, Related]:
    """Return what a part points at inside the file, by id, in the file's order; links to the outside are left out."""
    folder, _, file = name.rpartition("/")
    root = part(archive, source, posixpath.join(folder, "_rels", f"{file}.rels"))
    found = {}
    for link in children(root, "Relationship") if root is not None else ():
        target = link.get("Target", "")
        if link.get("TargetMode") != "External" and target:
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[link.get("Id", "")] = Related(link.get("Type", "").rpartition("/")[2], path)
    return found


def main_part(archive: Archive, source: str) -> str | None:
    """Return the name of the part that the whole file is about, or None where none is named."""
    named = relations(archive, source, "").values()
    return next((related.part for related in named if related.kind == "officeDocument"), None)


def properties(archive: Archive, source: str) -> Properties:
    """Return what the core and the custom properties say; nothing where there are none."""
    said = {local_name(field): text_of(field) for field in _fields(archive, source, _CORE)}
    said = {name: words for name, words in said.items() if words not in _OF_TEMPLATES}
    title, author = said.get("title", ""), said.get("creator", "")
    keywords = (" ".join(word.split()) for word in re.split("[,;]", said.get("keywords", "")))
    metadata = Metadata(
        title=" ".join(title.split()) if title and title.lower() not in _UNTITLED else None,
        date=next(filter(None, (day_of(said.get(name, "")) for name in ("created", "modified"))), None),
        tags=tuple(dict.fromkeys(word for word in keywords if word)),
        classification=_classification(archive, source),
    )
    return Properties(metadata, author if author and author.lower() not in _NOBODY else None)


def day_of(stamp: str) -> dt.date | None:
    """Return the day of a moment in ISO 8601, or None where it is none."""
    found = _DAY.match(stamp)
    try:
        return dt.date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def _fields(archive: Archive, source: str, name: str) -> list[_Element]:
    root = part(archive, source, name)
    return [] if root is None else list(root)


def _classification(archive: Archive, source: str) -> str | None:
    """Return the custom property that is called "Classification", or ends so, or None."""
    for field in _fields(archive, source, _CUSTOM):
        if (attribute(field, "name") or "").lower().endswith("classification"):
            return text_of(field) or None
    return None
