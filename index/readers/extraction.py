"""From what was taken out of a file to the document that it is."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from index.document_date import dated
from index.records import DateOrigin, Document

if TYPE_CHECKING:
    from index.readers.extracted import Extracted


def document_of(source: str, extracted: Extracted) -> Document:
    """Return the document that was taken out of a file.

    Its date is that of the file's own properties, or what `index.document_date` finds.

    Args:
        source: path relative to the briefings folder, with forward slashes.
        extracted: what the file holds.
    """
    text = extracted.text
    about = replace(extracted.metadata, author=extracted.author)
    return Document(
        source=source,
        text=text,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        metadata=dated(about, DateOrigin.PROPERTIES, source, text, 0),
        blocks=extracted.blocks,
        notices=extracted.notices,
        pages=extracted.pages,
        is_extracted=True,
    )
