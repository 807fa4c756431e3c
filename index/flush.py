"""Put files and names on the disk for good: what was not flushed may be gone when the power fails."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def flush_file(path: Path) -> None:
    """Put a file's bytes on the disk for good; its name is the folder's.

    Raises:
        OSError: it cannot be opened for writing, or the disk fails.
    """
    _flush(path, os.O_RDWR)


def flush_folder(folder: Path) -> None:
    """Put the names that a folder holds on the disk for good, where the system can do so."""
    with suppress(OSError):  # Windows cannot open a folder, and some file systems cannot flush one
        _flush(folder, os.O_RDONLY)


def _flush(path: Path, mode: int) -> None:
    handle = os.open(path, mode)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
