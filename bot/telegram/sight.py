"""What can be seen of an update before anything is looked into: who, where, and the few things that open a door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.telegram.access import Place

if TYPE_CHECKING:
    from telegram import Chat, Message, Update, User

NOBODY = 0
"""Stands for a person where there is none."""
_PRESENT = frozenset({"member", "administrator", "restricted", "creator"})


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen of an update.

    Attributes:
        place: where it happened.
        person: number of who did it; a group's or a channel's where it speaks for itself.
        is_person: whether that is a human being who can be told from others.
        chat: number of the chat; the person's where there is none (inline).
        language: code of the language of the person's Telegram, "" where it is not told.
        code: what follows `/start`, "" where nothing does.
        allows: whether it is `/allow`.
        arrives: whether it tells that the bot has been added to a group.
        departs: whether it tells that the bot is no longer in one.
        becomes: number of the supergroup that the group has become, 0 where it has not.
        was: number of the group that the supergroup has been, 0 where this does not tell.
    """

    place: Place
    person: int = NOBODY
    is_person: bool = False
    chat: int = 0
    language: str = ""
    code: str = ""
    allows: bool = False
    arrives: bool = False
    departs: bool = False
    becomes: int = 0
    was: int = 0


_NOWHERE = Sight(Place.ELSEWHERE)


def see(update: Update, bot_name: str) -> Sight:
    """Return what is seen of an update; whatever is of no known kind happened elsewhere.

    Args:
        update: what Telegram sent.
        bot_name: the bot's user name, as commands in groups have it after their @.
    """
    if update.inline_query is not None:
        user = update.inline_query.from_user
        return Sight(Place.INLINE, user.id, not user.is_bot, user.id, user.language_code or "")
    if update.my_chat_member is not None:
        return _of_membership(update)
    if update.callback_query is not None:
        message = update.callback_query.message
        return _of(update.callback_query.from_user, message.chat) if message is not None else _NOWHERE
    message = update.message or update.edited_message
    # What comes via another bot are that bot's words, whoever has chosen them.
    return _NOWHERE if message is None or message.via_bot is not None else _of_message(message, bot_name)


def _of(user: User, chat: Chat) -> Sight:
    return Sight(_place(chat), user.id, not user.is_bot, chat.id, user.language_code or "")


def _of_membership(update: Update) -> Sight:
    """A person who starts or blocks the bot in private says nothing: only what happens in groups counts."""
    change = update.my_chat_member
    if change is None or _place(change.chat) is not Place.GROUP:
        return _NOWHERE
    there, was = change.new_chat_member.status in _PRESENT, change.old_chat_member.status in _PRESENT
    return Sight(
        place=Place.GROUP if there else Place.ELSEWHERE,
        person=change.from_user.id,
        is_person=not change.from_user.is_bot,
        chat=change.chat.id,
        language=change.from_user.language_code or "",
        arrives=there and not was,
        departs=not there,
    )


def _of_message(message: Message, bot_name: str) -> Sight:
    sender = message.sender_chat.id if message.sender_chat is not None else NOBODY
    user = message.from_user
    becomes = message.migrate_to_chat_id or 0
    word, _, rest = (message.text or "").partition(" ")
    return Sight(
        place=Place.ELSEWHERE if becomes else _place(message.chat),  # a group that is no more
        person=sender or (user.id if user is not None else NOBODY),
        is_person=not sender and user is not None and not user.is_bot,
        chat=message.chat.id,
        language=(user.language_code or "") if user is not None else "",
        code=rest.strip() if word == "/start" and message.edit_date is None else "",
        allows=word.lower() in {"/allow", f"/allow@{bot_name}".lower()},
        becomes=becomes,
        was=message.migrate_from_chat_id or 0,
    )


def _place(chat: Chat) -> Place:
    if chat.type == "private":
        return Place.PRIVATE
    return Place.GROUP if chat.type in {"group", "supergroup"} else Place.ELSEWHERE
