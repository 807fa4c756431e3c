"""Whether people found answers right: labels for `briefbot eval`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.telegram.state.quotes import quotes_from_text, quotes_to_text

if TYPE_CHECKING:
    from bot.telegram.state.database import Database
    from bot.telegram.state.quotes import Quote
    from bot.telegram.state.shown import ShownAnswer


@dataclass(frozen=True, slots=True)
class Label:
    """What a person said of an answer.

    Attributes:
        at: when, in seconds since the epoch.
        person: Telegram's number of who said it.
        question: as it was understood.
        quotes: the sentences that were shown, best first.
        answered: whether the answer was that the briefings answer.
        is_right: whether the person found it right.
    """

    at: float
    person: int
    question: str
    quotes: tuple[Quote, ...]
    answered: bool
    is_right: bool


class Labels:
    """What people said of answers, once for each answer: a later word replaces an earlier one."""

    def __init__(self, database: Database) -> None:
        """Keep them in `database`."""
        self._database = database

    def keep(self, number: int, shown: ShownAnswer, *, is_right: bool, now: float) -> None:
        """Keep what a person said of the answer of this number."""
        with self._database.writing() as connection:
            row = (number, now, shown.person, shown.question, quotes_to_text(shown.quotes), shown.answered, is_right)
            connection.execute("REPLACE INTO label VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def everything(self) -> tuple[Label, ...]:
        """Return all labels, oldest first."""
        with self._database.reading() as connection:
            query = "SELECT at, person, question, quotes, answered, is_right FROM label ORDER BY at, shown"
            return tuple(
                Label(at, person, question, quotes_from_text(quotes), bool(answered), bool(is_right))
                for at, person, question, quotes, answered, is_right in connection.execute(query)
            )
