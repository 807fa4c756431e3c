"""The stand-in for Telegram refuses what Telegram's specification does not allow, and nothing else."""

from __future__ import annotations

import httpx
import pytest
from bot_calls import address, call, refused, result
from local_api import LocalBotApi

_KEYBOARD = {"inline_keyboard": [[{"text": "More", "callback_data": "a1"}]]}


@pytest.fixture
def chat_id(api: LocalBotApi) -> int:
    """Return the chat of a person who has written to the bot."""
    return api.say(api.user(), "/start").chat.id


@pytest.mark.parametrize(
    ("method", "parameters", "words"),
    [
        ("sendMesage", {}, 'method "sendMesage" not found'),
        ("getMe", {"verbose": "true"}, 'unknown field "verbose" in getMe'),
        ("sendMessage", {"chat_id": 1}, '"text" is required in sendMessage'),
        ("sendMessage", {"chat_id": 1, "text": "a", "disable_notification": "yes"}, "must be Boolean"),
        ("getUpdates", {"limit": "ten"}, "getUpdates.limit must be Integer"),
        ("getUpdates", {"limit": "1.5"}, "getUpdates.limit must be Integer"),
        ("sendMessage", {"chat_id": 1, "text": "a", "reply_markup": "{"}, "can't parse sendMessage.reply_markup"),
        ("sendMessage", {"chat_id": 1, "text": "a", "reply_markup": []}, "must be InlineKeyboardMarkup or"),
        ("setMyCommands", {"commands": [{"command": "ask"}]}, '"description" is required in setMyCommands.commands[0]'),
        ("setMyCommands", {"commands": {}}, "must be Array of BotCommand"),
        ("setMyCommands", {"commands": [], "scope": {"type": "everyone"}}, "setMyCommands.scope must be"),
        ("getUpdates", {"allowed_updates": ["message", 7]}, "allowed_updates[1] must be String"),
        ("sendDocument", {"chat_id": 1, "document": "attach://file"}, 'file "attach://file" of sendDocument was not'),
        ("sendVideo", {"chat_id": 1, "video": "x"}, 'method "sendVideo" is not done by this server'),
    ],
)
def test_a_call_that_the_specification_does_not_know_is_refused(
    api: LocalBotApi, method: str, parameters: dict[str, object], words: str
) -> None:
    """Methods, fields and types are those of the specification, nested ones too."""
    assert refused(api, method, words, **parameters).status == 400
    assert api.refused == []


def test_a_nested_field_that_is_unknown_is_refused(api: LocalBotApi, chat_id: int) -> None:
    """A button with a misspelt field, among several types of markup."""
    wrong = {"inline_keyboard": [[{"text": "More", "callbackdata": "a1"}]]}
    refused(api, "sendMessage", "reply_markup must be", chat_id=chat_id, text="a", reply_markup=wrong)
    refused(
        api, "editMessageReplyMarkup", 'unknown field "callbackdata"', chat_id=chat_id, message_id=1, reply_markup=wrong
    )
    sent = result(api, "sendMessage", chat_id=chat_id, text="a", reply_markup=_KEYBOARD)
    assert sent["reply_markup"] == _KEYBOARD


def test_json_must_hold_values_of_their_types(api: LocalBotApi, chat_id: int) -> None:
    """A body of JSON is held to the same types, where a number in quotes is no number."""
    api.expect_refused("*", "Bad Request")
    where = address(api, "sendMessage")
    assert httpx.post(where, json={"chat_id": chat_id, "text": "a"}).status_code == 200
    for wrong in ({"text": 5}, {"protect_content": "true"}, {"message_thread_id": "1"}, {"message_thread_id": True}):
        assert httpx.post(where, json={"chat_id": chat_id, "text": "a"} | wrong).status_code == 400
    headers = {"Content-Type": "application/json"}
    for body in (b"{", b"[]"):
        assert httpx.post(where, content=body, headers=headers).status_code == 400


def test_parameters_may_come_in_the_address_but_not_twice(api: LocalBotApi, chat_id: int) -> None:
    """As Telegram takes them; of two values nobody could say which counts."""
    api.expect_refused("sendChatAction", "came twice")
    where = address(api, "sendChatAction")
    assert httpx.get(f"{where}?chat_id={chat_id}&action=typing").status_code == 200
    assert httpx.get(f"{where}?chat_id={chat_id}&chat_id=2&action=typing").status_code == 400


def test_text_that_is_not_utf_8_is_refused(api: LocalBotApi, chat_id: int) -> None:
    """Bytes that are no text never reach a chat."""
    api.expect_refused("sendMessage", "UTF-8")
    assert httpx.get(f"{address(api, 'sendMessage')}?chat_id={chat_id}&text=%ff").status_code == 400


def test_files_stand_where_files_may(api: LocalBotApi, chat_id: int) -> None:
    """Uploaded in their own field or attached; a file that belongs to no field is refused, as is one for a text."""
    api.expect_refused("*", "Bad Request")
    where, file = address(api, "sendDocument"), ("note.txt", b"words", "text/plain")
    own = httpx.post(where, data={"chat_id": chat_id}, files={"document": file})
    attached = httpx.post(where, data={"chat_id": chat_id, "document": "attach://one"}, files={"one": file})
    assert [own.status_code, attached.status_code] == [200, 200]
    assert own.json()["result"]["document"]["file_name"] == "note.txt"
    stray = httpx.post(where, data={"chat_id": chat_id}, files={"document": file, "other": file})
    as_text = httpx.post(where, data={"chat_id": chat_id}, files={"document": file, "caption": file})
    both = httpx.post(where, data={"chat_id": chat_id, "document": "x"}, files={"document": file})
    assert [stray.status_code, as_text.status_code, both.status_code] == [400, 400, 400]


