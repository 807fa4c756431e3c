"""What Telegram has sent and is not dealt with yet: it is kept before Telegram is told that it came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.telegram.state.database import Database

KEPT_SECONDS = 172_800
"""How long the number of an update is known: Telegram holds one for a day (https://core.telegram.org/bots/api)."""
MOST_STARTS = 3
"""How often the same update is begun before it counts as what ends the process."""


@dataclass(frozen=True, slots=True)
class Pending:
    """An update that was kept and not dealt with.

    Attributes:
        id: its number.
        body: the update as JSON.
    """

    id: int
    body: str


class Incoming:
    """The updates that came, each once. What they hold is erased as soon as they are dealt with."""

    def __init__(self, database: Database) -> None:
        """Keep them in `database`."""
        self._database = database

    def record(self, number: int, body: str, now: float) -> bool:
        """Keep an update and return whether it is new; one that came before is left as it is."""
        with self._database.writing() as connection:
            row = (number, now, body)
            return connection.execute("INSERT OR IGNORE INTO incoming VALUES (?, ?, ?, 0)", row).rowcount == 1

    def finish(self, number: int) -> None:
        """Remember that an update has been dealt with, and erase what it held."""
        with self._database.writing() as connection:
            connection.execute("UPDATE incoming SET body = NULL WHERE id = ?", (number,))

    def resume(self) -> tuple[Pending, ...]:
        """Return what was left undone when the last process ended, oldest first.

        An update with which the process has ended several times is given up: it may be what ends it.
        """
        with self._database.writing() as connection:
            connection.execute("UPDATE incoming SET body = NULL WHERE starts >= ?", (MOST_STARTS,))
            connection.execute("UPDATE incoming SET starts = starts + 1 WHERE body IS NOT NULL")
            rows = connection.execute("SELECT id, body FROM incoming WHERE body IS NOT NULL ORDER BY id")
            return tuple(Pending(*row) for row in rows)
