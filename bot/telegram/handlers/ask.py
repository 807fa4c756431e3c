"""A question: any text in private; `/ask`, a mention or a reply to the bot in a group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.telegram.question_text import MOST_CHARACTERS, question_in
from bot.telegram.sending import reply_words

if TYPE_CHECKING:
    from telegram import Message, Update

    from bot.telegram.answering import Answering
    from bot.telegram.asker import Asker
    from bot.telegram.context import Context
    from bot.telegram.state.shown import ShownAnswers


@dataclass(frozen=True, slots=True)
class Ask:
    """Answers what is asked.

    Attributes:
        answering: does so.
    """

    answering: Answering

    async def __call__(self, update: Update, context: Context) -> None:
        """Answer the question of a message."""
        message, asker = update.message, context.asker
        if message is None:
            return
        question = question_in(message, asker.place, context.bot.bot)
        if question is not None and await _can_be_asked(message, question, asker):
            await self.answering.answer(message, question, asker)


@dataclass(frozen=True, slots=True)
class AskEdited:
    """Answers what is asked by an edited message.

    Attributes:
        answering: does so.
        shown: the answers that can be edited.
    """

    answering: Answering
    shown: ShownAnswers

    async def __call__(self, update: Update, context: Context) -> None:
        """Edit the answer to a question that was edited; one that never was answered, or long ago, is left alone."""
        message, asker = update.edited_message, context.asker
        if message is None:
            return
        question = question_in(message, asker.place, context.bot.bot)
        if question is None:
            return
        if 0 < len(question) <= MOST_CHARACTERS:
            await self.answering.answer_anew(message, question, asker)
        elif self.shown.to_question(asker.chat, message.message_id) is not None:
            await _can_be_asked(message, question, asker)


async def _can_be_asked(message: Message, question: str, asker: Asker) -> bool:
    """Return whether a question can be asked, and say why not where it cannot."""
    if not question:
        await reply_words(message, asker.phrases.say("ask.empty"))
        return False
    if len(question) > MOST_CHARACTERS:
        said = asker.phrases.say("ask.too_long", most=MOST_CHARACTERS, count=len(question))
        await reply_words(message, said)
        return False
    return True
