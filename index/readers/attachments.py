"""The files inside a file: their number and size are bounded before they leave the extractor."""

from __future__ import annotations

from index.errors import ReadingError
from index.readers.composing import one_line
from index.readers.extracted import Attached

MAX_ATTACHED = 1_000
"""Of one file."""
MAX_BYTES = 1 << 27
"""Of all files in one file together: 128 MiB."""


class Attachments:
    """Gathers the files inside a file."""

    def __init__(self, source: str) -> None:
        """Begin with none; `source` is the outer file's name, for the error's message."""
        self._source = source
        self._found: list[Attached] = []
        self._bytes = 0

    def add(self, name: str, content: bytes) -> None:
        """Add a file under the name that the outer file gives it.

        Raises:
            ReadingError: the files are too many, or too large together.
        """
        self._bytes += len(content)
        if len(self._found) == MAX_ATTACHED:
            raise ReadingError(f"{self._source} holds more than {MAX_ATTACHED:,} files", "unpack it")
        if self._bytes > MAX_BYTES:
            raise ReadingError(f"{self._source} holds files of more than {MAX_BYTES >> 20:,} MiB together", "unpack it")
        self._found.append(Attached(one_line(name), content))

    @property
    def found(self) -> tuple[Attached, ...]:
        """The files, in the order in which they were added."""
        return tuple(self._found)
