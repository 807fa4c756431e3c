"""The path of headings above a stretch of text."""

from __future__ import annotations


class HeadingPath:
    """Keeps the headings that are in force while a document is read from top to bottom."""

    def __init__(self) -> None:
        """Begin above the first heading."""
        self._levels: list[int] = []
        self._words: list[str] = []
        self.path: tuple[str, ...] = ()

    def enter(self, level: int, words: str) -> None:
        """Put a heading in force, which ends those of its own level and of deeper ones.

        Args:
            level: 1 for the outermost.
            words: what the heading says, without its markup; an empty heading only ends others.
        """
        while self._levels and self._levels[-1] >= level:
            self._levels.pop()
            self._words.pop()
        if words:
            self._levels.append(level)
            self._words.append(words)
        self.path = tuple(self._words)

    def branch(self) -> HeadingPath:
        """Return a copy, for a quote or a list item whose headings end with it."""
        copy = HeadingPath()
        copy._levels, copy._words, copy.path = list(self._levels), list(self._words), self.path
        return copy
