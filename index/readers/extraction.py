"""From what was taken out of a file to the document that it is."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from index.dates import date_in_name
from index.records import Document
from index.text_file import date_at_the_top

if TYPE_CHECKING:
    from index.readers.extracted import Extracted


def document_of(source: str, extracted: Extracted) -> Document:
    """Return the document that was taken out of a file.

    Its date is the first that is found of: the file's own properties', one at the start of its name, one among its
    first lines.

    Args:
        source: path relative to the briefings folder, with forward slashes.
        extracted: what the file holds.
    """
    text, about = extracted.text, extracted.metadata
    date = about.date or date_in_name(source.rpartition("/")[2]) or date_at_the_top(text, 0)
    return Document(
        source=source,
        text=text,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        metadata=replace(about, date=date),
        blocks=extracted.blocks,
        notices=extracted.notices,
        pages=extracted.pages,
        is_extracted=True,
    )
