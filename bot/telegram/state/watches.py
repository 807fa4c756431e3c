"""The questions that are asked again when briefings change, and what their chats were told last."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from bot.telegram.state.database import Database

MOST_EACH = 20
"""Questions that one person may watch, over all chats."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a chat knows of a question that it watches.

    Attributes:
        answered: whether the briefings answered it when it was asked last.
        citation: where the sentence stands that was told last, "" before any was.
        confidence: how sure that sentence was when it was told.
        words: digests of the sentences that were told, oldest first.
        seen: the briefings of the best sentences when it was asked last, each with the state that it was in.
    """

    answered: bool = False
    citation: str = ""
    confidence: float = 0.0
    words: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()

    def to_text(self) -> str:
        """Return it as JSON, which `told_of` reads."""
        return json.dumps(asdict(self), ensure_ascii=False)


def told_of(text: str) -> Told:
    """Return what `Told.to_text` wrote."""
    row = json.loads(text)
    return Told(**row | {"words": tuple(row["words"]), "seen": tuple(row["seen"])})


@dataclass(frozen=True, slots=True)
class Watch:
    """A question that is watched.

    Attributes:
        id: its number.
        chat: the chat that is told.
        person: who asked for it, and by whose bounds it is answered.
        question: as it was asked.
        language: code of the language that the person was answered in.
        told: what the chat knows.
    """

    id: int
    chat: int
    person: int
    question: str
    language: str
    told: Told


class Watches:
    """The questions that are watched."""

    def __init__(self, database: Database) -> None:
        """Keep them in `database`."""
        self._database = database

    def is_full(self, person: int) -> bool:
        """Return whether a person watches as many questions as one may."""
        with self._database.reading() as connection:
            return _count(connection, person) >= MOST_EACH

    def add(self, watch: Watch, now: float) -> int:
        """Keep a watch, in place of one of the same question, person and chat, and return its number.

        It is 0 where the person already watches as many as one may. The number that `watch` has is passed over.
        """
        with self._database.writing() as connection:
            same = (watch.person, watch.chat, watch.question)
            connection.execute("DELETE FROM watch WHERE person = ? AND chat = ? AND question = ?", same)
            if _count(connection, watch.person) >= MOST_EACH:
                return 0
            row = (watch.chat, watch.person, watch.question, watch.language, watch.told.to_text(), now)
            return connection.execute(_INSERT, row).lastrowid or 0

    def find(self, number: int) -> Watch | None:
        """Return a watch by its number, None where it has ended."""
        found = self._where("id = ?", (number,))
        return found[0] if found else None

    def of_person(self, person: int) -> tuple[Watch, ...]:
        """Return what a person watches, in all chats, oldest first."""
        return self._where("person = ?", (person,))

    def everything(self) -> tuple[Watch, ...]:
        """Return all watches, oldest first."""
        return self._where("TRUE", ())

    def tell(self, number: int, told: Told) -> None:
        """Remember what the chat of a watch knows now; one that has ended meanwhile stays ended."""
        with self._database.writing() as connection:
            connection.execute("UPDATE watch SET told = ? WHERE id = ?", (told.to_text(), number))

    def remove(self, number: int, person: int) -> bool:
        """End a watch of a person, and return whether there was one."""
        with self._database.writing() as connection:
            removed = connection.execute("DELETE FROM watch WHERE id = ? AND person = ?", (number, person))
            return removed.rowcount == 1

    def remove_chat(self, chat: int) -> int:
        """End what is told to a chat, and return how many watches that were."""
        with self._database.writing() as connection:
            return connection.execute("DELETE FROM watch WHERE chat = ?", (chat,)).rowcount

    def _where(self, condition: str, values: tuple[int, ...]) -> tuple[Watch, ...]:
        with self._database.reading() as connection:
            rows = connection.execute(f"{_SELECT} WHERE {condition} ORDER BY id", values)
            return tuple(map(_watch, rows))


_SELECT = "SELECT id, chat, person, question, language, told FROM watch"
_INSERT = "INSERT INTO watch (chat, person, question, language, told, at) VALUES (?, ?, ?, ?, ?, ?)"


def _count(connection: sqlite3.Connection, person: int) -> int:
    (count,) = connection.execute("SELECT count(*) FROM watch WHERE person = ?", (person,)).fetchone()
    return int(count)


def _watch(row: tuple[int, int, int, str, str, str]) -> Watch:
    number, chat, person, question, language, told = row
    return Watch(number, chat, person, question, language, told_of(told))
