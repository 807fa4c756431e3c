"""From filters to the documents that pass them."""

from __future__ import annotations

import fnmatch
import json
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from index.records import Filters


def allowed_documents(connection: sqlite3.Connection, filters: Filters) -> NDArray[np.int64] | None:
    """Return the ids of the visible documents that pass, ascending, shape (n,), int64; None where all do.

    Args:
        connection: the catalog, inside a transaction.
        filters: what a document has to be.
    """
    if not (filters.sources or filters.tags or filters.since or filters.until):
        return None
    rows = connection.execute(
        "SELECT id, source, tags FROM documents WHERE live = 1"
        " AND (:since IS NULL OR date >= :since) AND (:until IS NULL OR date <= :until) ORDER BY id",
        {
            "since": filters.since and filters.since.isoformat(),
            "until": filters.until and filters.until.isoformat(),
        },
    )
    wanted = {tag.casefold() for tag in filters.tags}
    passes = _any_glob(filters.sources)
    return np.array(
        [
            number
            for number, source, tags in rows
            if passes(source) and (not wanted or wanted & {tag.casefold() for tag in json.loads(tags)})
        ],
        np.int64,
    )


def _any_glob(globs: Sequence[str]) -> Callable[[str], bool]:
    """Return a test of sources.

    `2022/*.md` is held against the whole source, `leaders*` without a slash against the file's name as well, and
    a folder (`2022` or `2022/`) takes in all that is below it. `*` crosses slashes. A file or folder also passes by
    its own name, whatever that is (`minutes [draft].md`).
    """
    if not globs:
        return lambda _: True

    def passes(source: str) -> bool:
        name = source.rpartition("/")[2]
        return any(
            glob in (source, name)
            or source.startswith(f"{glob.rstrip('/')}/")
            or fnmatch.fnmatchcase(source, glob)
            or fnmatch.fnmatchcase(source, f"{glob.rstrip('/')}/*")
            or ("/" not in glob and fnmatch.fnmatchcase(name, glob))
            for glob in globs
        )

    return passes
