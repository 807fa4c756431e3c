"""Calls of the Bot API as a program makes them, for the tests of its stand-in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from local_api import LocalBotApi


@dataclass(frozen=True, slots=True)
class Answered:
    """What a call got.

    Attributes:
        status: the HTTP status.
        body: the JSON.
    """

    status: int
    body: dict[str, Any]

    @property
    def description(self) -> str:
        """Return what was wrong; empty where nothing was."""
        return str(self.body.get("description", ""))


def call(api: LocalBotApi, method: str, **parameters: object) -> Answered:
    """Return what a call gets whose parameters are sent as a form, objects and lists in it as JSON."""
    form = {name: value if isinstance(value, str) else json.dumps(value) for name, value in parameters.items()}
    response = httpx.post(address(api, method), data=form, timeout=20)
    return Answered(response.status_code, response.json())


def result(api: LocalBotApi, method: str, **parameters: object) -> Any:  # noqa: ANN401 -- whatever JSON holds
    """Return the result of a call that is right."""
    answered = call(api, method, **parameters)
    assert answered.body["ok"] is True, answered.description
    assert answered.status == 200
    return answered.body["result"]


def refused(api: LocalBotApi, method: str, words: str, **parameters: object) -> Answered:
    """Check that a call is refused with such words, in Telegram's own form, and return what it got."""
    api.expect_refused(method, words)
    answered = call(api, method, **parameters)
    assert answered.body["ok"] is False
    assert answered.body["error_code"] == answered.status
    assert words in answered.description
    assert api.expected_refusals[-1].method == method
    return answered


def address(api: LocalBotApi, method: str, token: str = "") -> str:
    """Return the address of a method."""
    return f"{api.url}/bot{token or api.token}/{method}"
