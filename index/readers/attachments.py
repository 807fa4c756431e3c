"""The files inside a file: their number and size are bounded before they leave the extractor."""

from __future__ import annotations

from index.readers.composing import one_line
from index.readers.extracted import Attached

MAX_ATTACHED = 1_000
"""Of one file."""
MAX_BYTES = 50_000_000
"""Of all files in one file together, as a file of its own may be long."""


class Attachments:
    """Gathers the files inside a file, as many as there is room for."""

    def __init__(self) -> None:
        """Begin with none."""
        self._found: list[Attached] = []
        self._left = MAX_BYTES
        self._left_out = 0

    def takes(self, size: int) -> bool:
        """Return whether there is room for a file of so many bytes; one that is not taken is counted as left out."""
        if size <= self._left and len(self._found) < MAX_ATTACHED:
            return True
        self._left_out += 1
        return False

    def add(self, name: str, content: bytes) -> None:
        """Add a file under the name that the outer file gives it, if there is room for it."""
        if self.takes(len(content)):
            self._left -= len(content)
            self._found.append(Attached(one_line(name), content))

    @property
    def found(self) -> tuple[Attached, ...]:
        """The files, in the order in which they were added."""
        return tuple(self._found)

    @property
    def notices(self) -> tuple[str, ...]:
        """What a person should know of those that were left out, if any were."""
        limits = f"{MAX_ATTACHED:,} files and {MAX_BYTES / 1e6:,.0f} MB are read at most"
        return (f"files inside it left out: {self._left_out:,}; {limits}",) if self._left_out else ()
