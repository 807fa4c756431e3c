"""Which files of a briefings folder are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class ScanRules:
    """Which files are read.

    Attributes:
        max_file_bytes: larger files are skipped.
        index_folder: passed over in silence where it stands among the briefings; None where there is none.
        include: patterns in git's syntax over sources; only files that they match are read, all where there are none.
        exclude: the same; what they match is not read, whatever ignore files say.
    """

    max_file_bytes: int = 50_000_000
    index_folder: Path | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
