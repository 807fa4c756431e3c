"""What tests hold: a running server, people who write to the bot, and what the bot did."""

from __future__ import annotations

import threading
from itertools import count
from time import monotonic
from typing import TYPE_CHECKING, Any, Self, TypeVar

from local_api import acts
from local_api.loop_thread import LoopThread
from local_api.people import Chat, User
from local_api.server import Server
from local_api.world import World

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from local_api.acts import Asked
    from local_api.faults import Faults, RateLimits
    from local_api.journal import Call
    from local_api.messages import Message
    from local_api.world import CallbackAnswer, InlineAnswer, Powers

Given = TypeVar("Given")
TOKEN = "7000000001:AAlocalStandInForTelegramXXXXXXXXXX"  # noqa: S105 -- opens nothing but this server
_GLANCE_S = 0.05


class LocalBotApi:
    """A Bot API server that runs in a thread while the block lasts.

    Attributes:
        token: the one token that it takes.
        bot: whose token that is.
    """

    def __init__(self, token: str = TOKEN, username: str = "briefbot_test_bot") -> None:
        """Make it; it listens once the block is entered."""
        self.token = token
        self.bot = User(int(token.partition(":")[0]), "Briefbot", username=username, is_bot=True)
        self._world = World(self.bot)
        self._changed = threading.Condition()
        self._server = Server(self._world, token, self._wake)
        self._user_ids, self._group_ids = count(100_001), count(5_001)

    def __enter__(self) -> Self:
        """Listen."""
        self._thread = LoopThread("local Bot API")
        self._thread.run(self._server.listen())
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Listen no more."""
        self.go_away()
        self._thread.run(self._server.webhooks.stop())
        self._thread.close()

    # The server itself.

    @property
    def url(self) -> str:
        """Return the root: a bot's methods are under `/bot<TOKEN>/`, its files under `/file/bot<TOKEN>/`."""
        return f"http://127.0.0.1:{self._server.port}"

    @property
    def powers(self) -> Powers:
        """Return what BotFather was told about the bot; it may be changed."""
        return self._world.powers

    @property
    def faults(self) -> Faults:
        """Return what goes wrong, to add to."""
        return self._server.faults

    @property
    def rates(self) -> RateLimits:
        """Return how often the bot may write, which counts once `on` is set."""
        return self._world.rates

    def go_away(self) -> None:
        """Stop listening and drop what is connected, as when the network is gone."""
        self._thread.run(self._server.go_away())

    def come_back(self) -> None:
        """Listen again on the same port."""
        self._thread.run(self._server.listen())

    def put_clock_forward(self, seconds: float) -> None:
        """Let so much time pass for Telegram: queries and messages grow old."""
        self._world.clock.ahead += seconds

    def set_lifetimes(self, *, callback: float = 15.0, inline: float = 10.0) -> None:
        """Say for how many seconds a pressed button and an inline query can be answered."""
        self._world.callbacks.lifetime, self._world.inlines.lifetime = callback, inline

    # What people do.

    def user(self, first_name: str = "Ada", *, username: str = "", language_code: str = "en") -> User:
        """Return a person whom the bot has not met."""
        return User(next(self._user_ids), first_name, username=username, language_code=language_code)

    def group(self, title: str, *members: User, supergroup: bool = False, with_bot: bool = True) -> Chat:
        """Return a group that the first of its members made; with the bot in it the first one added it."""
        number = next(self._group_ids)
        chat = Chat(-1_000_000_000_000 - number, "supergroup", title) if supergroup else Chat(-number, "group", title)
        self._do(lambda: acts.make_group(self._world, chat, members))
        if with_bot:
            self.add_bot(chat, members[0])
        return chat

    def add_bot(self, group: Chat, by: User, *, status: str = "member") -> None:
        """Let a member put the bot in a group."""
        self._do(lambda: acts.add_bot(self._world, group, by, status))

    def remove_bot(self, group: Chat, by: User) -> None:
        """Let a member put the bot out of a group."""
        self._do(lambda: acts.remove_bot(self._world, group, by))

    def add_member(self, group: Chat, user: User) -> None:
        """Let a person join a group; the bot is told as of any service message."""
        self._do(lambda: acts.join(self._world, group, user))

    def upgrade(self, group: Chat, by: User) -> Chat:
        """Return the supergroup that a group has become."""
        new = Chat(-1_000_000_000_000 - next(self._group_ids), "supergroup", group.title)
        return self._do(lambda: acts.upgrade(self._world, group, new, by))

    def block(self, user: User) -> None:
        """Let a person block the bot."""
        self._do(lambda: self._world.change_bot(self._world.chats.open_private(user), user, "kicked"))

    def unblock(self, user: User) -> None:
        """Let a person unblock the bot."""
        self._do(lambda: self._world.change_bot(self._world.chats.open_private(user), user, "member"))

    def say(
        self,
        user: User,
        text: str,
        chat: Chat | None = None,
        *,
        reply_to: Message | None = None,
        mentions: tuple[User, ...] = (),
    ) -> Message:
        """Return what a person wrote, in private where no chat is named.

        Commands, @names and addresses become entities, as do the first names of `mentions`.
        """
        words = acts.formatted(text, mentions)
        return self._do(lambda: acts.say(self._world, user, words, chat, reply_to))

    def edit(self, message: Message, text: str) -> Message:
        """Return a person's message with other words."""
        return self._do(lambda: acts.edit(self._world, message, text))

    def press(self, user: User, message: Message, text_or_data: str) -> Asked:
        """Return the query of a pressed button, found by its words or its data on the message as it was seen.

        Raises:
            LookupError: the message has no such button.
        """
        data = str(message.button(text_or_data)["callback_data"])
        return self.press_forged(user, message, data)

    def press_forged(self, user: User, message: Message, data: str) -> Asked:
        """Return a query with any data, as of a button that is not there."""
        return self._do(lambda: acts.press(self._world, user, message, data))

    def inline(self, user: User, query: str, *, offset: str = "") -> Asked:
        """Return the query of a person who types the bot's name and a question in some chat."""
        return self._do(lambda: acts.type_inline(self._world, user, query, offset))

    def raw_update(self, update: dict[str, Any]) -> int:
        """Return the id of an update that is sent as it is; without `update_id` it gets the next one."""
        return self._do(lambda: self._world.updates.add_raw(update))

    def duplicate(self, update_id: int) -> None:
        """Send an update once more."""
        self._do(lambda: self._world.updates.repeat(update_id))

    # What the bot did.

    @property
    def calls(self) -> list[Call]:
        """Return every call, in the order in which they came."""
        return self._do(lambda: list(self._server.journal.calls))

    @property
    def refused(self) -> list[Call]:
        """Return the calls that were wrong and that nobody expected to be."""
        return self._do(lambda: list(self._server.journal.refused))

    @property
    def expected_refusals(self) -> list[Call]:
        """Return the calls that were wrong as was expected."""
        return self._do(lambda: list(self._server.journal.expected))

    @property
    def updates(self) -> list[dict[str, Any]]:
        """Return every update that was queued, oldest first."""
        return self._do(lambda: list(self._world.updates.history.values()))

    @property
    def pending(self) -> int:
        """Return how many updates the bot has not confirmed."""
        return self._do(lambda: self._world.updates.pending)

    @property
    def polled(self) -> bool:
        """Return whether a call of getUpdates waits."""
        return self._do(lambda: self._world.updates.polled)

    @property
    def webhook_url(self) -> str:
        """Return where updates are sent; empty where they are polled."""
        return self._do(lambda: self._server.webhooks.url)

    @property
    def answers_to_callbacks(self) -> list[CallbackAnswer]:
        """Return what pressed buttons were answered, oldest first."""
        return self._do(lambda: list(self._world.callback_answers))

    @property
    def inline_results(self) -> list[InlineAnswer]:
        """Return what inline queries were answered, oldest first."""
        return self._do(lambda: list(self._world.inline_answers))

    @property
    def actions(self) -> list[tuple[Chat, str]]:
        """Return the chat actions that were sent, e.g. `typing`."""
        return self._do(lambda: list(self._world.actions))

    def calls_of(self, method: str) -> list[Call]:
        """Return the calls of one method."""
        return [call for call in self.calls if call.method == method]

    def expect_refused(self, method: str, words: str) -> None:
        """Let calls of a method (`*` for any) be refused with such words without failing the test."""
        self._do(lambda: self._server.journal.expect(method, words))

    def messages_to(self, chat: Chat | User) -> list[Message]:
        """Return the bot's messages in a chat as they are now, oldest first."""
        return [message for message in self.history(chat) if message.sender == self.bot]

    def history(self, chat: Chat | User) -> list[Message]:
        """Return all messages in a chat as they are now, oldest first."""
        return self._do(lambda: self._world.messages.of(chat.id))

    def now(self, message: Message) -> Message | None:
        """Return a message as it is now; None where it was deleted."""
        return self._do(lambda: self._world.messages.find(message.chat.id, message.id))

    def content(self, message: Message) -> bytes:
        """Return the file of a message."""
        file = message.document or message.photo or message.sticker
        if file is None:
            raise LookupError(f"message {message.id} holds no file")
        return file.content

    def commands(self, scope: dict[str, object] | None = None, language_code: str = "") -> list[dict[str, str]]:
        """Return the commands of a scope, that of everybody where none is named."""
        return self._do(lambda: self._world.commands_of(scope, language_code))

    def wait_for(self, predicate: Callable[[], Given], timeout: float = 20.0) -> Given:
        """Return what a predicate gives once that is true, tried after each call.

        Raises:
            AssertionError: it never was; it says what the bot did last.
        """
        end = monotonic() + timeout
        while not (given := predicate()):
            if monotonic() > end:
                last = "\n".join(str(call) for call in self.calls if call.method != "getUpdates")[-3000:]
                raise AssertionError(f"nothing came in {timeout} s; the calls:\n{last}")
            with self._changed:
                self._changed.wait(_GLANCE_S)
        return given

    def reply_to(self, message: Message, timeout: float = 20.0) -> Message:
        """Return the bot's first message in a chat after a person's, waiting for it.

        Raises:
            AssertionError: there was none in time.
        """
        return self.wait_for(
            lambda: next((new for new in self.messages_to(message.chat) if new.id > message.id), None), timeout
        )

    def _do(self, work: Callable[[], Given]) -> Given:
        return self._thread.call(work)

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()