def test_another_token_is_unauthorized(api: LocalBotApi) -> None:
    """It is refused as Telegram does, and is no wrong call: programs are tested with wrong tokens."""
    response = httpx.post(address(api, "getMe", "1:wrong"))
    assert (response.status_code, response.json()) == (
        401,
        {"ok": False, "error_code": 401, "description": "Unauthorized"},
    )
    assert api.calls[-1].status == 401


def test_an_address_outside_of_the_api_is_noticed(api: LocalBotApi) -> None:
    """A base URL without `/bot` is a mistake that a test should see."""
    api.expect_refused("elsewhere", "Not Found")
    assert httpx.post(f"{api.url}/{api.token}/getMe").status_code == 404
    assert len(api.expected_refusals) == 1


def test_a_refusal_that_nobody_expected_fails_the_test() -> None:
    """The fixture checks at the end; what was expected by its method and words does not count."""
    with LocalBotApi() as api:
        api.check_nothing_refused()
        api.expect_refused("getMe", "unknown field")
        call(api, "getMe", a="b")
        api.check_nothing_refused()
        call(api, "getChat", chat_id=5)
        call(api, "getChat", chat="five")
        with pytest.raises(
            AssertionError, match=r"getChat\(chat_id=5\): 400 Bad Request: chat not found\ngetChat\(chat='five'\): 400"
        ):
            api.check_nothing_refused()


def test_an_unknown_action_is_refused(api: LocalBotApi, chat_id: int) -> None:
    """Only those that the specification lists in words."""
    result(api, "sendChatAction", chat_id=chat_id, action="typing")
    refused(api, "sendChatAction", "wrong parameter action", chat_id=chat_id, action="thinking")
    assert [action for _, action in api.actions] == ["typing"]


@pytest.mark.parametrize(
    ("command", "description", "words"),
    [
        ("Ask", "Ask", "BOT_COMMAND_INVALID"),
        ("/ask", "Ask", "BOT_COMMAND_INVALID"),
        ("", "Ask", "BOT_COMMAND_INVALID"),
        ("a" * 33, "Ask", "BOT_COMMAND_INVALID"),
        ("ask", "", "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("ask", "x" * 257, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
def test_a_command_that_no_menu_could_show_is_refused(
    api: LocalBotApi, command: str, description: str, words: str
) -> None:
    """Lower case, digits and underscores; described in 1 to 256 characters."""
    refused(api, "setMyCommands", words, commands=[{"command": command, "description": description}])


def test_commands_are_kept_by_scope_and_language(api: LocalBotApi, chat_id: int) -> None:
    """A chat's commands are not everybody's, and are gone once deleted."""
    ask, scope = [{"command": "a" * 32, "description": "x" * 256}], {"type": "chat", "chat_id": chat_id}
    result(api, "setMyCommands", commands=ask, scope=scope)
    assert result(api, "getMyCommands", scope=scope) == ask == api.commands(scope)
    assert result(api, "getMyCommands") == [] == result(api, "getMyCommands", scope=scope, language_code="de")
    refused(api, "setMyCommands", "chat not found", commands=ask, scope={"type": "chat", "chat_id": 5})
    refused(api, "setMyCommands", "BOT_COMMANDS_TOO_MUCH", commands=ask * 101)
    result(api, "deleteMyCommands", scope=scope)
    assert api.commands(scope) == []


def test_the_bot_is_what_botfather_was_told(api: LocalBotApi) -> None:
    """`getMe` says which of its powers are on."""
    assert result(api, "getMe")["can_read_all_group_messages"] is False
    api.powers.can_read_all_group_messages = api.powers.supports_inline_queries = True
    me = result(api, "getMe")
    assert (me["username"], me["is_bot"]) == ("briefbot_test_bot", True)
    assert me["can_read_all_group_messages"] is me["supports_inline_queries"] is True


def test_the_bot_has_names_and_descriptions(api: LocalBotApi) -> None:
    """They can be read and set, within their limits."""
    assert result(api, "getMyName") == {"name": "Briefbot"}
    result(api, "setMyShortDescription", short_description="x" * 120)
    assert result(api, "getMyShortDescription")["short_description"] == "x" * 120
    refused(api, "setMyShortDescription", "too long", short_description="x" * 121)
    assert result(api, "getMyDescription") == {"description": ""}
    assert result(api, "getChatMenuButton") == {"type": "commands"}


def test_a_bot_that_logged_out_is_not_served(api: LocalBotApi) -> None:
    """Closing is another matter."""
    assert result(api, "close") is True
    assert result(api, "logOut") is True
    refused(api, "getMe", "Logged out")


def test_what_breaks_inside_is_the_servers_fault(api: LocalBotApi) -> None:
    """A test that meets it fails, and sees where it broke."""
    api.expect_refused("getMe", "the server's own fault")
    api._world.powers = None  # type: ignore[assignment]
    assert httpx.post(address(api, "getMe")).status_code == 500
    assert "AttributeError" in api.expected_refusals[0].description


def test_a_result_that_the_specification_does_not_allow_is_the_servers_fault(api: LocalBotApi, chat_id: int) -> None:
    """It fails the test too, since a bot could come to rely on it."""
    api.expect_refused("getMyName", "the server's own fault")
    api._world.profile["name", ""] = 5  # type: ignore[assignment]
    assert call(api, "getMyName").status == 500
    assert len(api.expected_refusals) == 1
