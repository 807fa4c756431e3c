"""The stand-in for Telegram takes the messages that Telegram takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bot_calls import refused, result

if TYPE_CHECKING:
    from local_api import LocalBotApi

_KEYBOARD = {"inline_keyboard": [[{"text": "More", "callback_data": "a1"}]]}


@pytest.fixture
def chat_id(api: LocalBotApi) -> int:
    """Return the chat of a person who has written to the bot."""
    return api.say(api.user(), "/start").chat.id


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "message text is empty"),
        (" \n ", "message text is empty"),
        ("x" * 4097, "message is too long"),
        ("\U0001f4d6" * 2049, "message is too long"),  # two UTF-16 units each
        ("<b>x</b>" * 101, "101 entities"),
        ("<b>x", "can't parse entities"),
        ("a < b", "can't parse entities"),
        ("<div>x</div>", "can't parse entities"),
    ],
)
def test_a_message_that_is_no_message_is_refused(api: LocalBotApi, chat_id: int, text: str, words: str) -> None:
    """Empty, too long after its tags are read, with too many entities, or not well-formed."""
    refused(api, "sendMessage", words, chat_id=chat_id, text=text, parse_mode="HTML")


@pytest.mark.parametrize(
    "text",
    ["x", "x" * 4096, "\U0001f4d6" * 2048, "<b>" + "x" * 4096 + "</b>", "<b>x</b>" * 100 + " leaders.md", "a &lt; b"],
)
def test_a_message_at_the_limit_is_taken(api: LocalBotApi, chat_id: int, text: str) -> None:
    """Tags do not count, a surrogate pair is two, and what Telegram finds by itself is no entity that was asked for."""
    result(api, "sendMessage", chat_id=chat_id, text=text, parse_mode="HTML")


def test_a_message_is_kept_as_people_see_it(api: LocalBotApi, chat_id: int) -> None:
    """Its entities stand in it, and so do the addresses and commands that Telegram finds, but not in code."""
    text = "  <b>see</b> leaders.md, <code>other.md</code> /ask "
    sent = result(api, "sendMessage", chat_id=chat_id, text=text, parse_mode="HTML")
    assert sent["text"] == "see leaders.md, other.md /ask"
    kinds = {(entity["type"], entity["offset"], entity["length"]) for entity in sent["entities"]}
    assert kinds == {("bold", 0, 3), ("url", 4, 10), ("code", 16, 8), ("bot_command", 25, 4)}


def test_listed_entities_must_lie_in_the_text(api: LocalBotApi, chat_id: int) -> None:
    """Instead of tags, and not beside them."""

    def bold(offset: int, length: int, kind: str = "bold") -> dict[str, object]:
        return {"type": kind, "offset": offset, "length": length}

    sent = result(api, "sendMessage", chat_id=chat_id, text="abc", entities=[bold(1, 2)])
    assert sent["entities"] == [bold(1, 2)]
    refused(api, "sendMessage", "outside of the text", chat_id=chat_id, text="abc", entities=[bold(1, 3)])
    refused(api, "sendMessage", "unknown type", chat_id=chat_id, text="abc", entities=[bold(1, 1, "loud")])
    refused(api, "sendMessage", "not both", chat_id=chat_id, text="abc", entities=[bold(1, 1)], parse_mode="HTML")


def test_an_unknown_parse_mode_is_refused(api: LocalBotApi, chat_id: int) -> None:
    """And the known ones are read by their own rules."""
    refused(api, "sendMessage", "unsupported parse_mode", chat_id=chat_id, text="a", parse_mode="XML")
    refused(api, "sendMessage", "can't parse entities", chat_id=chat_id, text="a.", parse_mode="MarkdownV2")
    assert result(api, "sendMessage", chat_id=chat_id, text="*a*", parse_mode="MarkdownV2")["text"] == "a"


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"text": "More", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "More", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": " ", "callback_data": "a"}, "text must be non-empty"),
        ({"text": "More"}, "exactly one optional field"),
        ({"text": "More", "callback_data": "a", "url": "https://a.example"}, "exactly one optional field"),
        ({"text": "More", "url": "javascript:1"}, "URL is invalid"),
    ],
)
def test_a_button_that_telegram_would_not_show_is_refused(
    api: LocalBotApi, chat_id: int, button: dict[str, str], words: str
) -> None:
    """Its data are 1 to 64 bytes, and it does one thing."""
    refused(api, "sendMessage", words, chat_id=chat_id, text="a", reply_markup={"inline_keyboard": [[button]]})


def test_a_keyboard_at_the_limit_is_taken(api: LocalBotApi, chat_id: int) -> None:
    """64 bytes of data, eight buttons a row, and not one more."""
    row = [{"text": str(number), "callback_data": "é" * 32} for number in range(8)]
    result(api, "sendMessage", chat_id=chat_id, text="a", reply_markup={"inline_keyboard": [row]})
    wide = {"inline_keyboard": [[*row, row[0]]]}
    refused(api, "sendMessage", "reply markup is too long", chat_id=chat_id, text="a", reply_markup=wide)


def test_only_a_message_of_the_bot_that_stands_can_be_edited(api: LocalBotApi) -> None:
    """Edited into something else, that is."""
    said = api.say(api.user(), "hello")
    where = {"chat_id": said.chat.id}
    message_id = result(api, "sendMessage", text="one", reply_markup=_KEYBOARD, **where)["message_id"]
    mine = where | {"message_id": message_id}
    refused(api, "editMessageText", "message is not modified", text="one", reply_markup=_KEYBOARD, **mine)
    refused(api, "editMessageReplyMarkup", "message is not modified", reply_markup=_KEYBOARD, **mine)
    refused(api, "editMessageText", "message to edit not found", text="a", message_id=99, **where)
    refused(api, "editMessageText", "message can't be edited", text="a", message_id=said.id, **where)
    refused(api, "editMessageText", "message identifier is not specified", text="a", **where)
    refused(api, "editMessageText", "MESSAGE_ID_INVALID", text="a", inline_message_id="x")
    assert "reply_markup" not in result(api, "editMessageText", text="one", **mine)
    assert result(api, "editMessageText", text="two", **mine)["edit_date"] > 0
    assert [message.text for message in api.messages_to(said.chat)] == ["two"]


def test_a_message_can_be_deleted_once(api: LocalBotApi) -> None:
    """In private both sides' messages, for 48 hours; in a group only the bot's own."""
    ada = api.user()
    said = api.say(ada, "hello")
    result(api, "deleteMessage", chat_id=said.chat.id, message_id=said.id)
    refused(api, "deleteMessage", "message to delete not found", chat_id=said.chat.id, message_id=said.id)
    in_group = api.say(ada, "hello", api.group("Press", ada))
    refused(api, "deleteMessage", "can't be deleted", chat_id=in_group.chat.id, message_id=in_group.id)
    old = api.say(ada, "hello")
    api.put_clock_forward(48 * 3600 + 1)
    refused(api, "deleteMessage", "can't be deleted", chat_id=old.chat.id, message_id=old.id)


def test_a_reply_must_answer_a_message_that_is_there(api: LocalBotApi) -> None:
    """Unless the bot says that it does not matter."""
    said = api.say(api.user(), "hello")
    where = {"chat_id": said.chat.id, "text": "a"}
    sent = result(api, "sendMessage", reply_parameters={"message_id": said.id}, **where)
    assert sent["reply_to_message"]["text"] == "hello"
    refused(api, "sendMessage", "message to be replied not found", reply_parameters={"message_id": 9}, **where)
    refused(api, "sendMessage", "QUOTE", reply_parameters={"message_id": said.id, "quote": "hallo"}, **where)
    without = {"message_id": 9, "allow_sending_without_reply": True}
    assert "reply_to_message" not in result(api, "sendMessage", reply_parameters=without, **where)
