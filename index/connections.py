"""The connections of this process to a database, and one more handle of its file, which is closed after all of them.

Closing any handle of a file drops all POSIX locks that its process has on it, SQLite's among them
(https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_). So a file
that SQLite has open is opened once at most besides, and not closed before SQLite has closed it.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_LOCK = threading.Lock()
_COUNTS: dict[Path, int] = {}
_HANDLES: dict[Path, tuple[int, int]] = {}
"""Handles by file, each with its inode."""


FileId = tuple[int, int]
"""What tells a file from another one of the same name: device and inode."""


def file_id(path: Path) -> FileId:
    """Return what tells a file from another one of the same name; zeros where there is none."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_dev, status.st_ino


class Connection(sqlite3.Connection):
    """A connection that is counted as long as it is open."""

    _file: Path | None = None

    def count(self, path: Path) -> None:
        """Count it among those to the database at `path`; to be called before its first statement."""
        with _LOCK:
            self._file = path.absolute()
            _COUNTS[self._file] = _COUNTS.get(self._file, 0) + 1

    def close(self) -> None:
        """Close it, and after the last one the handle."""
        super().close()
        with _LOCK:
            if self._file is not None:
                _COUNTS[self._file] -= 1
                if not _COUNTS[self._file]:
                    del _COUNTS[self._file]
                    _close(self._file)
            self._file = None


def connect(path: Path, name: str, timeout_s: float) -> Connection:
    """Return a connection to the database at `path`, which SQLite is to open by this name or URI.

    It is used from one thread at a time, and begins and ends its transactions itself.

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    connection = sqlite3.connect(
        name,
        uri=name.startswith("file:"),
        timeout=timeout_s,
        isolation_level=None,
        check_same_thread=False,
        factory=Connection,
    )
    connection.count(path)
    return connection


def handle_of(path: Path) -> int:
    """Return a handle to read and write the file of a database that this process has a connection to.

    Raises:
        OSError: it cannot be opened.
    """
    with _LOCK:
        path = path.absolute()
        inode = path.stat().st_ino
        if _HANDLES.get(path, (0, inode))[1] != inode:
            _close(path)  # it is of a file that is not there any more
        if path not in _HANDLES:
            _HANDLES[path] = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0)), inode
        return _HANDLES[path][0]


def _close(path: Path) -> None:
    if path in _HANDLES:
        os.close(_HANDLES.pop(path)[0])
