"""Methods about chats and who is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_api.refusal import bad_request

if TYPE_CHECKING:
    from local_api.arguments import Arguments
    from local_api.people import Chat
    from local_api.world import World


def get_chat(world: World, given: Arguments) -> object:
    """Return all that is known of a chat."""
    kinds = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    gifts: dict[str, object] = {"accepted_gift_types": dict.fromkeys(kinds, True)}
    return _known(world, given).as_json() | {"accent_color_id": 0, "max_reaction_count": 11} | gifts


def get_member(world: World, given: Arguments) -> object:
    """Return what a user is in a chat."""
    chat = _known(world, given)
    user = world.chats.users.get(given.integer("user_id"))
    if user is None:
        raise bad_request("user not found")
    return world.chats.member_json(chat, user)


def get_administrators(world: World, given: Arguments) -> object:
    """Return a group's administrators, other bots left out."""
    chat = _known(world, given)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    rank = ("creator", "administrator")
    return [
        world.chats.member_json(chat, user)
        for user in world.chats.members(chat)
        if world.chats.status(chat, user.id) in rank and (not user.is_bot or user == world.bot)
    ]


def count_members(world: World, given: Arguments) -> object:
    """Return how many are in a chat."""
    return len(world.chats.members(_known(world, given)))


def leave(world: World, given: Arguments) -> object:
    """Return True once the bot is out of a group."""
    chat = world.chats.find_to_write(given.values["chat_id"])
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    world.change_bot(chat, world.bot, "left")
    return True


def _known(world: World, given: Arguments) -> Chat:
    chat = world.chats.find(given.values["chat_id"])
    return chat if chat.is_private else world.chats.find_to_write(chat.id)
