"""The stand-in for Telegram asks what people press and type, and takes one answer to each, in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from bot_calls import refused, result

if TYPE_CHECKING:
    from local_api import LocalBotApi, Message, User


def test_a_pressed_button_is_a_query_that_is_answered_once(api: LocalBotApi) -> None:
    """With the data of the button, the message as it is now, and who pressed it."""
    ada = api.user()
    shown = _message_with_button(api, ada)
    by_text, by_data = api.press(ada, shown, "More"), api.press(ada, shown, "a1")
    told = _last(api)["callback_query"]
    assert (told["data"], told["from"]["id"], told["id"]) == ("a1", ada.id, by_data.query_id)
    assert told["message"]["reply_markup"]["inline_keyboard"][0][0]["text"] == "More"
    with pytest.raises(LookupError):
        api.press(ada, shown, "Less")
    result(api, "answerCallbackQuery", callback_query_id=by_text.query_id, text="x" * 200, show_alert=True)
    assert api.answer_to(by_text.query_id).alert
    refused(api, "answerCallbackQuery", "query is too old", callback_query_id=by_text.query_id)
    refused(api, "answerCallbackQuery", "query is too old", callback_query_id="5")
    refused(api, "answerCallbackQuery", "MESSAGE_TOO_LONG", callback_query_id=by_data.query_id, text="x" * 201)
    api.put_clock_forward(16)
    refused(api, "answerCallbackQuery", "query is too old", callback_query_id=by_data.query_id)
    forged = api.press_forged(ada, shown, "zz")
    assert _last(api)["callback_query"]["data"] == "zz"
    api.set_lifetimes(callback=60)
    api.put_clock_forward(50)
    result(api, "answerCallbackQuery", callback_query_id=forged.query_id)


def test_a_button_of_a_message_that_is_gone_can_be_pressed(api: LocalBotApi) -> None:
    """An app may still show it; the bot is told of a message that it can't reach."""
    ada = api.user()
    shown = _message_with_button(api, ada)
    api.delete(shown)
    api.press(ada, shown, "More")
    assert _last(api)["callback_query"]["message"] == {"chat": shown.chat.as_json(), "message_id": shown.id, "date": 0}
    assert api.now(shown) is None


_CONTENT = {"message_text": "<b>a</b>", "parse_mode": "HTML"}
_ARTICLE = {"type": "article", "id": "1", "title": "One", "input_message_content": _CONTENT}


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([_ARTICLE | {"id": str(number)} for number in range(51)], "RESULTS_TOO_MUCH"),
        ([_ARTICLE | {"id": ""}], "RESULT_ID_INVALID"),
        ([_ARTICLE | {"id": "é" * 33}], "RESULT_ID_INVALID"),
        ([_ARTICLE, _ARTICLE], "RESULT_ID_DUPLICATE"),
        ([_ARTICLE | {"title": ""}], "ARTICLE_TITLE_EMPTY"),
        ([_ARTICLE | {"input_message_content": _CONTENT | {"message_text": "<b>a"}}], "can't parse entities"),
        ([_ARTICLE | {"input_message_content": _CONTENT | {"message_text": "x" * 4097}}], "too long"),
        ([_ARTICLE | {"type": "essay"}], "results[0] must be"),
        ([_ARTICLE | {"subtitle": "a"}], 'unknown field "subtitle"'),
    ],
)
def test_inline_results_that_telegram_would_not_show_are_refused(
    api: LocalBotApi, results: list[dict[str, object]], words: str
) -> None:
    """At most 50, each with an id of its own and a message that could be sent."""
    api.powers.supports_inline_queries = True
    query = api.inline(api.user(), "hello")
    refused(api, "answerInlineQuery", words, inline_query_id=query.query_id, results=results)


def test_an_inline_query_is_answered_once_and_soon(api: LocalBotApi) -> None:
    """With at most 50 results, of which the test sees how they are kept."""
    api.powers.supports_inline_queries = True
    query = api.inline(api.user(), "hello", offset="10")
    assert _last(api)["inline_query"]["offset"] == "10"
    results = [_ARTICLE | {"id": "é" * 31 + f"{number:02}"} for number in range(50)]
    answer = {"inline_query_id": query.query_id, "results": results}
    refused(api, "answerInlineQuery", "NEXT_OFFSET_INVALID", next_offset="x" * 65, **answer)
    result(api, "answerInlineQuery", cache_time=5, is_personal=True, **answer)
    assert (api.inline_results[0].cache_time, len(api.inline_results[0].results)) == (5, 50)
    refused(api, "answerInlineQuery", "query is too old", **answer)
    late = api.inline(api.user(), "hello")
    api.put_clock_forward(11)
    refused(api, "answerInlineQuery", "query is too old", inline_query_id=late.query_id, results=[])


def _last(api: LocalBotApi) -> dict[str, Any]:
    return api.updates[-1]


def _message_with_button(api: LocalBotApi, user: User) -> Message:
    chat = api.say(user, "hello").chat
    keyboard = {"inline_keyboard": [[{"text": "More", "callback_data": "a1"}]]}
    result(api, "sendMessage", chat_id=chat.id, text="answer", reply_markup=keyboard)
    return api.messages_to(chat)[-1]
