"""Set a catalog aside before a new one is made in its place, keep of it what only it knows, and let it go.

A catalog holds the words of briefings as they were. So it stays aside only until its successor is whole: where no
history is kept, nothing may be left of a briefing that was deleted meanwhile, and what cannot be read cannot be
searched for that. It is kept longer where history is, for it holds the only copy of earlier texts, and where it has
another format, until the next change of a briefing.
"""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from index.errors import BriefbotError
from index.facts import history_since, read_facts
from index.location import write_error
from index.schema import CATALOG_NAME, STORES, is_blank, is_sound, is_whole, open_catalog
from index.sqlite_errors import translated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.catalog import Catalog

ASIDE = "aside"
KEPT = "kept"
MOST_KEPT = 3
"""Of more catalogs that are kept, the oldest go."""
_PARTS = ("", "-wal", "-shm")
"""A database in WAL mode is up to three files; the second may hold what is not in the first yet."""

_PAST = (
    'SELECT document, start, "end", digest FROM past',
    'SELECT substr(d.digest, 1, 4), s.start, s."end", s.digest'
    " FROM documents d JOIN sentences s ON s.document = d.id WHERE d.live = 1",
)


def set_aside(folder: Path) -> Path | None:
    """Move the catalog in an index's folder into a folder of its own, and return that, or None if there was none.

    Raises:
        FolderError: it cannot be moved.
    """
    if not (folder / CATALOG_NAME).exists():
        return None
    aside = folder / ASIDE / dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    try:
        aside.mkdir(parents=True)
        for part in _PARTS:
            path = folder / f"{CATALOG_NAME}{part}"
            if path.exists():
                path.rename(aside / path.name)
    except OSError as error:
        raise write_error(error, folder) from error
    return aside


def put_back(aside: Path, folder: Path) -> None:
    """Put a catalog that was set aside in its place again, over one that came to nothing.

    A damaged one stays where it is, and so does one whose successor was published.
    """
    if not is_sound(aside / CATALOG_NAME) or _is_published(folder / CATALOG_NAME):
        return
    for part in reversed(_PARTS):
        (folder / f"{CATALOG_NAME}{part}").unlink(missing_ok=True)
    for path in aside.iterdir():
        path.rename(folder / path.name)
    shutil.rmtree(aside, ignore_errors=True)


def _is_published(path: Path) -> bool:
    if not is_whole(path):
        return False
    with closing(open_catalog(path)) as connection:
        return read_facts(connection) is not None


def kept_history(path: Path) -> bool:
    """Return whether a catalog keeps history, as far as that can be read of a damaged one."""
    try:
        with closing(open_catalog(path)) as connection, translated(path):
            return history_since(connection) is not None
    except (BriefbotError, ValueError):
        return False


def was_emptied(folder: Path) -> bool:
    """Return whether a catalog that holds nothing stands in an index's folder where a whole one did.

    No stores are older than their catalog, but where that one was set aside a moment ago.
    """
    stores = folder / STORES
    there = (folder / CATALOG_NAME).exists() and stores.is_dir() and any(stores.iterdir())
    return there and not left_aside(folder)


def left_aside(folder: Path) -> list[Path]:
    """Return what is set aside in an index's folder, oldest first: an interrupted rebuild settles nothing."""
    return _sorted(folder / ASIDE)


def settle(aside: Path, catalog: Catalog, *, keeps_history: bool) -> bool:
    """Carry over what a catalog that was set aside knows, as far as it can be read, and let it go or keep it.

    Args:
        aside: where it was set aside.
        catalog: its successor, published.
        keeps_history: whether history was kept in it.

    Returns:
        Whether it is kept, by the same name in the folder of what is.
    """
    path = aside / CATALOG_NAME
    whole = is_whole(path)
    other_format = not whole and is_sound(path) and not is_blank(path)
    if whole:
        with closing(open_catalog(path)) as old:
            catalog.add_past(read_past(old))
            catalog.carry_history(old)
    elif not other_format:
        _salvage(path, catalog)
    if whole or not (other_format or keeps_history):
        shutil.rmtree(aside, ignore_errors=True)
    else:
        _keep(aside)
    with suppress(OSError):  # another one is there
        aside.parent.rmdir()
    return place_to_keep(aside).exists()


def place_to_keep(aside: Path) -> Path:
    """Return where a catalog that is set aside will be kept."""
    return aside.parents[1] / KEPT / aside.name


def _keep(aside: Path) -> None:
    place = place_to_keep(aside)
    try:
        place.parent.mkdir(exist_ok=True)
        aside.rename(place)
    except OSError as error:
        raise write_error(error, place) from error
    for old in _sorted(place.parent)[:-MOST_KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def let_go(folder: Path) -> None:
    """Remove all catalogs that are kept in an index's folder."""
    if (folder / KEPT).exists():
        shutil.rmtree(folder / KEPT, ignore_errors=True)


def read_past(connection: sqlite3.Connection) -> Iterator[tuple[bytes, int, int, bytes]]:
    """Return where sentences of a catalog once stood or stand, as `Catalog.add_past` takes it."""
    return connection.execute(" UNION ".join(_PAST))


def _salvage(path: Path, catalog: Catalog) -> None:
    """Carry over from a damaged catalog where sentences once stood, as far as that can be read."""
    try:
        with closing(open_catalog(path)) as old:
            for query in _PAST:
                catalog.add_past(_readable(old, query))
    except BriefbotError:  # not even its first page can be read
        return


def _readable(connection: sqlite3.Connection, query: str) -> Iterator[tuple[bytes, int, int, bytes]]:
    try:
        for row in connection.execute(query):
            if tuple(map(type, row)) == (bytes, int, int, bytes):
                yield row
    except (sqlite3.Error, UnicodeDecodeError):  # here it is damaged
        return


def _sorted(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []
