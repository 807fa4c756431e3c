"""What all text formats share: decoding, front matter, title and date around a format's own outline."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.decode import decode
from index.document_date import dated
from index.front_matter import read_front_matter
from index.records import DateOrigin, Document, Metadata

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.records import Block


@dataclass(frozen=True, slots=True)
class Outline:
    """What a text format's own parser finds.

    Attributes:
        title: the title that the text gives itself, or None.
        blocks: what sentences are cut from, in order, never overlapping.
    """

    title: str | None
    blocks: tuple[Block, ...]


def read_text_file(source: str, content: bytes, outline: Callable[[str, int], Outline]) -> Document:
    """Return the document that a text file holds.

    Its date is the front matter's, or what `index.document_date` finds.

    Args:
        source: path relative to the briefings folder, with forward slashes.
        content: the whole file.
        outline: the format's parser: from the text, and the offset where the front matter ends, to its outline.

    Raises:
        ReadingError: the file is no text.
    """
    text, notice = decode(content, source)
    front = read_front_matter(text)
    body = front.span.end if front else 0
    found = outline(text, body)
    metadata = front.metadata if front else Metadata()
    return Document(
        source=source,
        text=text,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        metadata=dated(
            replace(metadata, title=metadata.title or found.title), DateOrigin.FRONT_MATTER, source, text, body
        ),
        blocks=found.blocks,
        notices=(*((notice,) if notice else ()), *(front.notices if front else ())),
    )
