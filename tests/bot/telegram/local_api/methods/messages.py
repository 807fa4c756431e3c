"""Methods that write, change and delete messages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from local_api.keyboards import read_keyboard
from local_api.messages import Message
from local_api.people import User
from local_api.refusal import bad_request
from local_api.text import ENTITY_KINDS, MOST_UNITS, Entity, Formatted, check_length, parse, with_found

if TYPE_CHECKING:
    from local_api.arguments import Arguments
    from local_api.people import Chat
    from local_api.world import World

# https://core.telegram.org/bots/api#sendchataction
_ACTIONS = (
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
)  # fmt: skip
_DELETABLE_S = 48 * 3600  # https://core.telegram.org/bots/api#deletemessage


def send_message(world: World, given: Arguments) -> object:
    """Return a new text message."""
    chat = world.chats.find_to_write(given.values["chat_id"])
    words = read_words(given, "text", "entities")
    check_length(words, MOST_UNITS)
    keyboard = read_keyboard(given.values.get("reply_markup"))
    answered = find_answered(world, chat, given)
    message = Message(chat, world.bot, words=words, written=given.text("text"), keyboard=keyboard, reply_to=answered)
    return world.post(message).as_json()


def edit_text(world: World, given: Arguments) -> object:
    """Return a message with another text; its keyboard goes where none is given."""
    message = _find_own(world, given)
    if message.has_file or message.sticker:
        raise bad_request("there is no text in the message to edit")
    words = read_words(given, "text", "entities")
    check_length(words, MOST_UNITS)
    keyboard = read_keyboard(given.values.get("reply_markup"))
    return _change(world, message, replace(message, words=words, written=given.text("text"), keyboard=keyboard))


def edit_keyboard(world: World, given: Arguments) -> object:
    """Return a message with another keyboard, or none."""
    message = _find_own(world, given)
    return _change(world, message, replace(message, keyboard=read_keyboard(given.values.get("reply_markup"))))


def delete_message(world: World, given: Arguments) -> object:
    """Return True once a message is gone."""
    chat = world.chats.find_to_write(given.values["chat_id"])
    message = world.messages.find(chat.id, given.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    own = message.sender == world.bot or chat.is_private
    if not own or world.now() - message.date > _DELETABLE_S:
        raise bad_request("message can't be deleted for everyone")
    world.messages.remove(chat.id, message.id)
    return True


def send_action(world: World, given: Arguments) -> object:
    """Return True; people see what the bot does for five seconds."""
    chat = world.chats.find_to_write(given.values["chat_id"])
    if given.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.actions.append((chat, given.text("action")))
    return True


def read_words(given: Arguments, name: str, entities: str) -> Formatted:
    """Return a text or a caption with its entities, from tags or as they were listed.

    Raises:
        RefusedError: it is not well-formed.
    """
    if entities not in given.values:
        return with_found(parse(given.text(name), given.text("parse_mode")))
    if given.text("parse_mode"):
        raise bad_request(f"either parse_mode or {entities} can be used, not both")
    words = Formatted(given.text(name))
    listed = tuple(_listed(entity, words.units) for entity in given.values[entities])
    return with_found(Formatted(words.text, listed))


def find_answered(world: World, chat: Chat, given: Arguments) -> Message | None:
    """Return the message that a new one answers; None where it answers none.

    Raises:
        RefusedError: it is not there.
    """
    asked: dict[str, Any] | None = given.values.get("reply_parameters")
    if asked is None:
        return None
    found = world.messages.find(asked.get("chat_id", chat.id), asked["message_id"])
    if found is None and not asked.get("allow_sending_without_reply", False):
        raise bad_request("message to be replied not found")
    if found is not None and asked.get("quote", "") not in found.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    return found


def _find_own(world: World, given: Arguments) -> Message:
    if "inline_message_id" in given.values:
        raise bad_request("MESSAGE_ID_INVALID")
    if "chat_id" not in given.values or "message_id" not in given.values:
        raise bad_request("message identifier is not specified")
    chat = world.chats.find_to_write(given.values["chat_id"])
    message = world.messages.find(chat.id, given.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender != world.bot:
        raise bad_request("message can't be edited")
    return message


def _change(world: World, before: Message, after: Message) -> object:
    if (before.words, before.keyboard) == (after.words, after.keyboard):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same as a "
            "current content and reply markup of the message"
        )
    return world.messages.put(replace(after, edited=int(world.now()))).as_json()


def _listed(entity: dict[str, Any], units: int) -> Entity:
    if entity["type"] not in ENTITY_KINDS:
        raise bad_request(f'unknown type "{entity["type"]}" of an entity')
    if entity["offset"] < 0 or entity["length"] < 1 or entity["offset"] + entity["length"] > units:
        raise bad_request("an entity lies outside of the text")
    user = User(entity["user"]["id"], entity["user"]["first_name"]) if "user" in entity else None
    return Entity(
        entity["type"], entity["offset"], entity["length"], entity.get("url", ""), entity.get("language", ""), user
    )
