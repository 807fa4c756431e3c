"""Where an index lives: inside the briefings folder, or in the user's cache folder where that is read-only."""

from __future__ import annotations

import errno
import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import DiskFullError, FolderError
from index.flush import flush_folder

if TYPE_CHECKING:
    from pathlib import Path

    from index.folders import Folders

INDEX_NAME = ".briefbot"
# Not every platform has the second.
_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


@dataclass(frozen=True, slots=True)
class Location:
    """Where an index lives.

    Attributes:
        folder: the folder of catalog and stores; it may not exist yet.
        notice: why it is not where a person would look for it, one line; empty otherwise.
    """

    folder: Path
    notice: str = ""


def locate(folders: Folders, chosen: Path | None, cache: Path) -> Location:
    """Return where the index of briefings folders lives.

    Of several folders none is the index's own: it is in the cache folder, where nobody has chosen another place.

    Args:
        folders: the briefings folders.
        chosen: the place a person asked for, or None.
        cache: the user's cache folder.
    """
    if chosen is not None:
        return Location(chosen)
    briefings = folders.single
    if briefings is None:
        return Location(_outside(cache, "\0".join(f"{name}\0{_resolved(path)}" for name, path in folders.by_name)))
    inside = briefings / INDEX_NAME
    if _writable(inside, briefings):
        return Location(inside)
    outside = _outside(cache, str(_resolved(briefings)))
    return Location(outside, f"{briefings} cannot be written, so its index is kept in {outside}")


def _outside(cache: Path, key: str) -> Path:
    return cache / "indexes" / hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def make_index_folder(folder: Path) -> None:
    """Make the index's folder, kept out of version control; it holds the briefings' text, so its owner's only.

    Raises:
        FolderError: it cannot be made.
        DiskFullError: there is no room for it.
    """
    try:
        if not folder.is_dir():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            flush_folder(folder.parent)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
    except OSError as error:
        raise write_error(error, folder) from error


def write_error(error: OSError, place: Path) -> DiskFullError | FolderError:
    """Return the error to raise where writing below `place` failed with `error`."""
    if error.errno in _FULL:
        return DiskFullError(f"no room left to write {place}", "free some space and run the command again")
    return FolderError(
        f"cannot write {place} ({error.strerror or error})", "check its permissions, or choose another with --index"
    )


def _writable(inside: Path, briefings: Path) -> bool:
    try:
        return os.access(inside if inside.is_dir() else briefings, os.W_OK)
    except PermissionError:  # the briefings folder cannot even be looked into
        return False


def _resolved(folder: Path) -> Path:
    try:
        return folder.resolve()
    except RuntimeError:  # a link that leads to itself, until Python 3.12
        return folder.absolute()
