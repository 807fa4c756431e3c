"""How each person likes answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.telegram.state.database import Database


@dataclass(frozen=True, slots=True)
class Preferences:
    """How a person likes answers.

    Attributes:
        language: code of the language of the interface; "" for that of the person's Telegram.
        top_k: how many sentences an answer has; None for the settings' number.
        neighbors: whether the sentences before and after are shown.
    """

    language: str = ""
    top_k: int | None = None
    neighbors: bool = False


class PreferenceTable:
    """The preferences of people who have any."""

    def __init__(self, database: Database) -> None:
        """Keep them in `database`."""
        self._database = database

    def find(self, person: int) -> Preferences:
        """Return a person's preferences."""
        with self._database.reading() as connection:
            query = "SELECT language, top_k, neighbors FROM preference WHERE person = ?"
            row = connection.execute(query, (person,)).fetchone()
        return Preferences() if row is None else Preferences(row[0], row[1], bool(row[2]))

    def keep(self, person: int, preferences: Preferences) -> None:
        """Keep a person's preferences."""
        with self._database.writing() as connection:
            row = (person, preferences.language, preferences.top_k, preferences.neighbors)
            connection.execute("REPLACE INTO preference VALUES (?, ?, ?, ?)", row)
