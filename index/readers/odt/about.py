"""What an OpenDocument file says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.readers.opc import Properties, day_of, part
from index.readers.xml_tree import attribute, child, local_name, text_of
from index.records import Metadata

if TYPE_CHECKING:
    from index.readers.archive import Archive


def about(archive: Archive, source: str) -> Properties:
    """Return the title, the day of creation, the keywords, the marking and the author; nothing where none are told."""
    root = child(part(archive, source, "meta.xml"), "meta")
    fields = [] if root is None else list(root)
    said = {local_name(field): " ".join(text_of(field).split()) for field in fields}
    own = {(attribute(field, "name") or "").lower(): text_of(field) for field in fields if _is_own(local_name(field))}
    metadata = Metadata(
        title=said.get("title") or None,
        date=day_of(said.get("creation-date", "")) or day_of(said.get("date", "")),
        tags=tuple(
            dict.fromkeys(words for field in fields if local_name(field) == "keyword" and (words := text_of(field)))
        ),
        classification=next((words for name, words in own.items() if name.endswith("classification") and words), None),
    )
    return Properties(metadata, said.get("initial-creator") or said.get("creator") or None)


def _is_own(name: str) -> bool:
    return name == "user-defined"
