"""Which answer stands in which message: for its buttons, for an edited question, for what is asked to be kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.telegram.state.quotes import quotes_from_text, quotes_to_text

if TYPE_CHECKING:
    from bot.telegram.state.database import Database
    from bot.telegram.state.quotes import Quote


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """An answer that stands in a chat.

    Attributes:
        chat: the chat.
        person: who asked.
        asked: number of the message that asked.
        message: number of the message that answers; 0 before it is sent.
        question: the question as it was understood.
        answered: whether the briefings answered it.
        quotes: the sentences that were shown, in their order.
    """

    chat: int
    person: int
    asked: int
    message: int
    question: str
    answered: bool
    quotes: tuple[Quote, ...]


class ShownAnswers:
    """The answers of the last days; `sweep` erases older ones."""

    def __init__(self, database: Database) -> None:
        """Keep them in `database`."""
        self._database = database

    def keep(self, answer: ShownAnswer, now: float) -> int:
        """Keep an answer and return its number."""
        with self._database.writing() as connection:
            quotes = quotes_to_text(answer.quotes)
            row = (answer.chat, answer.person, answer.asked, answer.message, answer.question, answer.answered)
            number = connection.execute(f"INSERT INTO shown {_COLUMNS}", (*row, quotes, now)).lastrowid
        return number or 0

    def sent(self, number: int, message: int) -> None:
        """Remember the message that an answer stands in."""
        with self._database.writing() as connection:
            connection.execute("UPDATE shown SET message = ? WHERE id = ?", (message, number))

    def find(self, number: int) -> ShownAnswer | None:
        """Return an answer by its number, None where it is erased."""
        return self._one("id = ?", (number,))

    def to_question(self, chat: int, asked: int) -> ShownAnswer | None:
        """Return the last answer to the message of a chat, None where there is none."""
        return self._one("chat = ? AND asked = ? AND message <> 0", (chat, asked))

    def in_message(self, chat: int, message: int) -> ShownAnswer | None:
        """Return the last answer that stands in a message of a chat, None where there is none."""
        return self._one("chat = ? AND message = ?", (chat, message))

    def is_latest(self, answer: ShownAnswer) -> bool:
        """Return whether the person has asked nothing in the chat since the question of an answer."""
        with self._database.reading() as connection:
            query = "SELECT max(asked) FROM shown WHERE chat = ? AND person = ?"
            return bool(connection.execute(query, (answer.chat, answer.person)).fetchone()[0] == answer.asked)

    def _one(self, where: str, values: tuple[int, ...]) -> ShownAnswer | None:
        with self._database.reading() as connection:
            row = connection.execute(f"{_SELECT} WHERE {where} ORDER BY id DESC LIMIT 1", values).fetchone()
        return None if row is None else _answer(*row)


_COLUMNS = "(chat, person, asked, message, question, answered, quotes, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_SELECT = "SELECT chat, person, asked, message, question, answered, quotes FROM shown"


def _answer(  # noqa: PLR0913, PLR0917 - the columns, in their order
    chat: int, person: int, asked: int, message: int, question: str, answered: int, quotes: str
) -> ShownAnswer:
    return ShownAnswer(chat, person, asked, message, question, bool(answered), quotes_from_text(quotes))
