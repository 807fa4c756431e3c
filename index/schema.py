"""The catalog's tables, and the only place where it is opened."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from index.connections import connect
from index.errors import BriefbotError, CatalogError, FolderError
from index.sqlite_errors import of_one_file, opening

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORMAT_VERSION = 2
CATALOG_NAME = "catalog.sqlite"
STORES = "stores"
"""The folder of the generations' stores, beside the catalog."""
BUSY_TIMEOUT_S = 5.0
_BLANK_BYTES = 65_536
"""SQLite's largest page: a file of more than one holds tables."""

TABLES = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- live = 1: part of the visible generation. live = 0: staged by a sync that has not published yet. live < 0, a number
-- of its own for each: was visible once, where history is kept.
CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    live INTEGER NOT NULL,
    source TEXT NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    checked_ns INTEGER NOT NULL,
    file_digest BLOB NOT NULL,
    digest BLOB NOT NULL,
    title TEXT,
    title_digest BLOB,
    date TEXT,
    tags TEXT NOT NULL,
    classification TEXT,
    notices TEXT NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (live, source)
);

CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    heading TEXT NOT NULL
);
CREATE INDEX passages_of_document ON passages (document, ordinal);

-- digest: of the reading; it is the key of the vector, and what tells the same words elsewhere.
CREATE TABLE sentences (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL,
    passage INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    line INTEGER,
    page INTEGER,
    kind TEXT NOT NULL,
    reading TEXT NOT NULL,
    digest BLOB NOT NULL
);
CREATE INDEX sentences_of_document ON sentences (document, ordinal);
CREATE INDEX sentences_of_passage ON sentences (passage);
CREATE INDEX sentences_of_digest ON sentences (digest);

