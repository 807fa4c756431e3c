"""Where an index lives: inside the briefings folder, or in the user's cache folder where that cannot be written."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import DiskFullError, FolderError

if TYPE_CHECKING:
    from pathlib import Path

INDEX_NAME = ".briefbot"


@dataclass(frozen=True, slots=True)
class Location:
    """Where an index lives.

    Attributes:
        folder: the folder of catalog and stores; it may not exist yet.
        notice: why it is not where a person would look for it, one line; empty otherwise.
    """

    folder: Path
    notice: str = ""


def locate(briefings: Path, chosen: Path | None, cache: Path) -> Location:
    """Return where the index of `briefings` lives.

    Args:
        briefings: the briefings folder.
        chosen: the place a person asked for, or None.
        cache: the user's cache folder.
    """
    if chosen is not None:
        return Location(chosen)
    inside = briefings / INDEX_NAME
    if os.access(inside if inside.is_dir() else briefings, os.W_OK):
        return Location(inside)
    key = hashlib.sha256(str(briefings.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    outside = cache / "indexes" / key
    return Location(outside, f"{briefings} cannot be written, so its index is kept in {outside}")


def make_index_folder(folder: Path) -> None:
    """Make the index's folder, kept out of version control.

    Raises:
        FolderError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
    except OSError as error:
        raise write_error(error, folder) from error


def write_error(error: OSError, place: Path) -> DiskFullError | FolderError:
    """Return the error to raise where writing below `place` failed with `error`."""
    import errno

    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return DiskFullError(f"no room left to write {place}", "free some space and run the command again")
    return FolderError(
        f"cannot write {place} ({error.strerror})", "check its permissions, or choose another with --index"
    )
