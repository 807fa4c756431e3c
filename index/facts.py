"""What a catalog says of itself: the generation that is visible and what made it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import DamagedError

if TYPE_CHECKING:
    import sqlite3

RULES_VERSION = 3
"""Raised whenever reading or segmentation changes what it makes of a file: then every briefing is read again."""

_FIRST_MODEL = "first_model"
_HISTORY = "history_since"


@dataclass(frozen=True, slots=True)
class Facts:
    """One generation of an index.

    Attributes:
        generation: its number, from 1.
        store: name of the folder of its derived stores.
        model_name: what a person calls the model that made the vectors.
        model_digest: digest of that model, 64 hex digits.
        dimension: length of its vectors.
        rules: version of the rules that the briefings were read by.
        updated: when the generation became visible (UTC).
    """

    generation: int
    store: str
    model_name: str
    model_digest: str
    dimension: int
    rules: int
    updated: dt.datetime


def read_facts(connection: sqlite3.Connection) -> Facts | None:
    """Return the visible generation's facts, or None before the first one.

    Raises:
        DamagedError: some are missing.
    """
    query = "SELECT name, value FROM facts WHERE name NOT IN (?, ?)"
    rows = dict(connection.execute(query, (_FIRST_MODEL, _HISTORY)).fetchall())
    if not rows:
        return None
    try:
        return Facts(
            generation=int(rows["generation"]),
            store=rows["store"],
            model_name=rows["model_name"],
            model_digest=rows["model_digest"],
            dimension=int(rows["dimension"]),
            rules=int(rows["rules"]),
            updated=dt.datetime.fromisoformat(rows["updated"]),
        )
    except (KeyError, ValueError) as error:
        raise DamagedError(
            f"the catalog does not say of which generation it is ({error})", "run `briefbot index --rebuild`"
        ) from error


def write_facts(connection: sqlite3.Connection, facts: Facts) -> None:
    """Write a generation's facts inside a transaction."""
    rows = {
        "generation": facts.generation,
        "store": facts.store,
        "model_name": facts.model_name,
        "model_digest": facts.model_digest,
        "dimension": facts.dimension,
        "rules": facts.rules,
        "updated": facts.updated.isoformat(),
    }
    connection.executemany(
        "INSERT OR REPLACE INTO facts VALUES (?, ?)", ((name, str(value)) for name, value in rows.items())
    )


def first_model(connection: sqlite3.Connection) -> str | None:
    """Return the digest of the model that began to make the first generation's vectors, or None before that."""
    row = connection.execute("SELECT value FROM facts WHERE name = ?", (_FIRST_MODEL,)).fetchone()
    return row and str(row[0])


def write_first_model(connection: sqlite3.Connection, digest: str) -> None:
    """Write, inside a transaction, which model makes the first generation's vectors."""
    connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (_FIRST_MODEL, digest))


def history_since(connection: sqlite3.Connection) -> dt.datetime | None:
    """Return since when (UTC) texts that are replaced or deleted are kept, or None where they are not."""
    row = connection.execute("SELECT value FROM facts WHERE name = ?", (_HISTORY,)).fetchone()
    return row and dt.datetime.fromisoformat(row[0])


def write_history_since(connection: sqlite3.Connection, moment: dt.datetime | None) -> None:
    """Write, inside a transaction, since when history is kept, or that it is not."""
    connection.execute("DELETE FROM facts WHERE name = ?", (_HISTORY,))
    if moment is not None:
        connection.execute("INSERT INTO facts VALUES (?, ?)", (_HISTORY, moment.isoformat()))
