"""The sentences of which chats asked for word when they change or go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.telegram.state.database import Database

MOST_EACH = 50
"""Sentences that one person may keep an eye on, over all chats."""


@dataclass(frozen=True, slots=True)
class Keep:
    """A sentence that an eye is kept on.

    Attributes:
        id: its number.
        chat: the chat that is told.
        person: who asked for it, and by whose bounds it is told.
        citation: where it stands.
        text: as it was shown.
        language: code of the language that the person was answered in.
        bound: stands for the filters by which it was seen last; "" where it could not be seen.
    """

    id: int
    chat: int
    person: int
    citation: str
    text: str
    language: str
    bound: str


class Keeps:
    """The sentences that an eye is kept on."""

    def __init__(self, database: Database) -> None:
        """Keep them in `database`."""
        self._database = database

    def add(self, keeps: Sequence[Keep], now: float) -> bool:
        """Keep sentences of one person, all or none, and return whether there was room for them.

        One that the chat has already been promised is not kept twice. The numbers that `keeps` have are passed over.
        """
        with self._database.writing() as connection:
            new = [keep for keep in keeps if connection.execute(_THERE, _key(keep)).fetchone() is None]
            if not new:
                return True
            (count,) = connection.execute("SELECT count(*) FROM keep WHERE person = ?", (new[0].person,)).fetchone()
            if count + len(new) > MOST_EACH:
                return False
            connection.executemany(_INSERT, [(*_key(keep), keep.text, keep.language, keep.bound, now) for keep in new])
            return True

    def of_person(self, person: int) -> tuple[Keep, ...]:
        """Return what a person keeps an eye on, in all chats, oldest first."""
        return self._where("person = ?", (person,))

    def of(self, chat: int, person: int) -> tuple[Keep, ...]:
        """Return what a person keeps an eye on in a chat, oldest first."""
        return self._where("chat = ? AND person = ?", (chat, person))

    def everything(self) -> tuple[Keep, ...]:
        """Return all that an eye is kept on, oldest first."""
        return self._where("TRUE", ())

    def update(self, keep: Keep) -> None:
        """Remember where a sentence stands now, its words and its bounds; one that has ended stays ended."""
        with self._database.writing() as connection:
            row = (keep.citation, keep.text, keep.bound, keep.id)
            connection.execute("UPDATE keep SET citation = ?, text = ?, bound = ? WHERE id = ?", row)

    def remove(self, number: int, person: int) -> bool:
        """End what a person keeps an eye on, and return whether it was there."""
        with self._database.writing() as connection:
            removed = connection.execute("DELETE FROM keep WHERE id = ? AND person = ?", (number, person))
            return removed.rowcount == 1

    def remove_chat(self, chat: int) -> int:
        """End what is told to a chat, and return how many sentences that were."""
        with self._database.writing() as connection:
            return connection.execute("DELETE FROM keep WHERE chat = ?", (chat,)).rowcount

    def _where(self, condition: str, values: tuple[int, ...]) -> tuple[Keep, ...]:
        with self._database.reading() as connection:
            return tuple(Keep(*row) for row in connection.execute(f"{_SELECT} WHERE {condition} ORDER BY id", values))


_SELECT = "SELECT id, chat, person, citation, text, language, bound FROM keep"
_THERE = "SELECT 1 FROM keep WHERE chat = ? AND person = ? AND citation = ?"
_INSERT = "INSERT INTO keep (chat, person, citation, text, language, bound, at) VALUES (?, ?, ?, ?, ?, ?, ?)"


def _key(keep: Keep) -> tuple[int, int, str]:
    return keep.chat, keep.person, keep.citation
