"""One call, from its parameters to its result."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from local_api.methods import METHODS
from local_api.refusal import RefusedError, bad_request, conflict
from local_api.spec import load_spec
from local_api.validate import check_value

if TYPE_CHECKING:
    from collections.abc import Callable

    from local_api.arguments import Arguments
    from local_api.journal import Call
    from local_api.webhook import Webhooks
    from local_api.world import World

# What counts against the limits of https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
_WRITES = ("sendMessage", "sendDocument", "sendPhoto", "editMessageText", "editMessageReplyMarkup")


class BrokenServerError(Exception):
    """This server answered what the specification does not allow; the fault is its own."""


async def answer(world: World, webhooks: Webhooks, call: Call, given: Arguments, gone: Callable[[], bool]) -> object:
    """Return what a call gives, checked against the specification.

    Raises:
        RefusedError: the call is wrong.
        BrokenServerError: the result is.
    """
    if world.logged_out:
        raise RefusedError(400, "Logged out")
    if call.method in _WRITES and isinstance(given.values.get("chat_id"), int):
        world.rates.check(given.integer("chat_id"), monotonic())
    if call.method == "getUpdates":  # updates were checked when they were queued, but for forged ones
        return await _poll(world, webhooks, given, gone)
    result = _do(world, webhooks, call.method, given)
    try:
        check_value(result, load_spec().methods[call.method].returns, f"the result of {call.method}")
    except RefusedError as error:
        raise BrokenServerError(error.description) from error
    return result


def _do(world: World, webhooks: Webhooks, method: str, given: Arguments) -> object:
    if method in webhooks.methods:
        return webhooks.methods[method](given)
    if method not in METHODS:
        raise bad_request(f'method "{method}" is not done by this server')
    return METHODS[method](world, given)


async def _poll(world: World, webhooks: Webhooks, given: Arguments, gone: Callable[[], bool]) -> object:
    if webhooks.url:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    world.updates.allow(given.values.get("allowed_updates"))
    offset, limit, timeout = given.integer("offset"), given.integer("limit", 100), given.integer("timeout")
    return await world.updates.poll(offset, limit, timeout, gone)
