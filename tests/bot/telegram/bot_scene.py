"""The bot in this process, beside a Bot API server on this machine: what people do is dealt with before it returns."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, Self, TypeVar

from local_api.loop_thread import LoopThread
from telegram import Update

from bot.secret import Secret
from bot.telegram.access import Binding, Role
from bot.telegram.build import build
from bot.telegram.library import Library
from bot.telegram.parts import Desk, make_parts
from bot.telegram.phrases import load_phrases
from bot.telegram.settings import TelegramSettings
from bot.telegram.state.database import Database
from index import Filters

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path
    from types import TracebackType

    from local_api import LocalBotApi
    from local_api.messages import Message
    from local_api.people import Chat, User

    from bot.telegram.context import BotApplication, Context
    from index import Briefings

Given = TypeVar("Given")
SAY = load_phrases().say
NEXT, BACK = SAY("button.next"), SAY("button.back")
NOW = 1_790_000_000.0
"""When scenes begin, in seconds since the epoch."""


class Clock:
    """A time that only tests move, in seconds since the epoch."""

    def __init__(self) -> None:
        """Begin at NOW."""
        self.at = NOW

    def __call__(self) -> float:
        """Return the time."""
        return self.at


class Scene:
    """A bot whose handlers, state and clock a test can look into.

    Attributes:
        api: what the bot takes for Telegram.
        parts: what its handlers are made of.
        application: the bot.
        clock: what it takes for the time.
        errors: what was raised in handlers; each must be taken out of here by the test that expects it.
    """

    def __init__(self, api: LocalBotApi, briefings: Briefings, folder: Path, **settings: object) -> None:
        """Let a bot with such settings answer from `briefings`, and remember in `folder`."""
        self.api = api
        # Several updates may tell of one group that is left.
        api.expect_refused("leaveChat", "is not a member of")
        self.clock = Clock()
        self.errors: list[Exception] = []
        self._database = Database(folder)
        self._library = Library(briefings, threads=2)
        chosen = TelegramSettings(api=api.url, **settings)  # type: ignore[arg-type]
        self.parts = make_parts(Desk(chosen, 3, Filters()), self._library, self._database, self.clock)
        self.application: BotApplication = build(Secret(api.token), self.parts, lambda: None)
        self.application.add_error_handler(self._note)
        # Tests press every button of a group within the minute in which Telegram takes twenty messages there.
        self.application.bot.rate_limiter._group_max_rate = 0  # type: ignore[union-attr]
        self._loop = LoopThread("bot")
        self._delivered = 0

    def __enter__(self) -> Self:
        """Start the bot."""
        self._loop.run(self.application.initialize())
        self._loop.run(self.application.start())
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop it; what handlers raised, and nobody expected, fails the test."""
        self._loop.run(self.application.stop())
        self._loop.run(self.application.shutdown())
        self._loop.close()
        self._library.close()
        self._database.close()
        if kind is None and self.errors:
            raise self.errors[0]

    def person(self, role: Role | None = Role.READER, binding: Binding | None = None, name: str = "Ada") -> User:
        """Return somebody who is paired, as a role and bound as is said; nobody's role for a stranger."""
        user = self.api.user(name)
        if role is not None:
            code = self.parts.book.pairings.make_code(self.clock.at, role, binding or Binding())
            assert self.parts.book.pairings.redeem(user.id, code, self.clock.at) is not None
        return user

    def group(self, *members: User, binding: Binding | None = None, title: str = "Press team") -> Chat:
        """Return an allowed group with the bot in it."""
        chat = self.api.group(title, *members, with_bot=False)
        self.parts.book.groups.allow(chat.id, members[0].id, self.clock.at)
        self.parts.book.groups.bind(chat.id, binding or Binding(), self.clock.at)
        self.api.add_bot(chat, members[0])
        self.deliver()
        return chat

    def unheard_group(self, *members: User) -> Chat:
        """Return a group with the bot in it, of whose coming the bot has not heard."""
        group = self.api.group("Elsewhere", *members)
        self.forget()
        return group

    def say(self, user: User, text: str, chat: Chat | None = None, *, reply_to: Message | None = None) -> list[Message]:
        """Return what the bot wrote in the chat, once a person's words are dealt with."""
        return self.after(self.api.say(user, text, chat, reply_to=reply_to))

    def answer(self, user: User, text: str, chat: Chat | None = None) -> Message:
        """Return the one message that the bot wrote to a person's words."""
        (answer,) = self.say(user, text, chat)
        return answer

    def after(self, message: Message) -> list[Message]:
        """Return what the bot wrote in the chat of a person's message, once that is dealt with."""
        self.deliver()
        return [new for new in self.api.messages_to(message.chat) if new.id > message.id]

    def press(self, user: User, message: Message, label: str) -> str:
        """Return what a person is shown for a moment who presses a button, once that is done."""
        return self.press_forged(user, message, str(message.button(label)["callback_data"]))

    def press_forged(self, user: User, message: Message, data: str) -> str:
        """Return what a person is shown for a moment whose app sends a press of any data."""
        query = self.api.press_forged(user, message, data)
        self.deliver()
        return self.api.answer_to(query.query_id).text

    def inline(self, user: User, question: str) -> list[dict[str, Any]]:
        """Return the results of an inline query; none where it was not answered."""
        query = self.api.inline(user, question)
        self.deliver()
        found = [answer for answer in self.api.inline_results if answer.query_id == query.query_id]
        return [dict(result) for answer in found for result in answer.results]

    def deliver(self) -> None:
        """Hand the bot what has happened since, and wait until it has dealt with it."""
        updates = self.api.updates[self._delivered :]
        self._delivered += len(updates)
        for update in updates:
            self.hand(update)

    def deliver_at_once(self) -> None:
        """Hand the bot all that has happened since, and wait only then."""
        updates = self.api.updates[self._delivered :]
        self._delivered += len(updates)
        self._loop.run(self._take(*deepcopy(updates)))

    def forget(self) -> None:
        """Let the bot never hear of what has happened since."""
        self._delivered = len(self.api.updates)

    def hand(self, update: dict[str, Any]) -> None:
        """Hand the bot an update as it stands, whatever Telegram has sent, and wait until it has dealt with it."""
        self._loop.run(self._take(deepcopy(update)))

    def altered(self, message: Message, **fields: object) -> list[Message]:
        """Return what the bot wrote to a person's message that came with other fields than people's messages have."""
        number = self.api.update_of(message)
        update = deepcopy(next(update for update in self.api.updates if update["update_id"] == number))
        update["message"] |= fields
        self.forget()
        self.hand(update)
        return [new for new in self.api.messages_to(message.chat) if new.id > message.id]

    @property
    def unfinished(self) -> int:
        """How many updates are kept that have not been dealt with."""
        with self._database.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM incoming WHERE body IS NOT NULL").fetchone()[0])

    def run(self, work: Coroutine[object, object, Given]) -> Given:
        """Return what a coroutine returns that runs beside the bot."""
        return self._loop.run(work)

    async def _take(self, *updates: dict[str, Any]) -> None:
        for update in updates:
            await self.application.update_queue.put(Update.de_json(update, self.application.bot))
        await self.application.update_queue.join()  # type: ignore[attr-defined]

    async def _note(self, _: object, context: Context) -> None:
        if context.error is not None:
            self.errors.append(context.error)
