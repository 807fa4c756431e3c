"""The stand-in for Telegram hands out updates as Telegram does, polled or sent to a webhook."""

from __future__ import annotations

import json
import shutil
import ssl
import subprocess
from concurrent.futures import Future, ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from bot_calls import Answered, address, call, refused, result

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from local_api import LocalBotApi


def test_an_update_waits_until_it_is_confirmed(api: LocalBotApi) -> None:
    """An offset above its id confirms it; asking again gives it again."""
    ada = api.user()
    ids = [api.update_of(api.say(ada, text)) for text in ("one", "two", "three")]
    assert _ids(api) == ids == _ids(api)
    assert _ids(api, limit=2) == ids[:2]
    assert _ids(api, offset=ids[1]) == ids[1:]
    assert api.pending == 2
    assert _ids(api, offset=-1) == ids[2:] == _ids(api)
    assert _ids(api, offset=ids[2] + 1) == []


@pytest.mark.parametrize("limit", [0, 101])
def test_a_limit_out_of_range_is_refused(api: LocalBotApi, limit: int) -> None:
    """Telegram would make it fit without a word."""
    refused(api, "getUpdates", "limit must be 1-100", limit=limit)


def test_only_kinds_that_were_asked_for_are_queued(api: LocalBotApi) -> None:
    """The bot's choice is remembered, holds for what happens after it, and an empty one is the default."""
    ada = api.user()
    assert "chat_member" not in api.allowed_updates
    said = api.say(ada, "one")
    assert [sorted(update)[0] for update in result(api, "getUpdates", allowed_updates=["edited_message"])] == [
        "message"
    ]
    api.say(ada, "two")
    api.edit(said, "one more")
    kinds = [set(update) - {"update_id"} for update in result(api, "getUpdates")]
    assert kinds == [{"message"}, {"edited_message"}]
    result(api, "getUpdates", allowed_updates=[])
    api.say(ada, "three")
    assert len(_ids(api)) == 3
    assert "message_reaction" not in api.allowed_updates
    refused(api, "getUpdates", 'unknown kind of update "massage"', allowed_updates=["massage"])


def test_a_poll_waits_for_the_first_update(api: LocalBotApi) -> None:
    """And not for a second; where nothing comes in time it gets nothing."""
    assert result(api, "getUpdates", timeout=1) == []
    with ThreadPoolExecutor() as pool:
        poll = _poll(api, pool)
        said = api.say(api.user(), "hello")
        assert [update["update_id"] for update in poll.result().body["result"]] == [api.update_of(said)]


def test_of_two_polls_the_older_is_refused(api: LocalBotApi) -> None:
    """With 409, which is no wrong call but another program with the same token."""
    with ThreadPoolExecutor() as pool:
        older = _poll(api, pool)
        newer = pool.submit(call, api, "getUpdates", timeout=20)
        assert older.result().status == 409
        assert "terminated by other getUpdates request" in older.result().description
        api.say(api.user(), "hello")
        assert len(newer.result().body["result"]) == 1


def test_a_poll_that_nobody_hears_leaves_the_updates(api: LocalBotApi) -> None:
    """A connection that was closed takes nothing along."""
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(address(api, "getUpdates"), data={"timeout": 20}, timeout=httpx.Timeout(20, read=0.2))
    api.wait_for(lambda: not api.polled)
    api.say(api.user(), "hello")
    assert len(_ids(api)) == 1


def test_updates_can_be_forged_and_sent_again(api: LocalBotApi) -> None:
    """Whatever the bot has confirmed, and with any id."""
    first = api.update_of(api.say(api.user(), "hello"))
    assert _ids(api, offset=first + 1) == []
    api.duplicate(first)
    assert _ids(api, offset=first + 1) == [first]
    assert _ids(api, offset=first + 1) == []
    assert api.raw_update({"nothing": {"that": "is"}}) == first + 1
    assert api.raw_update({"update_id": 5, "message": {}}) == 5
    assert api.raw_update({"update_id": first + 100}) == first + 100
    assert api.update_of(api.say(api.user(), "hello")) == first + 101
    assert _ids(api, offset=first + 1) == [5, first + 1, first + 100, first + 101]


class _Hook:
    """A program that updates are sent to."""

    def __init__(self) -> None:
        self.bodies: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.statuses: list[int] = []  # of the next answers; 200 once there are none
        self.answer = b""
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                hook.bodies.append(json.loads(self.rfile.read(length)))
                hook.secrets.append(self.headers["X-Telegram-Bot-Api-Secret-Token"])
                self.send_response(hook.statuses.pop(0) if hook.statuses else 200)
                self.send_header("Content-Length", str(len(hook.answer)))
                self.send_header("Location", "/elsewhere")
                self.end_headers()
                self.wfile.write(hook.answer)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = Thread(target=self.server.serve_forever)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/hook"


@pytest.fixture
def hook() -> Iterator[_Hook]:
    """Return a program that takes updates."""
    running = _Hook()
    running.thread.start()
    yield running
    running.server.shutdown()
    running.thread.join()
    running.server.server_close()


