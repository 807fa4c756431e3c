"""A strict stand-in for Telegram's Bot API on this machine, for tests."""

from __future__ import annotations

from local_api.faults import Broken, Delay, DropAfter, DropBefore, TooManyRequests
from local_api.front import LocalBotApi
from local_api.journal import Call
from local_api.messages import Message
from local_api.people import Chat, User
from local_api.world import CallbackAnswer, InlineAnswer

__all__ = [
    "Broken",
    "Call",
    "CallbackAnswer",
    "Chat",
    "Delay",
    "DropAfter",
    "DropBefore",
    "InlineAnswer",
    "LocalBotApi",
    "Message",
    "TooManyRequests",
    "User",
]
