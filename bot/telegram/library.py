"""The briefings as the event loop asks them: in a few threads, one conversation a person, chat and set of filters."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.telegram.asker import Asker
    from index import Answer, Briefings, Conversation, DocumentSummary, Filters, Status, StoredDocument

MOST_CONVERSATIONS = 1_000
"""Conversations that are remembered; of more, the ones that rested longest are forgotten."""

_Result = TypeVar("_Result")
_Given = ParamSpec("_Given")


class Library:
    """Asks briefings whose index somebody else keeps up to date (`Briefings.follow`)."""

    def __init__(self, briefings: Briefings, threads: int) -> None:
        """Ask `briefings`, so many questions at once."""
        self._briefings = briefings
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="ask")
        self._conversations: OrderedDict[tuple[int, int, Filters], Conversation] = OrderedDict()

    def close(self) -> None:
        """Begin nothing more; what is being answered goes on to its end."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def ask(self, asker: Asker, question: str) -> Answer:
        """Return what the briefings say to a question that may follow the person's last ones in the chat.

        Raises:
            BriefbotError: as `Briefings.ask_indexed`.
        """
        conversation = self._conversation(asker)
        return await self.run(conversation.ask_indexed, question, top_k=asker.top_k, filters=asker.filters)

    async def ask_instead(self, asker: Asker, question: str) -> Answer:
        """Return what the briefings say to a question that takes the place of the person's last one in the chat.

        Raises:
            BriefbotError: as `Briefings.ask_indexed`.
        """
        self._conversation(asker).take_back()
        return await self.ask(asker, question)

    async def ask_alone(self, question: str, top_k: int, filters: Filters) -> Answer:
        """Return what the briefings say to a question that follows no other and that no other follows.

        Raises:
            BriefbotError: as `Briefings.ask_indexed`.
        """
        return await self.run(self._briefings.ask_indexed, question, top_k=top_k, filters=filters)

    def forget(self, asker: Asker) -> None:
        """Forget what a person asked in a chat."""
        self._conversations.pop(_key(asker), None)

    def forget_person(self, person: int) -> None:
        """Forget what a person asked anywhere."""
        for key in [key for key in self._conversations if key[1] == person]:
            del self._conversations[key]

    async def documents(self, filters: Filters) -> tuple[DocumentSummary, ...]:
        """Return the briefings that pass, in the order of sources."""
        return await self.run(self._briefings.documents_indexed, filters=filters)

    async def document(self, source: str, filters: Filters) -> StoredDocument:
        """Return one briefing that passes.

        Raises:
            QuestionError: there is none of this name that does.
        """
        return await self.run(self._briefings.document_indexed, source, filters=filters)

    async def status(self, filters: Filters) -> Status:
        """Return the state of the index, as far as it may be told of.

        Raises:
            CatalogError: there is no index, or it is damaged.
        """
        return await self.run(self._briefings.status, filters=filters)

    async def run(self, work: Callable[_Given, _Result], *arguments: _Given.args, **options: _Given.kwargs) -> _Result:
        """Return the result of work that takes long, done in a thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, partial(work, *arguments, **options))

    def _conversation(self, asker: Asker) -> Conversation:
        """Return a person's conversation; what was said before the person was bound otherwise is not in it."""
        key = _key(asker)
        conversation = self._conversations.pop(key, None) or self._briefings.conversation()
        self._conversations[key] = conversation
        while len(self._conversations) > MOST_CONVERSATIONS:
            self._conversations.popitem(last=False)
        return conversation


def _key(asker: Asker) -> tuple[int, int, Filters]:
    return asker.chat, asker.person, asker.filters
