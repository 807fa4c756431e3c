"""`/watch QUESTION`: answer it now, and tell the chat when a briefing answers it better."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.telegram.question_text import MOST_CHARACTERS, question_in
from bot.telegram.sending import reply_html, reply_words
from bot.telegram.standing.better import asked_again, told_best
from bot.telegram.standing.watch_check import ASKED_FOR
from bot.telegram.standing.watch_message import render_first, stop_key
from bot.telegram.standing.watch_record import WatchRecord
from bot.telegram.state.watches import MOST_EACH, Told, Watch
from bot.telegram.turns import TooManyWaitingError
from bot.telegram.typing import typing
from index import QuestionError, ReasonKind

if TYPE_CHECKING:
    from telegram import Message, Update

    from bot.telegram.asker import Asker
    from bot.telegram.context import Context
    from bot.telegram.parts import Parts
    from index import Answer


@dataclass(frozen=True, slots=True)
class BeginWatch:
    """Begins to watch questions.

    Attributes:
        parts: the briefings, whose turn it is, and what is watched.
    """

    parts: Parts

    async def __call__(self, update: Update, context: Context) -> None:
        """Answer a question in turn, like any other, and watch it from then on."""
        message, asker = update.message, context.asker
        if message is None:
            return
        question = question_in(message, asker.place, context.bot.bot) or ""
        refused = self._refused(question, asker)
        if refused:
            await reply_words(message, refused)
            return
        try:
            async with self.parts.answering.turns.turn(asker.chat, asker.person), typing(message):
                await self._watch(message, question, asker)
        except TooManyWaitingError:
            await reply_words(message, asker.phrases.say("ask.wait"))

    def _refused(self, question: str, asker: Asker) -> str:
        """Return why a question is not watched, "" where it is."""
        if not question:
            return asker.phrases.say("watch.how")
        if len(question) > MOST_CHARACTERS:
            return asker.phrases.say("ask.too_long", most=MOST_CHARACTERS, count=len(question))
        return asker.phrases.say("watch.full", most=MOST_EACH) if self.parts.watches.is_full(asker.person) else ""

    async def _watch(self, message: Message, question: str, asker: Asker) -> None:
        try:
            answer = await self.parts.library.ask_with_care(question, ASKED_FOR, asker.filters)
        except QuestionError:  # nothing in it can be asked: `/watch ???`
            await reply_words(message, asker.phrases.say("watch.how"))
            return
        if answer.reason is not None and answer.reason.kind is ReasonKind.GREETING:
            await reply_words(message, asker.phrases.say("watch.how"))
            return
        told = told_best(Told(), answer) if answer.answered and answer.answers else asked_again(Told(), answer)
        watch = Watch(0, asker.chat, asker.person, question, asker.phrases.language, told)
        number = self.parts.watches.add(watch, self.parts.now())
        if not number:
            await reply_words(message, asker.phrases.say("watch.full", most=MOST_EACH))
            return
        await self._say(message, replace(watch, id=number), answer, asker)

    async def _say(self, message: Message, watch: Watch, answer: Answer, asker: Asker) -> None:
        record, first = WatchRecord(self.parts), render_first(answer, asker.phrases)
        if first is None:
            keyboard = self.parts.keyboards.make(asker.chat, asker.person, [[stop_key(watch.id, asker.phrases)]])
            await reply_words(message, asker.phrases.say("watch.not_yet"), keyboard)
        else:
            shown, keyboard = record.keep(watch, answer, first, asker.phrases)
            sent = await reply_html(message, first.html, keyboard)
            record.sent(shown, sent.message_id)
        record.audit(watch, answer, first)
