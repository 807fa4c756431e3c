"""Look after the sentences that one person keeps an eye on in one chat, and tell the chat what has become of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.telegram.phrases import load_phrases
from bot.telegram.standing.fate import Fate, look_after
from bot.telegram.standing.keep_message import render_keeps
from index import parse_citation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.telegram.doorbook import Doorbook
    from bot.telegram.library import Library
    from bot.telegram.phrases import Phrases
    from bot.telegram.standing.fate import Became
    from bot.telegram.standing.keep_message import KeepMessage
    from bot.telegram.standing.news import News
    from bot.telegram.standing.telling import Telling
    from bot.telegram.state.keeps import Keep, Keeps

_TOLD = {Fate.CHANGED, Fate.MOVED, Fate.GONE}
_ENDS = {Fate.GONE, Fate.OVER}


@dataclass(frozen=True, slots=True)
class KeepCheck:
    """Looks after sentences.

    Attributes:
        library: the briefings.
        book: who may be told what.
        keeps: the sentences.
        telling: tells chats.
    """

    library: Library
    book: Doorbook
    keeps: Keeps
    telling: Telling

    async def __call__(self, chat: int, person: int, news: News) -> None:
        """Look after what a person keeps in a chat, where a change may have touched it.

        Raises:
            BriefbotError: the index cannot be read.
            TelegramError: the chat cannot be told for now; what it was not told is as it was before.
        """
        kept, filters = self.keeps.of(chat, person), self.book.filters(chat, person)
        if not kept:
            return
        if filters is None:
            self._let_go(kept)
            return
        keeps = [keep for keep in kept if news.touches(parse_citation(keep.citation).source)]
        became = [await look_after(keep, filters, self.library) for keep in keeps]
        for one in became:
            if one.fate not in _TOLD:
                self._record(one)
        told = [(keep, one) for keep, one in zip(keeps, became, strict=True) if one.fate in _TOLD]
        for message in render_keeps(told, self._phrases(person, kept)):
            if self.book.filters(chat, person) != filters:  # bound otherwise meanwhile
                await self(chat, person, news)
                return
            await self._tell(chat, message)

    async def _tell(self, chat: int, message: KeepMessage) -> None:
        if await self.telling.tell(chat, message.html) is not None:
            for one in message.told:
                self._record(one)

    def _phrases(self, person: int, kept: Sequence[Keep]) -> Phrases:
        return load_phrases(self.book.preferences.find(person).language or kept[-1].language)

    def _record(self, one: Became) -> None:
        if one.fate in _ENDS:
            self.keeps.remove(one.keep.id, one.keep.person)
        else:
            self.keeps.update(one.keep)

    def _let_go(self, keeps: Sequence[Keep]) -> None:
        """A group that is closed may be opened again; who is unpaired has lost what they had."""
        for keep in keeps:
            if self.book.pairings.find(keep.person) is None:
                self.keeps.remove(keep.id, keep.person)
