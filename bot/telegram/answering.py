"""From a question in a chat to the answer in it: in turn, shown as being written, kept for its buttons, audited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.telegram.answer_keys import answer_keys
from bot.telegram.answer_message import render_message
from bot.telegram.sending import edit_html, reply_html, reply_words
from bot.telegram.state.audit import AuditRow
from bot.telegram.state.quotes import quotes_of
from bot.telegram.state.shown import ShownAnswer
from bot.telegram.turns import TooManyWaitingError
from bot.telegram.typing import typing
from index import QuestionError, ReasonKind

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Bot, InlineKeyboardMarkup, Message

    from bot.telegram.answer_message import AnswerMessage
    from bot.telegram.asker import Asker
    from bot.telegram.keyboards import Keyboards
    from bot.telegram.library import Library
    from bot.telegram.state.audit import Audit
    from bot.telegram.state.shown import ShownAnswers
    from bot.telegram.turns import Turns
    from index import Answer


@dataclass(frozen=True, slots=True)
class Answering:
    """Answers questions in chats.

    Attributes:
        library: the briefings.
        turns: who is answered when.
        shown: where answers are kept for their buttons.
        keyboards: makes the buttons.
        audit: where it is kept who asked what.
        now: seconds since the epoch.
    """

    library: Library
    turns: Turns
    shown: ShownAnswers
    keyboards: Keyboards
    audit: Audit
    now: Callable[[], float]

    async def answer(self, message: Message, question: str, asker: Asker) -> None:
        """Answer the question of a message by a new message with its buttons on it.

        Raises:
            BriefbotError: the briefings cannot be asked.
            TelegramError: the answer cannot be sent.
        """
        try:
            async with self.turns.turn(asker.chat, asker.person), typing(message):
                answer = await self.library.ask(asker, question)
                await self._send(message, answer, asker)
        except TooManyWaitingError:
            await reply_words(message, asker.phrases.say("ask.wait"))
        except QuestionError:  # nothing in it can be asked: a thumb, a row of question marks
            await reply_words(message, asker.phrases.say("ask.no_question"))

    async def answer_anew(self, message: Message, question: str, asker: Asker) -> None:
        """Answer the edited question of a message by editing its answer, once that has been given.

        A message that never was answered, or long ago, is left alone.

        Raises:
            BriefbotError: the briefings cannot be asked.
            TelegramError: the answer cannot be edited.
        """
        try:
            async with self.turns.turn(asker.chat, asker.person):
                before = self.shown.to_question(asker.chat, message.message_id)
                if before is not None and before.person == asker.person:
                    answer = await self._ask_anew(question, asker, before)
                    await self._edit(message.get_bot(), answer, asker, before)
        except TooManyWaitingError:
            await reply_words(message, asker.phrases.say("ask.wait"))
        except QuestionError:  # nothing in it can be asked: a thumb, a row of question marks
            await reply_words(message, asker.phrases.say("ask.no_question"))

    def _ask_anew(self, question: str, asker: Asker, before: ShownAnswer) -> Awaitable[Answer]:
        if self.shown.is_latest(before):
            return self.library.ask_instead(asker, question)
        return self.library.ask_alone(question, asker.top_k, asker.filters)

    async def _send(self, message: Message, answer: Answer, asker: Asker) -> None:
        rendered = render_message(answer, asker.phrases, neighbors=asker.neighbors)
        kept = self._keep(answer, rendered, asker, message.message_id, 0)
        sent = await reply_html(message, rendered.html, self._keyboard(kept, answer, rendered, asker))
        self.shown.sent(kept, sent.message_id)

    async def _edit(self, bot: Bot, answer: Answer, asker: Asker, before: ShownAnswer) -> None:
        rendered = render_message(answer, asker.phrases, neighbors=asker.neighbors)
        kept = self._keep(answer, rendered, asker, before.asked, before.message)
        keyboard = self._keyboard(kept, answer, rendered, asker)
        await edit_html(bot, before.chat, before.message, rendered.html, keyboard)

    def _keyboard(
        self, kept: int, answer: Answer, rendered: AnswerMessage, asker: Asker
    ) -> InlineKeyboardMarkup | None:
        if answer.reason is not None and answer.reason.kind is ReasonKind.GREETING:
            return None
        return self.keyboards.make(asker.chat, asker.person, answer_keys((kept,), rendered.shown, asker.phrases))

    def _keep(self, answer: Answer, rendered: AnswerMessage, asker: Asker, asked: int, message: int) -> int:
        quotes = quotes_of(rendered.shown)
        question = answer.understood_as or answer.question
        now = self.now()
        self.audit.add(
            AuditRow(
                at=now,
                person=asker.person,
                chat=asker.chat,
                question=answer.question,
                citations=tuple(quote.citation for quote in quotes),
                answered=answer.answered,
                confidence=answer.confidence,
            )
        )
        shown = ShownAnswer(asker.chat, asker.person, asked, message, question, answer.answered, quotes)
        return self.shown.keep(shown, now)
