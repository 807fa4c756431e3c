"""`/keep` in reply to an answer, and `Keep` under it: have an eye kept on its sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.telegram.excerpt import excerpt
from bot.telegram.sending import reply_words
from bot.telegram.standing.fate import bound_of
from bot.telegram.state.keeps import MOST_EACH, Keep
from index import QuestionError, parse_citation

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Update

    from bot.telegram.asker import Asker
    from bot.telegram.context import Context
    from bot.telegram.handlers.press import Pressed
    from bot.telegram.library import Library
    from bot.telegram.state.keeps import Keeps
    from bot.telegram.state.quotes import Quote
    from bot.telegram.state.shown import ShownAnswer, ShownAnswers


@dataclass(frozen=True, slots=True)
class KeepAnswer:
    """Keeps an eye on the sentences of answers.

    Attributes:
        library: the briefings.
        shown: the answers.
        keeps: what an eye is kept on.
        now: seconds since the epoch.
    """

    library: Library
    shown: ShownAnswers
    keeps: Keeps
    now: Callable[[], float]

    async def __call__(self, update: Update, context: Context) -> None:
        """Keep the answer that a `/keep` replies to."""
        message, asker = update.message, context.asker
        if message is None:
            return
        replied = message.reply_to_message
        answer = None if replied is None else self.shown.in_message(asker.chat, replied.message_id)
        said = asker.phrases.say("keep.how") if answer is None else await self._keep(answer, asker)
        await reply_words(message, said)

    async def press(self, pressed: Pressed) -> str:
        """Keep the answer that a button stands under."""
        answer = self.shown.find(int(pressed.argument))
        if answer is None:
            return pressed.asker.phrases.say("button.stale")
        return await self._keep(answer, pressed.asker)

    async def _keep(self, answer: ShownAnswer, asker: Asker) -> str:
        """Keep those sentences that still stand and that the person may be shown, and return what is said to that."""
        found = [await self._stands(quote, asker) for quote in answer.quotes]
        keeps = [keep for keep in found if keep is not None]
        if not keeps:
            return asker.phrases.say("keep.too_late")
        if not self.keeps.add(keeps, self.now()):
            return asker.phrases.say("keep.full", most=MOST_EACH)
        return asker.phrases.say("keep.kept")

    async def _stands(self, quote: Quote, asker: Asker) -> Keep | None:
        citation = parse_citation(quote.citation)
        try:
            document = await self.library.document(citation.source, asker.filters)
        except QuestionError:
            return None
        found = excerpt(document, citation, 0)
        if found is None:
            return None
        text, bound = found.sentences[0].reading, bound_of(asker.filters)
        return Keep(0, asker.chat, asker.person, quote.citation, text, asker.phrases.language, bound)
