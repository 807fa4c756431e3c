"""Set a catalog aside before a new one is made, and keep of it what only it knows."""

from __future__ import annotations

import datetime as dt
import shutil
from contextlib import closing
from typing import TYPE_CHECKING

from index.facts import read_facts
from index.location import write_error
from index.schema import CATALOG_NAME, is_sound, is_whole, open_catalog

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from index.catalog import Catalog

ASIDE = "aside"
_PARTS = ("", "-wal", "-shm")
"""A database in WAL mode is up to three files; the second may hold what is not in the first yet."""

_PAST = """
SELECT document, start, "end", digest FROM past UNION
SELECT substr(d.digest, 1, 4), s.start, s."end", s.digest
FROM documents d JOIN sentences s ON s.document = d.id WHERE d.live = 1
"""


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


def left_aside(folder: Path) -> list[Path]:
    """Return what is set aside in an index's folder, oldest first: an interrupted rebuild settles nothing."""
    aside = folder / ASIDE
    return sorted(aside.iterdir()) if aside.is_dir() else []


def settle(aside: Path, catalog: Catalog) -> bool:
    """Carry over from a catalog that was set aside where sentences once stood, and remove it.

    Returns:
        Whether that was done; a damaged catalog is left where it is.
    """
    if not is_whole(aside / CATALOG_NAME):
        return False
    with closing(open_catalog(aside / CATALOG_NAME)) as old:
        catalog.add_past(read_past(old))
        catalog.carry_history(old)
    shutil.rmtree(aside, ignore_errors=True)
    return True


def read_past(connection: sqlite3.Connection) -> Iterator[tuple[bytes, int, int, bytes]]:
    """Return where sentences of a catalog once stood or stand, as `Catalog.add_past` takes it."""
    return connection.execute(_PAST)
