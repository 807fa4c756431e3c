"""What Telegram says of the bot, and what is said where it says nothing."""

from __future__ import annotations

import asyncio
import http.server
import logging
import threading
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from local_api import Broken, Delay, DropBefore, LocalBotApi, TooManyRequests

from bot.secret import Secret
from bot.telegram.bot_facts import BotFacts, WebhookFacts, look_up_bot, look_up_username
from bot.telegram.errors import ServiceError
from bot.telegram.settings import TelegramSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from local_api.faults import Fault

OTHER_TOKEN = "7000000002:" + "AbCd_ef-01" * 4


def _of(api: LocalBotApi) -> tuple[TelegramSettings, Secret]:
    return TelegramSettings(api=api.url), Secret(api.token)


def test_bot_is_what_botfather_was_told(api: LocalBotApi) -> None:
    """Each power alone."""
    plain = BotFacts("briefbot_test_bot", "Briefbot", False, True, False, WebhookFacts())
    assert look_up_bot(*_of(api)) == plain
    api.powers.can_read_all_group_messages = True
    assert look_up_bot(*_of(api)) == replace(plain, reads_groups=True)
    api.powers.can_join_groups = False
    assert look_up_bot(*_of(api)) == replace(plain, reads_groups=True, joins_groups=False)
    api.powers.supports_inline_queries = True
    assert look_up_bot(*_of(api)).inline


def test_webhook_is_known_with_what_went_wrong_there(api: LocalBotApi) -> None:
    """Where it is, how many updates wait, and the last error with its time."""
    from telegram import Bot

    hook = "http://127.0.0.1:1/nobody-listens-here"

    async def set_it() -> None:
        async with Bot(api.token, base_url=f"{api.url}/bot") as bot:
            await bot.set_webhook(hook)

    asyncio.run(set_it())
    api.say(api.user(), "hello")
    found = api.wait_for(lambda: (facts := look_up_bot(*_of(api)).webhook).error and facts)
    assert (found.url, found.pending) == (hook, 1)
    assert found.error_at is not None
    assert "refused" in found.error


def test_name_takes_one_call(api: LocalBotApi) -> None:
    """A link needs no more."""
    assert look_up_username(*_of(api)) == "briefbot_test_bot"
    assert [call.method for call in api.calls] == ["getMe"]


@pytest.mark.filterwarnings("ignore:.*retry_after")
@pytest.mark.parametrize(
    ("fault", "what"),
    [
        (Broken(502), "cannot be asked (Bad Gateway (502))"),
        (DropBefore(), "cannot be asked (httpx."),
        (TooManyRequests(7), "asks for patience"),
        (Delay(5), "did not answer within 0.5 seconds"),
    ],
)
def test_what_goes_wrong_is_one_error_without_the_token(api: LocalBotApi, fault: Fault, what: str) -> None:
    """It names the server; what is below it is not kept, for it holds the token; nothing is logged."""
    api.faults.add("getMe", fault)
    with pytest.raises(ServiceError) as caught:
        look_up_bot(*_of(api), seconds=0.5)
    assert caught.value.what.startswith(f"{api.url} {what}")
    assert "BRIEFBOT_TELEGRAM_API" in caught.value.todo or caught.value.todo == "try again in 7 s"
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_limit_is_of_all_calls_together(api: LocalBotApi) -> None:
    """Not of each."""
    api.faults.add("*", Delay(0.4), times=2)
    with pytest.raises(ServiceError, match=r"did not answer within 0\.6 seconds"):
        look_up_bot(*_of(api), seconds=0.6)


def test_nothing_is_logged(api: LocalBotApi, caplog: pytest.LogCaptureFixture) -> None:
    """Libraries tell of each call with its address; afterwards they may again."""
    caplog.set_level(logging.DEBUG)
    api.faults.add("getMe", Broken(502))
    with pytest.raises(ServiceError):
        look_up_bot(*_of(api))
    assert caplog.records == []
    logging.getLogger("httpx").info("told")
    assert len(caplog.records) == 1


def test_token_that_is_not_known_is_told_of_by_what_to_do(api: LocalBotApi) -> None:
    """Where to copy it from; the library's own error quotes the token."""
    api.expect_refused("getMe", "Unauthorized")
    with pytest.raises(ServiceError, match=r"does not know the token.*@BotFather") as caught:
        look_up_bot(TelegramSettings(api=api.url), Secret(OTHER_TOKEN))
    assert "AbCd" not in repr((caught.value, caught.value.__cause__))


@contextmanager
def _serving(body: bytes) -> Iterator[str]:
    """Give the address of a server that answers everything with `body`."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("body", [b"hello", b"[]", b"{}", b'{"ok": true, "result": {}}', b'{"ok": true, "result": 3}'])
def test_server_of_another_kind_is_told_of(body: bytes) -> None:
    """Whatever it answers, it is no bug of ours."""
    with _serving(body) as address, pytest.raises(ServiceError) as caught:
        look_up_bot(TelegramSettings(api=address), Secret(OTHER_TOKEN))
    assert caught.value.what.startswith(f"{address} does not answer as a Bot API server does")
