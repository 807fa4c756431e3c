"""The SQLite file of what Telegram must remember, readable by its owner alone."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from bot.telegram.errors import StateError
from bot.telegram.state.schema import SCHEMA, VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

FILE_NAME = "telegram.sqlite3"
_WAIT_SECONDS = 10


class Database:
    """One connection to the file, for one process; other processes may write beside it. Safe for several threads."""

    def __init__(self, folder: Path) -> None:
        """Open the file, making it and its folder where they are not there.

        Raises:
            StateError: it cannot be opened, is damaged, or is of a newer version.
        """
        self.path = folder / FILE_NAME
        self._lock = threading.RLock()
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Made by hand first: SQLite would make it readable by others, and its journal after its mode.
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
            self._connection = sqlite3.connect(
                self.path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False
            )
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute("PRAGMA secure_delete = ON")
        except (OSError, sqlite3.Error) as error:
            raise self._broken(error) from error
        with self.writing() as connection:
            self._prepare(connection)

    def __enter__(self) -> Self:
        """Return the database itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection inside a transaction that is kept where the block ends, and undone where it raises.

        Raises:
            StateError: SQLite fails (a full disk, a damaged file, another writer that does not end).
        """
        try:
            with self._lock:
                self._connection.execute("BEGIN IMMEDIATE")
                try:
                    yield self._connection
                except BaseException:
                    self._connection.execute("ROLLBACK")
                    raise
                self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise self._broken(error) from error

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for reading.

        Raises:
            StateError: SQLite fails.
        """
        try:
            with self._lock:
                yield self._connection
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def _prepare(self, connection: sqlite3.Connection) -> None:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise StateError(f"{self.path} was written by a newer briefbot", "update briefbot")
        if version == 0:
            for statement in SCHEMA.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {VERSION}")

    def _broken(self, error: Exception) -> StateError:
        reason = getattr(error, "strerror", None) or error
        return StateError(
            f"{self.path}, what Telegram remembers, cannot be used ({reason})", "free the disk or move it"
        )
