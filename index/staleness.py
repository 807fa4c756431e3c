"""Which documents' files have changed since they were indexed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.file_state import RACY_NS, file_digest
from index.inside import file_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from index.folders import Folders


def stale_sources(connection: sqlite3.Connection, folders: Folders, sources: Iterable[str]) -> tuple[str, ...]:
    """Return those of `sources` whose file is another now, or is gone, in order, each once.

    Args:
        connection: the catalog, inside a transaction; a source that it does not hold any more is stale.
        folders: the briefings folders.
        sources: of documents that were in the index.
    """
    return tuple(source for source in dict.fromkeys(sources) if _is_stale(connection, folders, source))


def _is_stale(connection: sqlite3.Connection, folders: Folders, source: str) -> bool:
    file = file_of(connection, source)
    query = "SELECT size, mtime_ns, checked_ns, file_digest FROM documents WHERE live = 1 AND source = ?"
    rows = [connection.execute(query, (one,)).fetchone() for one in dict.fromkeys((source, file))]
    row = rows[-1]
    if None in rows:  # new, or dropped by a sync of another process since the answer
        return True
    size, mtime_ns, checked_ns, digest = row
    path = folders.file_of(file)
    if path is None:  # its folder is not among them any more
        return True
    try:
        status = path.stat()
        if (status.st_size, status.st_mtime_ns) == (size, mtime_ns) and mtime_ns + RACY_NS <= checked_ns:
            return False
        return bool(file_digest(path.read_bytes()) != digest)
    except OSError:
        return True