-- vector: little-endian float16, unit length.
CREATE TABLE vectors (digest BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID;

-- Digests of sentences that once stood somewhere (no words): so that a citation can be said to have moved.
CREATE TABLE past (
    document BLOB NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, digest BLOB NOT NULL,
    PRIMARY KEY (document, start, "end")
) WITHOUT ROWID;

-- mtime_ns is NULL where the file was skipped without being opened.
CREATE TABLE skipped (
    source TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER, reason TEXT NOT NULL
) WITHOUT ROWID;
"""

_HISTORY = """
-- From when to when (UTC, ISO 8601) a text was visible, where history is kept. valid_to is NULL where it still is.
CREATE TABLE history (document INTEGER PRIMARY KEY, valid_from TEXT NOT NULL, valid_to TEXT)
"""

_MIGRATIONS = {1: (_HISTORY,)}
"""Statements that make the next format of each: an older catalog is brought up to date by its next writer.

Readers take every format from the first on as it is: what a later one added is asked for only where a fact says that it
is there.
"""
OLDEST_FORMAT = min(_MIGRATIONS)

_CACHE_KB = 65_536
"""With less, a transaction that touches more pages writes some of them to the log over and over."""
_LOOSENED = "CREATE TEMP TABLE loosened (digest BLOB PRIMARY KEY) WITHOUT ROWID;"
"""A writer's own: digests of words that stood in deleted documents, whose vectors may be of no use any more."""


def create_catalog(path: Path) -> sqlite3.Connection:
    """Open the catalog at `path` for writing, making it where there is none.

    Raises:
        CatalogError: it is damaged or of a newer format; it is left as it was.
        FolderError: it cannot be written.
        DiskFullError: there is no room for it.
    """
    with opening(path):
        connection = connect(path, str(path), BUSY_TIMEOUT_S)
        with _closed_on_error(connection):
            new = not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
            if not new:
                check_format(connection, path)
                _migrate(connection)
            connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;")
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
            if new:
                connection.executescript(
                    f"BEGIN IMMEDIATE; {TABLES} {_HISTORY}; PRAGMA user_version = {FORMAT_VERSION}; COMMIT;"
                )
            connection.executescript(_LOOSENED)
    return connection


def open_catalog(path: Path) -> sqlite3.Connection:
    """Open the catalog at `path` for reading only; it may be used from any thread, one at a time.

    Raises:
        CatalogError: it is missing, damaged or of a newer format.
        FolderError: it cannot be read.
    """
    return of_one_file(path, _open_to_read)


def _open_to_read(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise CatalogError(f"there is no index at {path.parent}", "run `briefbot index` to make it")
    with opening(path):
        connection = _connect_to_read(path)
        with _closed_on_error(connection):
            connection.execute("PRAGMA query_only = ON")
            check_format(connection, path)
            connection.execute("SELECT 1 FROM sqlite_schema").fetchone()  # now, where its errors are expected
    return connection


def _migrate(connection: sqlite3.Connection) -> None:
    """Bring the catalog of an older format up to this one, each step as one; another writer may do so too."""
    while (version := format_of(connection)) < FORMAT_VERSION:
        connection.execute("BEGIN IMMEDIATE")
        if format_of(connection) == version:
            for statement in _MIGRATIONS[version]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {version + 1}")
        connection.execute("COMMIT")


def format_of(connection: sqlite3.Connection) -> int:
    """Return which format a catalog has."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def check_format(connection: sqlite3.Connection, path: Path) -> None:
    """Raise CatalogError unless this program can read the catalog's format."""
    version = format_of(connection)
    if version > FORMAT_VERSION:
        raise CatalogError(
            f"the index at {path.parent} has format {version}, and this briefbot knows {FORMAT_VERSION}",
            "update briefbot, or choose another place with --index",
        )
    if version < OLDEST_FORMAT:
        raise CatalogError(f"{path} is not a whole briefbot catalog", "run `briefbot index --rebuild` to make it anew")


def is_blank(path: Path) -> bool:
    """Return whether there is no catalog at `path` yet, or one whose making is going on or was interrupted.

    Raises:
        DamagedError: the file is no database.
        FolderError: it cannot be read.
    """
    return of_one_file(path, _is_blank)


def _is_blank(path: Path) -> bool:
    try:
        if not path.is_file():
            return True
        if path.stat().st_size > _BLANK_BYTES:
            return False
    except OSError as error:
        what = f"cannot look at {path} ({error.strerror})"
        raise FolderError(what, "check its permissions, or set --index") from error
    with opening(path), closing(_connect_to_read(path)) as connection:
        return not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]


def is_whole(path: Path) -> bool:
    """Return whether the catalog at `path` is of this format and SQLite's own check finds nothing wrong with it."""
    try:
        open_catalog(path).close()
    except BriefbotError:
        return False
    return is_sound(path)


def is_sound(path: Path) -> bool:
    """Return whether SQLite's own check finds nothing wrong with the database at `path`, whoever made it.

    Raises:
        FolderError: it cannot be read.
        BusyError: another process holds it.
    """
    try:
        with opening(path), closing(_connect_to_read(path)) as connection:
            return bool(connection.execute("PRAGMA quick_check").fetchone()[0] == "ok")
    except CatalogError:
        return False


def is_newer(path: Path) -> bool:
    """Return whether the catalog at `path`, damaged or not, says that it has a newer format than this program's."""
    try:
        with closing(_connect_to_read(path)) as connection:
            return format_of(connection) > FORMAT_VERSION
    except (sqlite3.Error, UnicodeDecodeError):
        return False


def _connect_to_read(path: Path) -> sqlite3.Connection:
    return connect(path, f"{path.absolute().as_uri()}?{_reading_mode(path)}", BUSY_TIMEOUT_S)


@contextmanager
def _closed_on_error(connection: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        connection.close()
        raise


def _reading_mode(path: Path) -> str:
    """Return how SQLite is to open the file of a catalog that is only read.

    Reading a database in WAL mode takes a file beside it, which SQLite makes where there is none. Where it cannot,
    a write-ahead log that lies there (another user writes) is read through it, and without one the file is whole.
    """
    if os.access(path.parent, os.W_OK):
        return "mode=rw"
    return "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "mode=ro&immutable=1"
