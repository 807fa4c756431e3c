"""The briefings as the event loop asks them: in a few threads, one conversation a person, chat and set of filters."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from bot.telegram.apart import apart

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bot.telegram.asker import Asker
    from index import (
        Answer,
        Briefings,
        CitationCheck,
        Conversation,
        DocumentSummary,
        Filters,
        Preview,
        Status,
        StoredDocument,
        SyncReport,
    )

MOST_CONVERSATIONS = 1_000
"""Conversations that are remembered; of more, the ones that rested longest are forgotten."""

HURRY_FROM = 8
"""Questions in all from which on those whose turn comes are answered without the closer look."""

_Result = TypeVar("_Result")
_Given = ParamSpec("_Given")


class Library:
    """Asks briefings whose index somebody else keeps up to date (`Briefings.follow`)."""

    def __init__(self, briefings: Briefings, threads: int) -> None:
        """Ask `briefings`, so many questions at once."""
        self._briefings = briefings
        self._hurried = briefings.hurried()
        self._waiting = 0
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="ask")
        self._conversations: OrderedDict[tuple[int, int, Filters], Conversation] = OrderedDict()

    def way_to(self, source: str) -> tuple[Path, tuple[str, ...]]:
        """Return the briefings folder that a source is in, and the folders on the way from there to its file.

        Raises:
            FileNotFoundError: there are several folders, and none is called so.
        """
        found = self._briefings.folders.folder_of(source)
        if found is None:
            raise FileNotFoundError(source)
        folder, inside = found
        return folder, tuple(inside.split("/")[:-1])

    def close(self) -> None:
        """Begin nothing more; what is being answered goes on to its end."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def ask(self, asker: Asker, question: str) -> Answer:
        """Return what the briefings say to a question that may follow the person's last ones in the chat.

        Raises:
            BriefbotError: as `Briefings.indexed.ask`.
        """
        conversation = self._conversation(asker)

        def answer(briefings: Briefings) -> Answer:
            return conversation.ask_indexed_of(briefings, question, top_k=asker.top_k, filters=asker.filters)

        return await self._ask(answer)

    async def ask_instead(self, asker: Asker, question: str) -> Answer:
        """Return what the briefings say to a question that takes the place of the person's last one in the chat.

        Raises:
            BriefbotError: as `Briefings.indexed.ask`.
        """
        self._conversation(asker).take_back()
        return await self.ask(asker, question)

    async def ask_alone(self, question: str, top_k: int, filters: Filters) -> Answer:
        """Return what the briefings say to a question that follows no other and that no other follows.

        Raises:
            BriefbotError: as `Briefings.indexed.ask`.
        """
        return await self._ask(lambda briefings: briefings.indexed.ask(question, top_k=top_k, filters=filters))

    async def ask_with_care(self, question: str, top_k: int, filters: Filters) -> Answer:
        """Return what `ask_alone` does, with the closer look however many wait: its confidence is held against others.

        Raises:
            BriefbotError: as `Briefings.indexed.ask`.
        """
        return await self.run(self._briefings.indexed.ask, question, top_k=top_k, filters=filters)

    def forget(self, asker: Asker) -> None:
        """Forget what a person asked in a chat."""
        self._conversations.pop(_key(asker), None)

    def forget_person(self, person: int) -> None:
        """Forget what a person asked anywhere."""
        for key in [key for key in self._conversations if key[1] == person]:
            del self._conversations[key]

    async def documents(self, filters: Filters) -> tuple[DocumentSummary, ...]:
        """Return the briefings that pass, in the order of sources."""
        return await self.run(self._briefings.indexed.documents, filters=filters)

    async def document(self, source: str, filters: Filters) -> StoredDocument:
        """Return one briefing that passes.

        Raises:
            QuestionError: there is none of this name that does.
        """
        return await self.run(self._briefings.indexed.document, source, filters=filters)

    async def original(self, source: str, filters: Filters) -> bytes | None:
        """Return the bytes of a briefing's own file, as it was indexed; None where it has none that may be given.

        Raises:
            QuestionError: there is none of this name that passes; or its file is not there, or another by now.
        """
        return await self.run(self._briefings.indexed.original, source, filters=filters)

    async def picture(self, citation: str, filters: Filters) -> bytes | None:
        """Return the page of a PDF with what is cited highlighted, as PNG; None for what is no PDF.

        Raises:
            QuestionError: it does not stand, or its file is another by now.
            ReadingError: the file cannot be read.
        """
        return await apart(lambda: self._briefings.indexed.picture(citation, filters=filters), "picture")

    async def check(
        self, citations: Sequence[str], filters: Filters, was: str | None = None
    ) -> tuple[CitationCheck, ...]:
        """Return what has become of citations among the briefings that pass; `was` is as in `Briefings.check`.

        Raises:
            QuestionError: one is not a citation.
        """
        return await self.run(self._briefings.indexed.check, citations, filters=filters, was=was)

    async def status(self, filters: Filters) -> Status:
        """Return the state of the index, as far as it may be told of.

        Raises:
            CatalogError: there is no index, or it is damaged.
        """
        return await self.run(self._briefings.status, filters=filters)

    def preview_now(self, source: str, content: bytes, filters: Filters) -> Preview:
        """Return what would become of a file, in the thread that this is called from.

        Raises:
            ReadingError: it would not be read; the message says why.
        """
        return self._briefings.preview(source, content, filters=filters)

    async def preview(self, source: str, content: bytes, filters: Filters) -> Preview:
        """Return what would become of a file; questions do not wait for it.

        Raises:
            ReadingError: it would not be read; the message says why.
        """
        return await apart(lambda: self.preview_now(source, content, filters), "preview")

    async def sync(self) -> SyncReport:
        """Bring the index up to date now, while somebody else does so every other moment.

        Raises:
            BriefbotError: as `Briefings.sync`.
        """
        return await apart(self._briefings.sync, "sync")

    async def _ask(self, answer: Callable[[Briefings], Answer]) -> Answer:
        """Return an answer, without the closer look where many wait: it takes most of the time that an answer takes."""

        def work() -> Answer:
            return answer(self._hurried if self._waiting > HURRY_FROM else self._briefings)

        self._waiting += 1
        try:
            return await self.run(work)
        finally:
            self._waiting -= 1

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
