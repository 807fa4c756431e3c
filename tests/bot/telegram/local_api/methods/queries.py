"""Methods that answer pressed buttons and inline queries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from local_api.keyboards import read_keyboard
from local_api.refusal import bad_request
from local_api.text import MOST_UNITS, check_length, parse
from local_api.world import CallbackAnswer, InlineAnswer

if TYPE_CHECKING:
    from local_api.arguments import Arguments
    from local_api.world import World

_MOST_ANSWER = 200  # https://core.telegram.org/bots/api#answercallbackquery
_MOST_RESULTS, _MOST_ID_BYTES, _MOST_OFFSET_BYTES = 50, 64, 64  # https://core.telegram.org/bots/api#answerinlinequery
_CACHE_S = 300


def answer_callback(world: World, given: Arguments) -> object:
    """Return True; who pressed the button sees the text."""
    if len(given.text("text")) > _MOST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    world.callbacks.answer(given.text("callback_query_id"), world.now())
    answer = CallbackAnswer(given.text("callback_query_id"), given.text("text"), given.truth("show_alert"))
    world.callback_answers.append(answer)
    return True


def answer_inline(world: World, given: Arguments) -> object:
    """Return True; who typed the query sees the results."""
    results = given.values["results"]
    _check_results(results)
    if len(given.text("next_offset").encode()) > _MOST_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", given.values.get("button", {}).get("start_parameter", "none")):
        raise bad_request("START_PARAM_INVALID")
    world.inlines.answer(given.text("inline_query_id"), world.now())
    answer = InlineAnswer(
        given.text("inline_query_id"),
        tuple(results),
        given.integer("cache_time", _CACHE_S),
        given.truth("is_personal"),
        given.text("next_offset"),
    )
    world.inline_answers.append(answer)
    return True


def _check_results(results: list[dict[str, Any]]) -> None:
    if len(results) > _MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    ids = [result["id"] for result in results]
    if any(not 1 <= len(result_id.encode()) <= _MOST_ID_BYTES for result_id in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    for result in results:
        if not result.get("title", "-").strip():
            raise bad_request("ARTICLE_TITLE_EMPTY")
        read_keyboard(result.get("reply_markup"))
        content = result.get("input_message_content", {})
        if "message_text" in content:
            check_length(parse(content["message_text"], content.get("parse_mode", "")), MOST_UNITS)
