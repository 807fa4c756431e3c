"""A file that was renamed or moved: its document stays as it is, with all that was derived from it."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from index.facts import history_since
from index.staging import remember, unstage

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_STAGED = """
SELECT s.source, s.size, s.mtime_ns, s.checked_ns, s.file_digest, s.digest, s.title, s.date, s.tags, s.classification,
       s.notices
FROM documents s WHERE s.live = 0 AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.live = 1 AND d.source = s.source)
"""
_REMOVED = """
SELECT d.source, d.file_digest, d.digest, d.title, d.date, d.tags, d.classification, d.notices
FROM json_each(?) w JOIN documents d ON d.live = 1 AND d.source = w.value ORDER BY d.source
"""


def keep_renamed(connection: sqlite3.Connection, removed: Iterable[str]) -> set[str]:
    """Give documents whose file is gone the name of a new file with the same content, inside a transaction.

    Not where history is kept: what had which name until when could not be told any more.

    Args:
        connection: the catalog, where the new files' documents are staged.
        removed: sources of visible documents whose file is gone.

    Returns:
        Those of `removed` that really are.
    """
    gone = set(removed)
    if history_since(connection) is not None:
        return gone
    there: dict[tuple[object, ...], list[str]] = {}
    for source, *content in connection.execute(_REMOVED, (json.dumps(sorted(gone)),)):
        there.setdefault(_key(source, content), []).append(source)
    for source, size, mtime_ns, checked_ns, *content in connection.execute(_STAGED).fetchall() if there else ():
        if before := there.get(_key(source, content)):
            old = before.pop()
            remember(connection, old)
            unstage(connection, [source])
            connection.execute(
                "UPDATE documents SET source = ?, size = ?, mtime_ns = ?, checked_ns = ? WHERE live = 1 AND source = ?",
                (source, size, mtime_ns, checked_ns, old),
            )
            gone.remove(old)
    return gone


def _key(source: str, content: Iterable[object]) -> tuple[object, ...]:
    """Return what two documents have in common that are read alike: the kind of file, and all that was read."""
    return (PurePosixPath(source).suffix.lower(), *content)
