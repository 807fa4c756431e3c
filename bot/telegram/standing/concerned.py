"""Which watches a change of the briefings may concern."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.telegram.standing.due import concerns, stems
from index import Filters, QuestionError, parse_citation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.telegram.doorbook import Doorbook
    from bot.telegram.library import Library
    from bot.telegram.standing.due import Due
    from bot.telegram.standing.news import News
    from bot.telegram.state.watches import Watch, Watches

MOST_READ = 20
"""Changed briefings that are read to find whom they likely concern; where more changed, all watches wait alike."""


@dataclass(frozen=True, slots=True)
class Concerned:
    """Finds watches.

    Attributes:
        library: the briefings.
        book: who may be told what.
        watches: the questions that are watched.
    """

    library: Library
    book: Doorbook
    watches: Watches

    async def put(self, news: News, due: Due) -> None:
        """Make those watches due that a change may concern: to which a changed briefing, or the one told, is open.

        Raises:
            BriefbotError: the index cannot be read.
        """
        texts = await self._texts(news)
        open_to: dict[tuple[int, int], frozenset[str] | None] = {}
        for watch in self.watches.everything():
            asker = watch.chat, watch.person
            if asker not in open_to:
                open_to[asker] = await self._open(news, *asker)
            await asyncio.sleep(0)  # a thousand watches must not hold up anybody
            self._put_one(watch, news, open_to[asker], texts, due)

    def _put_one(
        self, watch: Watch, news: News, fresh: frozenset[str] | None, texts: Mapping[str, frozenset[str]], due: Due
    ) -> None:
        if fresh is None or news.all_may:  # it is to be ended or passed over; or nobody knows what has changed
            due.put(watch.id, news, likely=False)
            return
        question = stems(watch.question)
        likely = any(concerns(texts.get(source, frozenset()), question) for source in fresh)
        touched = bool(watch.told.citation) and news.touches(parse_citation(watch.told.citation).source)
        if fresh or touched:
            due.put(watch.id, news, likely=likely or touched)

    async def _texts(self, news: News) -> dict[str, frozenset[str]]:
        """Return the beginnings of the words of each changed briefing. They decide on the order only."""
        texts: dict[str, frozenset[str]] = {}
        for source in sorted(news.fresh)[: MOST_READ if len(news.fresh) <= MOST_READ else 0]:
            try:
                document = await self.library.document(source, Filters())
            except QuestionError:  # gone again
                continue
            texts[source] = stems(f"{document.summary.title or ''} {document.text}")
        return texts

    async def _open(self, news: News, chat: int, person: int) -> frozenset[str] | None:
        """Return the changed briefings that somebody may be answered from in a chat, None where from none at all."""
        filters = self.book.filters(chat, person)
        if filters is None or filters.leave_all_in or not news.fresh:
            return None if filters is None else news.fresh
        return news.fresh & {document.source for document in await self.library.documents(filters)}
