"""What people do: each function changes the world and tells the bot what it may know."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from local_api.messages import Message
from local_api.text import MOST_UNITS, Entity, Formatted, find_entities

if TYPE_CHECKING:
    from local_api.people import Chat, User
    from local_api.world import World

_CHAT_INSTANCE = "8800555353"


@dataclass(frozen=True, slots=True)
class Asked:
    """A button that was pressed, or an inline query that was typed.

    Attributes:
        query_id: what the bot answers to.
        update_id: the update that tells the bot; None where it did not ask for such.
    """

    query_id: str
    update_id: int | None


def formatted(text: str, mentions: tuple[User, ...] = ()) -> Formatted:
    """Return words as a person's app sends them: commands, @names and addresses are entities.

    The first names of `mentions` (people without a username) that stand in the text are mentions too.

    Raises:
        ValueError: there are no words or too many, or somebody is not named in them.
    """
    words = text.strip()
    if not 1 <= Formatted(words).units <= MOST_UNITS:
        raise ValueError(f"people can't send an empty message, nor one of more than {MOST_UNITS} UTF-16 units")
    entities = list(find_entities(words))
    for user in mentions:
        before, found, _ = words.partition(user.first_name)
        if not found:
            raise ValueError(f"{user.first_name} is not named in {words!r}")
        start, length = (len(part.encode("utf-16-le")) // 2 for part in (before, found))
        entities.append(Entity("text_mention", start, length, user=user))
    return Formatted(words, tuple(sorted(entities, key=lambda entity: entity.offset)))


def place_of(world: World, user: User, chat: Chat | None) -> Chat:
    """Return where a person writes: their own chat with the bot where no other is named.

    Raises:
        ValueError: they are not in that chat, or have blocked the bot.
    """
    place = world.chats.open_private(user) if chat is None else chat
    if not world.chats.inside(place, user.id):
        raise ValueError(f"{user.first_name} is not in {place}")
    if place.is_private and not world.chats.inside(place, world.bot.id):
        raise ValueError(f"{user.first_name} has blocked the bot")
    return place


def send(world: World, message: Message) -> Message:
    """Return what a person sent, of which the bot is told."""
    sent = world.post(message)
    world.tell(sent)
    return sent


def edit(world: World, message: Message, text: str) -> Message:
    """Return a person's message with other words."""
    changed = replace(message, words=formatted(text), edited=int(world.now()))
    world.messages.put(changed)
    world.tell(changed, "edited_message")
    return changed


def press(world: World, user: User, message: Message, data: str) -> Asked:
    """Return the query of a pressed button; the message in it is as it is now."""
    query_id = world.callbacks.ask(world.now())
    now = world.messages.find(message.chat.id, message.id)
    gone: dict[str, object] = {"chat": message.chat.as_json(), "message_id": message.id, "date": 0}
    body: dict[str, object] = {
        "id": query_id,
        "from": user.as_json(),
        "message": now.as_json() if now else gone,
        "chat_instance": f"{_CHAT_INSTANCE}{abs(message.chat.id)}",
        "data": data,
    }
    return Asked(query_id, world.updates.add("callback_query", body))


def type_inline(world: World, user: User, query: str, offset: str) -> Asked:
    """Return the query of somebody who types the bot's name and a question in any chat.

    Raises:
        ValueError: inline mode is off.
    """
    if not world.powers.supports_inline_queries:
        raise ValueError("inline mode is off, so Telegram sends no inline queries")
    query_id = world.inlines.ask(world.now())
    body: dict[str, object] = {"id": query_id, "from": user.as_json(), "query": query, "offset": offset}
    return Asked(query_id, world.updates.add("inline_query", body | {"chat_type": "private"}))


def add_bot(world: World, chat: Chat, by: User, status: str) -> None:
    """Put the bot in a group, as a `member` or an `administrator`.

    Raises:
        ValueError: it can't join groups, or who adds it is not in this one.
    """
    if not world.powers.can_join_groups:
        raise ValueError("the bot can't be added to groups")
    if not world.chats.inside(chat, by.id):
        raise ValueError(f"{by.first_name} is not in {chat}")
    world.change_bot(chat, by, status)
    send(world, Message(chat, by, service={"new_chat_members": [world.bot.as_json()]}))


def remove_bot(world: World, chat: Chat, by: User) -> None:
    """Put the bot out of a group."""
    world.change_bot(chat, by, "kicked")
    send(world, Message(chat, by, service={"left_chat_member": world.bot.as_json()}))


def join(world: World, chat: Chat, user: User) -> None:
    """Put a person in a group."""
    world.chats.users[user.id] = user
    world.chats.set_status(chat, user, "member")
    send(world, Message(chat, user, service={"new_chat_members": [user.as_json()]}))


def leave(world: World, chat: Chat, user: User) -> None:
    """Let a person leave a group."""
    world.chats.set_status(chat, user, "left")
    send(world, Message(chat, user, service={"left_chat_member": user.as_json()}))


def upgrade(world: World, chat: Chat, new: Chat, by: User) -> Chat:
    """Make a group a supergroup; both say so."""
    send(world, Message(chat, by, service={"migrate_to_chat_id": new.id}))
    world.chats.upgrade(chat, new)
    send(world, Message(new, by, service={"migrate_from_chat_id": chat.id}))
    return new
