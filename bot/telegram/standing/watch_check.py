"""Ask one watched question again, and tell its chat where a briefing answers it better."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.telegram.phrases import load_phrases
from bot.telegram.standing.better import Compared, asked_again, is_better, state_of, told_best
from bot.telegram.standing.watch_message import render_better
from bot.telegram.standing.watch_record import WatchRecord
from index import Standing

if TYPE_CHECKING:
    from bot.telegram.parts import Parts
    from bot.telegram.standing.news import News
    from bot.telegram.standing.telling import Telling
    from bot.telegram.state.watches import Told, Watch
    from index import Answer, Filters

ASKED_FOR = 5
"""Sentences that a watched question is asked for: the first may be told, all say which briefings were known."""


@dataclass(frozen=True, slots=True)
class WatchCheck:
    """Asks watched questions again.

    Attributes:
        parts: the briefings, and what is kept of people, answers and watches.
        telling: tells chats.
    """

    parts: Parts
    telling: Telling

    async def __call__(self, number: int, news: News) -> None:
        """Ask a watched question again after a change; one that nobody may be answered any more ends or is passed over.

        Raises:
            BriefbotError: the briefings cannot be asked.
            TelegramError: the chat cannot be told for now. It is as if it had not been asked.
        """
        watch = self.parts.watches.find(number)
        if watch is None:
            return
        filters = self.parts.book.filters(watch.chat, watch.person)
        if filters is None:
            self._let_go(watch)
            return
        answer = await self.parts.library.ask_with_care(watch.question, ASKED_FOR, filters)
        if answer.answers and answer.answers[0].citation.source in answer.stale_sources:
            return  # it has changed again: news of that is on its way
        told, compared = await self._compare(watch.told, answer, filters, news)
        if self.parts.book.filters(watch.chat, watch.person) != filters:  # bound otherwise meanwhile
            await self(number, news)
        elif not is_better(told, answer, compared):
            self.parts.watches.tell(number, asked_again(told, answer))
        elif self.parts.watches.find(number) is not None:
            await self._tell(replace(watch, told=told), answer)

    def _let_go(self, watch: Watch) -> None:
        """A group that is closed may be opened again; who is unpaired has lost what they had."""
        if self.parts.book.pairings.find(watch.person) is None:
            self.parts.watches.remove(watch.id, watch.person)

    async def _compare(self, told: Told, answer: Answer, filters: Filters, news: News) -> tuple[Told, Compared]:
        """Return what the chat knows, by where it stands now, and what `is_better` goes by."""
        best = answer.answers[0].citation if answer.answers else None
        is_new = best is not None and (state_of(best) not in told.seen if news.all_may else best.source in news.fresh)
        if not told.citation:
            return told, Compared(is_new, told_stands=False)
        (check,) = await self.parts.library.check((told.citation,), filters)
        if check.standing is Standing.MOVED:
            told = replace(told, citation=str(check.now))
        stands = check.standing in {Standing.STANDS, Standing.MOVED}
        return told, Compared(is_new, stands)

    async def _tell(self, watch: Watch, answer: Answer) -> None:
        phrases = load_phrases(self.parts.book.preferences.find(watch.person).language or watch.language)
        message = render_better(watch.question, answer, phrases, answered_before=watch.told.answered)
        record = WatchRecord(self.parts)
        number, keyboard = record.keep(watch, answer, message, phrases)
        sent = await self.telling.tell(watch.chat, message.html, keyboard)
        if sent is not None:
            self.parts.watches.tell(watch.id, told_best(watch.told, answer))
            record.sent(number, sent)
            record.audit(watch, answer, message)
