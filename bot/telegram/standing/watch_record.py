"""What is kept of an answer to a watched question: for its buttons, and for the audit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.telegram.standing.watch_message import watch_keys
from bot.telegram.state.audit import AuditRow
from bot.telegram.state.quotes import quotes_of
from bot.telegram.state.shown import ShownAnswer

if TYPE_CHECKING:
    from telegram import InlineKeyboardMarkup

    from bot.telegram.answer_message import AnswerMessage
    from bot.telegram.parts import Parts
    from bot.telegram.phrases import Phrases
    from bot.telegram.state.watches import Watch
    from index import Answer

_ASKED = 0
"""No message asked just now: that of the `/watch` may be edited without a change of what it answered."""


@dataclass(frozen=True, slots=True)
class WatchRecord:
    """Keeps what is shown to chats that watch.

    Attributes:
        parts: where it is kept.
    """

    parts: Parts

    def keep(
        self, watch: Watch, answer: Answer, message: AnswerMessage, phrases: Phrases
    ) -> tuple[int, InlineKeyboardMarkup | None]:
        """Return the number of a kept answer that is about to be sent, and its buttons."""
        quotes = quotes_of(message.shown)
        shown = ShownAnswer(watch.chat, watch.person, _ASKED, 0, watch.question, answer.answered, quotes)
        number = self.parts.shown.keep(shown, self.parts.now())
        keys = watch_keys(watch.id, number, message, phrases)
        return number, self.parts.keyboards.make(watch.chat, watch.person, keys)

    def sent(self, number: int, message: int) -> None:
        """Remember the message that a kept answer stands in."""
        self.parts.shown.sent(number, message)

    def audit(self, watch: Watch, answer: Answer, message: AnswerMessage | None) -> None:
        """Keep that a question was asked and what was shown, None for no sentence."""
        citations = () if message is None else tuple(str(sentence.citation) for sentence in message.shown)
        at, confidence = self.parts.now(), answer.confidence
        row = AuditRow(at, watch.person, watch.chat, watch.question, citations, answer.answered, confidence)
        self.parts.audit.add(row)
