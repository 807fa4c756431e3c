"""What is taken out of a file that is not plain text: its words in reading order, and what is known of them.

It is made in a child process and sent to the parent, so it holds nothing but text, numbers and bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from index.records import Metadata

if TYPE_CHECKING:
    from index.records import Block


@dataclass(frozen=True, slots=True)
class Attached:
    """A file inside a file.

    Attributes:
        name: as the outer file calls it.
        content: the whole of it.
    """

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a file holds.

    Attributes:
        text: the text that spans count in, the same on every run and machine; blocks are apart by a blank line at
            least, and words hold no markup.
        blocks: what sentences are cut from, in order, never overlapping.
        pages: where each page begins in `text`, ascending, the first 0; empty where the format has no pages.
        metadata: title, date, tags, classification as the file's own properties tell them; what else tells them (its
            name, its first lines) is looked at later.
        author: who wrote it, None where the file does not tell.
        notices: what a person should know of the reading ("no text on pages 3 to 9"), one line each.
        attached: the files inside it.
    """

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[int, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    author: str | None = None
    notices: tuple[str, ...] = ()
    attached: tuple[Attached, ...] = ()


class Extractor(Protocol):
    """Takes the words out of a file of one format; runs in the child process."""

    def __call__(self, source: str, content: bytes) -> Extracted:
        """Return what a file holds.

        Args:
            source: the file's path relative to the briefings folder, for what it says of itself.
            content: the whole file.

        Raises:
            ReadingError: the file is damaged, encrypted, beyond a limit, or not of this format.
        """
        ...
