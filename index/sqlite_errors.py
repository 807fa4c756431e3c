"""SQLite's errors of a catalog as briefbot's own, one line each."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from index.connections import file_id
from index.errors import BriefbotError, BusyError, CatalogError, DamagedError, DiskFullError, FolderError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_T = TypeVar("_T")

_NO_TEXT = "Could not decode to UTF-8"
"""How Python's sqlite3 begins its error of a text that is none; the rest of it is what stands there."""


def damaged(path: Path, how: str) -> DamagedError:
    """Return the error to raise where the catalog at `path` is damaged, and how that shows."""
    return DamagedError(
        f"the catalog {path} is damaged ({how})",
        "run `briefbot index --rebuild`: it sets the damaged one aside and reads your briefings again",
    )


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's errors inside the block into briefbot's own, one line each."""
    try:
        yield
    except sqlite3.Error as error:
        raise _translate(error, path) from error


@contextmanager
def opening(path: Path) -> Iterator[None]:
    """Turn errors into briefbot's own as `translated` does, of a block in which SQLite alone is at work."""
    try:
        with translated(path):
            yield
    except UnicodeDecodeError as error:  # of SQLite's own words, which name what is damaged
        raise damaged(path, "what it says of its tables is no text") from error


def of_one_file(path: Path, read: Callable[[Path], _T]) -> _T:
    """Return what `read` reads at `path`, again where it failed because another file took its place meanwhile.

    A catalog that is made anew is set aside first, which may be between two steps of opening it.
    """
    while True:
        file = file_id(path)
        try:
            return read(path)
        except FolderError:
            if file_id(path) == file:
                raise


def _translate(error: sqlite3.Error, path: Path) -> BriefbotError:
    extended = getattr(error, "sqlite_errorcode", 0)
    code = extended & 0xFF
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return damaged(path, str(error))
    if str(error).startswith(_NO_TEXT):
        return damaged(path, "a text in it is none")
    # A quota and a file system without room for the shared memory of readers are not SQLITE_FULL.
    if code == sqlite3.SQLITE_FULL or extended in {
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_SHMOPEN,
        sqlite3.SQLITE_IOERR_SHMSIZE,
    }:
        return DiskFullError(f"no room left to write {path}", "free some space and run the command again")
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return BusyError(f"another process is writing {path}", "try again when it has finished")
    if code in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}:
        # SQLite does not tell a full disk from missing rights where it cannot make the files beside the catalog.
        todo = "check its permissions and the room on its disk, or set --index"
        return FolderError(f"cannot open {path} ({error})", todo)
    return CatalogError(f"the catalog {path} failed ({error})", "run `briefbot doctor`")
