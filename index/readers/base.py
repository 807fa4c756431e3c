"""What a reader of one file format promises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.records import Block, Document, Span


@dataclass(frozen=True, slots=True)
class Mark:
    """Markup inside a block: it stands in the text of a sentence, but a person does not read it.

    Attributes:
        span: where it stands.
        clings: whether it belongs to the words that it touches (emphasis, the target of a link), and to their
            sentence, rather than standing between words (a comment, the `>` of a quoted line).
    """

    span: Span
    clings: bool


class Reader(Protocol):
    """Turns a file of one format into a document.

    Attributes:
        suffixes: the file names' ends that it reads, in lower case, with their dot.
    """

    suffixes: tuple[str, ...]

    def read(self, source: str, content: bytes) -> Document:
        """Return the document that a file holds.

        Args:
            source: the file's path relative to the briefings folder, with forward slashes.
            content: the whole file.

        Raises:
            ReadingError: the file is damaged, binary, or not of this format.
        """
        ...

    def marks(self, text: str) -> Callable[[Block], Sequence[Mark]]:
        """Return a function that finds the markup inside a block of a document with this text.

        The marks that it returns are in order and do not overlap.
        """
        ...
