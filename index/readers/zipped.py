"""Zip files: the files in them are read as documents of their own. A zip file in a zip file is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.readers.archive import opened
from index.readers.attachments import Attachments
from index.readers.composing import Composer
from index.readers.damage import translated

if TYPE_CHECKING:
    from index.readers.extracted import Extracted

_PACKED = (".zip", ".7z", ".rar", ".gz", ".tgz", ".bz2", ".xz", ".tar", ".zst")


def extract(source: str, content: bytes) -> Extracted:
    """Return the files in a zip file, with no text of its own; see `Extractor`."""
    attachments = Attachments()
    left_out = 0
    with translated(source, "a zip file"), opened(source, content) as archive:
        for name in archive.names:
            if name.endswith("/") or _is_hidden(name):
                continue
            if name.lower().endswith(_PACKED):
                left_out += 1
            elif attachments.takes(archive.size(name)):
                attachments.add(name, archive.read(name))
    notices = [f"archives in it not read: {left_out}"] if left_out else []
    return Composer(source).finish(notices=(*notices, *attachments.notices), attached=attachments.found)


def _is_hidden(name: str) -> bool:
    """Return whether a file is one that programs keep for themselves."""
    parts = name.split("/")
    return parts[0] == "__MACOSX" or parts[-1].startswith((".", "~$"))
