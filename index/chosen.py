"""Which files of a briefings folder are briefings at all: `.briefbotignore` files, and patterns in the settings."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from index.errors import ReadingError
from index.patterns import NO_PATTERNS, Patterns

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

IGNORE_FILE = ".briefbotignore"
_MAX_BYTES = 1_000_000
"""A larger file of patterns is refused: nobody writes one by hand."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is chosen among the entries of one folder.

    Attributes:
        include: only files that these match are read, themselves or by a folder above them; all where there are none.
        exclude: what these match is left out, whatever ignore files say.
        included: whether a folder above is included, or nothing needs to be.
        ignoring: the ignore files that hold here, the nearest first, each with the length of what stands in a source
            before the paths that it speaks of.
    """

    include: Patterns = NO_PATTERNS
    exclude: Patterns = NO_PATTERNS
    included: bool = True
    ignoring: tuple[tuple[int, Patterns], ...] = ()

    @classmethod
    def by(cls, include: Sequence[str], exclude: Sequence[str]) -> Self:
        """Return what patterns of the settings choose in a briefings folder, before its ignore file is read."""
        return cls(Patterns.of(include), Patterns.of(exclude), included=not include)

    def entered(self, source: str) -> Self:
        """Return what is chosen in a folder, before its ignore file is read."""
        said = self.include.matches(source, folder=True)
        return self if said is None else replace(self, included=said)

    def with_ignore_file(self, file: Path, prefix: str) -> Self:
        """Return what is chosen where an ignore file lies.

        Args:
            file: the ignore file.
            prefix: what the sources of its folder's files begin with.

        Raises:
            ReadingError: it cannot be read; the message says why. What it would leave out nobody knows then.
        """
        patterns = Patterns.of(_read(file).split("\n"))
        return replace(self, ignoring=((len(prefix), patterns), *self.ignoring)) if patterns else self

    def has_folder(self, source: str) -> bool:
        """Return whether a folder is looked into."""
        return not self._is_left_out(source, folder=True)

    def has_file(self, source: str) -> bool:
        """Return whether a file is read."""
        said = self.include.matches(source, folder=False)
        included = self.included if said is None else said
        return included and not self._is_left_out(source, folder=False)

    def _is_left_out(self, source: str, *, folder: bool) -> bool:
        if self.exclude.matches(source, folder=folder):
            return True
        for length, patterns in self.ignoring:
            if (said := patterns.matches(source[length:], folder=folder)) is not None:
                return said
        return False


def _read(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            content = stream.read(_MAX_BYTES + 1)
    except OSError as error:
        raise ReadingError(f"it cannot be read ({error.strerror or error})", "") from error
    if len(content) > _MAX_BYTES:
        raise ReadingError("it is larger than 1 MB", "")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadingError("it is not UTF-8", "") from error


def is_ignore_file(path: str) -> bool:
    """Return whether a path is that of an ignore file."""
    return os.path.basename(path) == IGNORE_FILE  # noqa: PTH119 - asked of every change in a folder