def test_a_webhook_gets_updates_in_order_with_its_secret(api: LocalBotApi, hook: _Hook) -> None:
    """Those that waited first; one that was not taken comes again before the next."""
    ada = api.user()
    first = api.update_of(api.say(ada, "one"))
    hook.statuses = [500, 302, 200]
    result(api, "setWebhook", url=hook.url, secret_token="s" * 256, max_connections=1)
    second = api.update_of(api.say(ada, "two"))
    api.wait_for(lambda: len(hook.bodies) == 4)
    assert [body["update_id"] for body in hook.bodies] == [first, first, first, second]
    assert set(hook.secrets) == {"s" * 256}
    api.wait_for(lambda: api.pending == 0)
    info = result(api, "getWebhookInfo")
    assert (info["url"], info["max_connections"], info["pending_update_count"]) == (hook.url, 1, 0)
    assert "302" in info["last_error_message"]
    api.duplicate(first)
    api.wait_for(lambda: len(hook.bodies) == 5)
    assert hook.bodies[-1] == hook.bodies[0]


def test_nothing_is_sent_to_a_webhook_while_the_network_is_gone(api: LocalBotApi, hook: _Hook) -> None:
    """What happened in the meantime is sent once it is back."""
    result(api, "setWebhook", url=hook.url)
    api.go_away()
    said = [api.say(api.user(), text) for text in ("one", "two")]
    assert (hook.bodies, api.pending) == ([], 2)
    api.come_back()
    api.wait_for(lambda: api.pending == 0)
    assert [body["update_id"] for body in hook.bodies] == [api.update_of(message) for message in said]


def test_a_webhook_and_polling_rule_each_other_out(api: LocalBotApi, hook: _Hook) -> None:
    """A poll is refused while there is a webhook, and ends when one is set."""
    with ThreadPoolExecutor() as pool:
        poll = _poll(api, pool)
        result(api, "setWebhook", url=hook.url)
        assert poll.result().description == "Conflict: terminated by setWebhook request"
    answer = call(api, "getUpdates")
    assert answer.status == 409
    assert "can't use getUpdates method while webhook is active" in answer.description
    assert api.webhook_url == hook.url
    result(api, "deleteWebhook")
    assert _ids(api) == []
    assert result(api, "getWebhookInfo")["url"] == ""


def test_pending_updates_are_dropped_where_asked(api: LocalBotApi, hook: _Hook) -> None:
    """By either method."""
    ada = api.user()
    api.say(ada, "one")
    result(api, "deleteWebhook", drop_pending_updates=False)
    assert api.pending == 1
    result(api, "deleteWebhook", drop_pending_updates=True)
    assert api.pending == 0
    api.say(ada, "two")
    result(api, "setWebhook", url=hook.url, drop_pending_updates=True, allowed_updates=["message"])
    third = api.update_of(api.say(ada, "three"))
    api.wait_for(lambda: hook.bodies)
    assert hook.bodies[0]["update_id"] == third
    assert api.allowed_updates == ("message",)


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"url": "ftp://a.example"}, "invalid URL"),
        ({"url": "https://"}, "invalid URL"),
        ({"secret_token": "a b"}, "unallowed characters"),
        ({"secret_token": "a" * 257}, "unallowed characters"),
        ({"secret_token": ""}, "unallowed characters"),
        ({"max_connections": 0}, "max_connections must be"),
        ({"max_connections": 101}, "max_connections must be"),
        ({"allowed_updates": ["massage"]}, "unknown kind of update"),
        ({"certificate": "text"}, "setWebhook.certificate must be InputFile"),
    ],
)
def test_a_webhook_that_could_not_be_is_refused(api: LocalBotApi, parameters: dict[str, object], words: str) -> None:
    """And nothing of it is set."""
    refused(api, "setWebhook", words, **({"url": "https://127.0.0.1:9"} | parameters))
    assert api.webhook_url == ""


def test_a_call_in_the_answer_to_an_update_is_refused(api: LocalBotApi, hook: _Hook) -> None:
    """Telegram would do it and tell nobody how it went."""
    api.expect_refused("in the answer to an update", "does no calls")
    hook.answer = b'{"method": "sendMessage", "chat_id": 1, "text": "a"}'
    result(api, "setWebhook", url=hook.url)
    api.say(api.user(), "one")
    api.wait_for(lambda: api.expected_refusals)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes the certificate")
def test_a_certificate_of_its_own_is_trusted(api: LocalBotApi, hook: _Hook, tmp_path: Path) -> None:
    """Once it was uploaded, and not before."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    making = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        *subject,
    ]
    subprocess.run([*making, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    hook.server.socket = context.wrap_socket(hook.server.socket, server_side=True)
    url = hook.url.replace("http://", "https://")
    api.say(api.user(), "one")
    result(api, "setWebhook", url=url)
    api.wait_for(lambda: "last_error_message" in result(api, "getWebhookInfo"))
    assert hook.bodies == []
    uploaded = {"certificate": ("certificate.pem", certificate.read_bytes())}
    assert httpx.post(address(api, "setWebhook"), data={"url": url}, files=uploaded).status_code == 200
    api.wait_for(lambda: hook.bodies)
    assert result(api, "getWebhookInfo")["has_custom_certificate"] is True


def _poll(api: LocalBotApi, pool: ThreadPoolExecutor) -> Future[Answered]:
    """Return a poll that waits."""
    poll = pool.submit(call, api, "getUpdates", timeout=20)
    api.wait_for(lambda: api.polled)
    return poll


def _ids(api: LocalBotApi, **parameters: object) -> list[int]:
    return [update["update_id"] for update in result(api, "getUpdates", **parameters)]
