"""Who asked what and was shown which sentences, for as long as the settings say."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.telegram.state.database import Database

_DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One question that was asked.

    Attributes:
        at: when, in seconds since the epoch.
        person: Telegram's number of who asked.
        chat: Telegram's number of where; a private chat has the person's.
        question: as it was asked.
        citations: what was shown, best first.
        answered: whether the briefings answered it.
        confidence: a probability.
    """

    at: float
    person: int
    chat: int
    question: str
    citations: tuple[str, ...]
    answered: bool
    confidence: float


class Audit:
    """The questions that were asked. Rows older than `days` are erased at the next one."""

    def __init__(self, database: Database, days: int, *, private: bool = True) -> None:
        """Keep them in `database` for so many days; without `private`, nothing of private chats is kept."""
        self._database = database
        self._seconds = days * _DAY_SECONDS
        self._private = private

    def add(self, row: AuditRow) -> None:
        """Keep a question, unless it was asked in a private chat and those are left out."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM audit WHERE at <= ?", (row.at - self._seconds,))
            if row.chat < 0 or self._private:
                citations = json.dumps(row.citations, ensure_ascii=False)
                values = (row.at, row.person, row.chat, row.question, citations, row.answered, row.confidence)
                connection.execute(f"INSERT INTO audit ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", values)

    def latest(self, count: int, skip: int = 0) -> tuple[AuditRow, ...]:
        """Return the latest questions, newest first, after passing over `skip` of them."""
        with self._database.reading() as connection:
            query = f"SELECT {_COLUMNS} FROM audit ORDER BY at DESC, id DESC LIMIT ? OFFSET ?"
            return tuple(map(_row, connection.execute(query, (count, skip))))

    def since(self, at: float) -> tuple[AuditRow, ...]:
        """Return the questions from a time on, oldest first."""
        with self._database.reading() as connection:
            query = f"SELECT {_COLUMNS} FROM audit WHERE at >= ? ORDER BY at, id"
            return tuple(map(_row, connection.execute(query, (at,))))


_COLUMNS = "at, person, chat, question, citations, answered, confidence"


def _row(row: tuple[float, int, int, str, str, int, float]) -> AuditRow:
    at, person, chat, question, citations, answered, confidence = row
    return AuditRow(at, person, chat, question, tuple(json.loads(citations)), bool(answered), confidence)
