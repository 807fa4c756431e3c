"""Delivers updates to the address that a bot set, one after another."""

from __future__ import annotations

import asyncio
import json
import re
import tempfile
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest

from local_api.journal import Call, Journal
from local_api.refusal import bad_request

if TYPE_CHECKING:
    from collections.abc import Callable

    from local_api.arguments import Arguments
    from local_api.world import World

# https://core.telegram.org/bots/api#setwebhook
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_MOST_CONNECTIONS, _CONNECTIONS = 100, 40
_ANSWER_WITHIN_S = 10.0


class Webhooks:
    """The webhook of one bot.

    Attributes:
        url: where updates go; empty where they are polled.
        retry_s: seconds between tries after one that failed.
        methods: the methods that are about webhooks.
    """

    def __init__(self, world: World, journal: Journal) -> None:
        """Set none."""
        self.url = ""
        self.retry_s = 0.05
        self.methods: dict[str, Callable[[Arguments], object]] = {
            "deleteWebhook": self._delete,
            "getWebhookInfo": self._info,
            "setWebhook": self._set,
        }
        self._world, self._journal = world, journal
        self._secret = ""
        self._connections = _CONNECTIONS
        self._certificate = b""
        self._error: tuple[int, str] | None = None
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Deliver, where a webhook is set."""
        if self.url:
            self._task = asyncio.get_running_loop().create_task(self._deliver())

    async def stop(self) -> None:
        """Deliver no more until `start`."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    def _set(self, given: Arguments) -> object:
        url, secret = given.text("url"), given.text("secret_token", "none")
        if url and (urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname):
            raise bad_request("bad webhook: invalid URL specified")
        if not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters or is too long")
        if not 1 <= given.integer("max_connections", _CONNECTIONS) <= _MOST_CONNECTIONS:
            raise bad_request(f"max_connections must be 1-{_MOST_CONNECTIONS}")
        self._world.updates.allow(given.values.get("allowed_updates"))
        self._point_at(url)
        self._drop_if_asked(given)
        self._secret = given.text("secret_token")
        self._connections = given.integer("max_connections", _CONNECTIONS)
        upload = given.upload("certificate")
        self._certificate = upload.content if upload else b""
        if url:
            self._world.updates.stop_poll("terminated by setWebhook request")
        self.start()
        return True

    def _delete(self, given: Arguments) -> object:
        self._point_at("")
        self._drop_if_asked(given)
        return True

    def _drop_if_asked(self, given: Arguments) -> None:
        if given.truth("drop_pending_updates"):
            self._world.updates.forget()

    def _point_at(self, url: str) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self.url, self._error = url, None

    def _info(self, _: Arguments) -> object:
        updates = self._world.updates
        info: dict[str, object] = {
            "url": self.url,
            "has_custom_certificate": bool(self._certificate),
            "pending_update_count": updates.pending,
            "allowed_updates": list(updates.allowed),
        }
        if self.url:
            info["max_connections"] = self._connections
        if self._error is not None:
            info["last_error_date"], info["last_error_message"] = self._error
        return info

    async def _deliver(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            certificate = None
            if self._certificate:
                certificate = Path(folder) / "certificate.pem"
                certificate.write_bytes(self._certificate)
            client = AsyncHTTPClient(force_instance=True)
            try:
                while True:
                    await self._deliver_next(client, certificate)
            finally:
                client.close()

    async def _deliver_next(self, client: AsyncHTTPClient, certificate: Path | None) -> None:
        updates = self._world.updates
        waiting = updates.take(1)
        if not waiting:
            await updates.wait()
            return
        headers = {"Content-Type": "application/json"}
        if self._secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self._secret
        request = HTTPRequest(
            self.url,
            method="POST",
            headers=headers,
            body=json.dumps(waiting[0]),
            request_timeout=_ANSWER_WITHIN_S,
            follow_redirects=False,
            ca_certs=str(certificate) if certificate else None,
        )
        try:
            response = await client.fetch(request)
        except (HTTPClientError, OSError) as error:
            self._error = (int(self._world.now()), f"Wrong response from the webhook: {error}")
            await asyncio.sleep(self.retry_s)
        else:
            updates.confirm(waiting[0])
            self._check_answer(response.body)

    def _check_answer(self, body: bytes) -> None:
        """Refuse a call that stands in the answer to an update: Telegram would do it, and nobody would hear of it."""
        if body.lstrip().startswith(b"{") and b'"method"' in body:
            call = Call("in the answer to an update", {"body": body[:200].decode(errors="replace")}, monotonic())
            self._journal.calls.append(call)
            self._journal.end(call, 400, "Bad Request: this server does no calls that answer updates")
