"""All that one Telegram holds for one bot."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from local_api.chats import Chats
from local_api.faults import RateLimits
from local_api.files import Files
from local_api.messages import Message, Messages
from local_api.privacy import is_meant_for
from local_api.queries import Queries
from local_api.updates import Updates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from local_api.people import Chat, User

# Telegram gives bots about this long to answer a pressed button; an inline query waits ten seconds.
_CALLBACK_LIFETIME_S = 15.0
_INLINE_LIFETIME_S = 10.0


@dataclass(slots=True)
class Powers:
    """What BotFather was told about the bot.

    Attributes:
        can_join_groups: whether people can add it to groups.
        can_read_all_group_messages: whether privacy mode is off.
        hears_mentions: whether mentions pass privacy mode. Telegram's page does not name them among what passes, and
            bots of others were never told of them; BotFather says that they do.
        supports_inline_queries: whether inline mode is on.
    """

    can_join_groups: bool = True
    can_read_all_group_messages: bool = False
    supports_inline_queries: bool = False
    hears_mentions: bool = False


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What was answered to a pressed button."""

    query_id: str
    text: str
    alert: bool


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What was answered to an inline query.

    Attributes:
        query_id: which query.
        results: as they were sent.
        cache_time: seconds for which Telegram gives the same answer to the same query.
        personal: whether it does so for that person only.
        next_offset: where more results start; empty where there are no more.
    """

    query_id: str
    results: tuple[Mapping[str, Any], ...]
    cache_time: int
    personal: bool
    next_offset: str


class Clock:
    """The time of this Telegram, which a test can put forward."""

    def __init__(self) -> None:
        """Start at the time of this machine."""
        self.ahead = 0.0

    def now(self) -> float:
        """Return the time in seconds since the epoch."""
        return time.time() + self.ahead


def command_scope(scope: Mapping[str, object] | None, language_code: str) -> tuple[str, str]:
    """Return under what the commands of a scope are kept."""
    return json.dumps(scope or {"type": "default"}, sort_keys=True), language_code


@dataclass(slots=True)
class World:
    """Everything but the wires."""

    bot: User
    powers: Powers = field(default_factory=Powers)
    clock: Clock = field(default_factory=Clock)
    chats: Chats = field(init=False)
    messages: Messages = field(default_factory=Messages)
    files: Files = field(default_factory=Files)
    updates: Updates = field(default_factory=Updates)
    rates: RateLimits = field(default_factory=RateLimits)
    callbacks: Queries = field(default_factory=lambda: Queries(4_000_000_001, _CALLBACK_LIFETIME_S))
    inlines: Queries = field(default_factory=lambda: Queries(6_000_000_001, _INLINE_LIFETIME_S))
    callback_answers: list[CallbackAnswer] = field(default_factory=list)
    inline_answers: list[InlineAnswer] = field(default_factory=list)
    actions: list[tuple[Chat, str]] = field(default_factory=list)
    profile: dict[tuple[str, str], str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    logged_out: bool = False

    def __post_init__(self) -> None:
        """Let the bot be known."""
        self.chats = Chats(self.bot)

    def now(self) -> float:
        """Return the time in seconds since the epoch."""
        return self.clock.now()

    def commands_of(self, scope: Mapping[str, object] | None, language_code: str) -> list[dict[str, str]]:
        """Return the commands of a scope, the default one where none is named."""
        return self.commands.get(command_scope(scope, language_code), [])

    def post(self, message: Message) -> Message:
        """Return a new message with its number and its date, kept."""
        return self.messages.add(message, self.now())

    def tell(self, message: Message, kind: str = "message") -> int | None:
        """Queue a message for the bot where it may see it; return the update's id, or None."""
        if not self.chats.inside(message.chat, self.bot.id) or not self._sees(message):
            return None
        return self.updates.add(kind, message.as_json())

    def _sees(self, message: Message) -> bool:
        if message.chat.is_private or self.powers.can_read_all_group_messages:
            return True
        is_administrator = self.chats.status(message.chat, self.bot.id) == "administrator"
        return is_administrator or is_meant_for(message, self.bot, mentions=self.powers.hears_mentions)

    def change_bot(self, chat: Chat, by: User, status: str) -> int | None:
        """Make the bot something in a chat and tell it; return the update's id, or None."""
        before = self.chats.member_json(chat, self.bot)
        self.chats.set_status(chat, self.bot, status)
        body = {
            "chat": chat.as_json(),
            "from": by.as_json(),
            "date": int(self.now()),
            "old_chat_member": before,
            "new_chat_member": self.chats.member_json(chat, self.bot),
        }
        return self.updates.add("my_chat_member", body)
