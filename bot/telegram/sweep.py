"""Erase what is older than it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram.state.buttons import LIFE_SECONDS
from bot.telegram.state.incoming import KEPT_SECONDS
from bot.telegram.state.uploads import forget_old_uploads, held_names
from bot.telegram.uploads.held import HeldFiles

if TYPE_CHECKING:
    from bot.telegram.state.database import Database

EVERY_SECONDS = 3600.0
_DAY_SECONDS = 86_400


def sweep(database: Database, now: float, audit_days: int) -> None:
    """Erase answers, buttons, codes, updates, uploads and lines of the audit whose time is over.

    Args:
        database: where they are kept.
        now: seconds since the epoch.
        audit_days: how long the audit is kept.
    """
    with database.writing() as connection:
        connection.execute("DELETE FROM shown WHERE at <= ?", (now - LIFE_SECONDS,))
        connection.execute("DELETE FROM button WHERE expires_at <= ?", (now,))
        connection.execute("DELETE FROM code WHERE expires_at <= ?", (now,))
        connection.execute("DELETE FROM incoming WHERE at <= ? AND body IS NULL", (now - KEPT_SECONDS,))
        for table in ("audit", "deed"):
            oldest = now - audit_days * _DAY_SECONDS
            connection.execute(f"DELETE FROM {table} WHERE at <= ?", (oldest,))  # noqa: S608 - ours
        forget_old_uploads(connection, now)
    HeldFiles(database.path.parent).keep_only(lambda: held_names(database))
