"""The groups that are answered, each with what it is answered from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.telegram.access import Binding, binding_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection

    from bot.telegram.state.database import Database

_EVERYTHING = Binding()


@dataclass(frozen=True, slots=True)
class Group:
    """A group that is allowed.

    Attributes:
        id: Telegram's number of the chat, below 0.
        binding: what it is answered from.
        allowed_at: when, in seconds since the epoch; 0 where the settings allow it beforehand.
    """

    id: int
    binding: Binding
    allowed_at: float


class Groups:
    """The groups that are allowed: by an owner, or by the settings beforehand."""

    def __init__(self, database: Database, preset: Collection[int] = ()) -> None:
        """Keep them in `database`; those of `preset` are allowed without being kept there."""
        self._database = database
        self._preset = frozenset(preset)

    def allow(self, group: int, by: int, now: float) -> None:
        """Allow a group; one that is allowed keeps what it is bound to."""
        with self._database.writing() as connection:
            row = (group, _EVERYTHING.to_text(), now, by)
            connection.execute("INSERT OR IGNORE INTO allowed_group VALUES (?, ?, ?, ?)", row)
            connection.execute("DELETE FROM awaited_group WHERE id = ?", (group,))

    def await_allow(self, group: int, by: int, now: float) -> None:
        """Remember that an owner has added the bot to a group: it stays there, and waits to be allowed."""
        with self._database.writing() as connection:
            connection.execute("INSERT OR IGNORE INTO awaited_group VALUES (?, ?, ?)", (group, now, by))

    def is_awaited(self, group: int) -> bool:
        """Return whether a group waits to be allowed."""
        with self._database.reading() as connection:
            return connection.execute("SELECT 1 FROM awaited_group WHERE id = ?", (group,)).fetchone() is not None

    def find(self, group: int) -> Group | None:
        """Return an allowed group, or None."""
        with self._database.reading() as connection:
            row = connection.execute(f"{_SELECT} WHERE id = ?", (group,)).fetchone()
        if row is not None:
            return Group(row[0], binding_of(row[1]), row[2])
        return Group(group, _EVERYTHING, 0.0) if group in self._preset else None

    def everyone(self) -> tuple[Group, ...]:
        """Return all groups that are allowed, those of the settings first."""
        with self._database.reading() as connection:
            kept = [Group(row[0], binding_of(row[1]), row[2]) for row in connection.execute(f"{_SELECT} ORDER BY id")]
        ids = {group.id for group in kept}
        return (*(Group(group, _EVERYTHING, 0.0) for group in sorted(self._preset - ids)), *kept)

    def bind(self, group: int, binding: Binding, now: float) -> bool:
        """Change what a group is answered from, and return whether it is allowed."""
        with self._database.writing() as connection:
            self._keep_preset(connection, group, now)
            bound = connection.execute("UPDATE allowed_group SET binding = ? WHERE id = ?", (binding.to_text(), group))
            return bound.rowcount == 1

    def disallow(self, group: int) -> bool:
        """Stop answering a group, and return whether it was kept here; one that is preset stays allowed."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM awaited_group WHERE id = ?", (group,))
            return connection.execute("DELETE FROM allowed_group WHERE id = ?", (group,)).rowcount == 1

    def move(self, group: int, to: int, now: float) -> None:
        """Give a group the number that it has become as a supergroup, with all it is bound to, watches and keeps."""
        with self._database.writing() as connection:
            self._keep_preset(connection, group, now)
            for table in ("allowed_group", "awaited_group"):
                connection.execute(f"UPDATE OR REPLACE {table} SET id = ? WHERE id = ?", (to, group))  # noqa: S608 - ours
            for table in ("watch", "keep"):
                connection.execute(f"UPDATE {table} SET chat = ? WHERE chat = ?", (to, group))  # noqa: S608 - ours

    def _keep_preset(self, connection: sqlite3.Connection, group: int, now: float) -> None:
        """Keep a group that the settings allow, so that it can be changed."""
        if group in self._preset:
            row = (group, _EVERYTHING.to_text(), now)
            connection.execute("INSERT OR IGNORE INTO allowed_group VALUES (?, ?, ?, NULL)", row)


_SELECT = "SELECT id, binding, allowed_at FROM allowed_group"
