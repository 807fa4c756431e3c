"""Who asked what and was shown which sentences, for as long as the settings say."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.telegram.state.database import Database


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
    """The questions that were asked; `sweep` erases old ones."""

    def __init__(self, database: Database, *, private: bool = True) -> None:
        """Keep them in `database`; without `private`, nothing of private chats is kept."""
        self._database = database
        self._private = private

    def add(self, row: AuditRow) -> None:
        """Keep a question, unless it was asked in a private chat and those are left out."""
        if row.chat >= 0 and not self._private:
            return
        with self._database.writing() as connection:
            citations = json.dumps(row.citations, ensure_ascii=False)
            values = (row.at, row.person, row.chat, row.question, citations, row.answered, row.confidence)
            connection.execute(_INSERT, values)

    def latest(self, count: int, skip: int = 0) -> tuple[AuditRow, ...]:
        """Return the latest questions, newest first, after passing over `skip` of them."""
        with self._database.reading() as connection:
            query = f"{_SELECT} ORDER BY at DESC, id DESC LIMIT ? OFFSET ?"
            return tuple(map(_row, connection.execute(query, (count, skip))))

    def since(self, at: float) -> tuple[AuditRow, ...]:
        """Return the questions from a time on, oldest first."""
        with self._database.reading() as connection:
            query = f"{_SELECT} WHERE at >= ? ORDER BY at, id"
            return tuple(map(_row, connection.execute(query, (at,))))


_SELECT = "SELECT at, person, chat, question, citations, answered, confidence FROM audit"
_INSERT = "INSERT INTO audit (at, person, chat, question, citations, answered, confidence) VALUES (?, ?, ?, ?, ?, ?, ?)"


def _row(row: tuple[float, int, int, str, str, int, float]) -> AuditRow:
    at, person, chat, question, citations, answered, confidence = row
    return AuditRow(at, person, chat, question, tuple(json.loads(citations)), bool(answered), confidence)
