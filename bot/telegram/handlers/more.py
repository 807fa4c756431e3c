"""`More`: further sentences to the same question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.telegram.answer_keys import answer_keys, answers_in
from bot.telegram.answer_message import render_further
from bot.telegram.sending import reply_html
from bot.telegram.state.quotes import quotes_of
from bot.telegram.state.shown import ShownAnswer

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.telegram.handlers.press import Pressed
    from bot.telegram.keyboards import Keyboards
    from bot.telegram.library import Library
    from bot.telegram.state.shown import ShownAnswers
    from index import AnswerSentence

_MOST_SHOWN = 60
"""Sentences to one question after which there is nothing more: nobody reads further on a phone."""


@dataclass(frozen=True, slots=True)
class More:
    """Shows further sentences.

    Attributes:
        library: the briefings.
        shown: what was shown before.
        keyboards: makes the buttons of the next message.
        now: seconds since the epoch.
    """

    library: Library
    shown: ShownAnswers
    keyboards: Keyboards
    now: Callable[[], float]

    async def __call__(self, pressed: Pressed) -> str:
        """Ask once more, for what may be asked now, and show what has not been shown."""
        asker, numbers = pressed.asker, answers_in(pressed.argument)
        before = [answer for answer in map(self.shown.find, numbers) if answer is not None]
        if not before:
            return asker.phrases.say("button.stale")
        further, number = await self._further(before, pressed)
        if not further:
            return asker.phrases.say("answer.no_more")
        rendered = render_further(further, number, asker.phrases, neighbors=asker.neighbors)
        first, quotes = before[0], quotes_of(rendered.shown)
        answer = ShownAnswer(asker.chat, asker.person, first.asked, 0, first.question, first.answered, quotes)
        kept = self.shown.keep(answer, self.now())
        keys = answer_keys((*numbers, kept), rendered.shown, asker.phrases)
        sent = await reply_html(pressed.message, rendered.html, self.keyboards.make(asker.chat, asker.person, keys))
        self.shown.sent(kept, sent.message_id)
        return ""

    async def _further(self, before: list[ShownAnswer], pressed: Pressed) -> tuple[list[AnswerSentence], int]:
        """Return sentences that were not shown, and the number of their first group."""
        seen = {quote.citation for answer in before for quote in answer.quotes}
        if len(seen) >= _MOST_SHOWN:
            return [], 0
        asker = pressed.asker
        answer = await self.library.ask_alone(before[0].question, len(seen) + asker.top_k, asker.filters)
        further = [sentence for sentence in answer.answers if str(sentence.citation) not in seen]
        groups = {sentence.group for sentence in answer.answers if str(sentence.citation) in seen}
        return further, len(groups) + 1
