"""Requests: read, their faults met, answered."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from http import HTTPStatus
from time import monotonic
from typing import TYPE_CHECKING

from tornado.web import RequestHandler

from local_api.arguments import Arguments, Sent, Upload, read_arguments
from local_api.dispatch import BrokenServerError, answer
from local_api.faults import Broken, Delay, DropAfter, DropBefore, TooManyRequests
from local_api.journal import Call, Journal
from local_api.refusal import RefusedError, bad_request, too_many

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from local_api.faults import Fault, Faults
    from local_api.webhook import Webhooks
    from local_api.world import World

_PAGE = "<html><head><title>{0}</title></head><body><center><h1>{0}</h1></center><hr>nginx</body></html>"


@dataclass(frozen=True, slots=True)
class Desk:
    """All that a request may need.

    Attributes:
        world: what Telegram holds.
        token: the one that is taken.
        changed: called after each call.
        journal: where calls are written down.
        faults: what goes wrong.
        webhooks: where updates are sent.
    """

    world: World
    token: str
    changed: Callable[[], None]
    journal: Journal
    faults: Faults
    webhooks: Webhooks


class _Wire(RequestHandler):
    """A request that is answered with JSON, or cut off."""

    def initialize(self, desk: Desk) -> None:
        self.desk = desk
        self.gone = False
        self.fault: Fault | None = None

    def on_connection_close(self) -> None:
        self.gone = True
        self.desk.world.updates.wake()

    async def begin(self, call: Call) -> bool:
        """Write a call down and meet its fault; return whether that ended it.

        Raises:
            RefusedError: the fault is a refusal.
        """
        self.desk.journal.calls.append(call)
        self.fault = self.desk.faults.next_for(call)
        if isinstance(self.fault, TooManyRequests):
            raise too_many(self.fault.retry_after)
        if isinstance(self.fault, Delay):
            await asyncio.sleep(self.fault.seconds)
        elif isinstance(self.fault, Broken):
            self.desk.journal.end(call, self.fault.status, "a page of HTML")
            self.set_status(self.fault.status)
            await self.finish(_PAGE.format(f"{self.fault.status} {HTTPStatus(self.fault.status).phrase}"))
            return True
        elif isinstance(self.fault, DropBefore):
            self.drop()
            return True
        return False

    def end(self, call: Call, status: int, description: str, body: Mapping[str, object] | bytes) -> None:
        """Answer a call and write down how it ended; nobody hears it where the connection is gone."""
        if isinstance(self.fault, DropAfter):
            self.drop()
        if self.gone:
            self.desk.journal.end(call, 0, description)
            return
        self.desk.journal.end(call, status, description)
        self.set_status(status)
        self.set_header("Content-Type", "application/octet-stream" if isinstance(body, bytes) else "application/json")
        self.finish(body if isinstance(body, bytes) else json.dumps(body))

    def refuse(self, call: Call, refusal: RefusedError) -> None:
        """Answer a call that is refused."""
        if "retry_after" in refusal.parameters:
            self.set_header("Retry-After", str(refusal.parameters["retry_after"]))
        self.end(call, refusal.code, refusal.description, refusal.as_json())

    def drop(self) -> None:
        """Close the connection without a word."""
        if not self.gone:
            self.gone = True
            self.detach().close()


class Methods(_Wire):
    """Calls of methods."""

    async def get(self, token: str, method: str) -> None:
        """Do a call whose parameters are in the address."""
        await self._answer(token, method)

    async def post(self, token: str, method: str) -> None:
        """Do a call whose parameters are a form or JSON."""
        await self._answer(token, method)

    async def _answer(self, token: str, method: str) -> None:
        given = self._given(method)
        values = given.values if isinstance(given, Arguments) else {}
        call = Call(method, values, monotonic())
        try:
            if await self.begin(call):
                return
            arguments = self._checked(token, given)
            call.result = await answer(self.desk.world, self.desk.webhooks, call, arguments, lambda: self.gone)
        except RefusedError as refusal:
            self.refuse(call, refusal)
        except BrokenServerError as error:
            self.end(call, 500, f"the server's own fault: {error}", RefusedError(500, str(error)).as_json())
        else:
            self.end(call, 200, "", {"ok": True, "result": call.result})
        finally:
            self.desk.changed()

    def _checked(self, token: str, given: Arguments | RefusedError) -> Arguments:
        """Return the arguments of a call that may be done.

        Raises:
            RefusedError: the token or the call is wrong.
        """
        if token != self.desk.token:
            raise RefusedError(401, "Unauthorized")
        if isinstance(given, RefusedError):
            raise given
        return given

    def _given(self, method: str) -> Arguments | RefusedError:
        try:
            return read_arguments(method, self._sent())
        except RefusedError as refusal:
            return refusal

    def _sent(self) -> Sent:
        """Return what was sent.

        Raises:
            RefusedError: the way in which it was is wrong.
        """
        if self.request.headers.get("Content-Type", "").startswith("application/json"):
            return Sent(self._body(), as_form=False)
        uploads = {name: files[0] for name, files in self.request.files.items()}
        given = self.request.arguments
        for name, all_of in given.items():
            if len(all_of) > 1:
                raise bad_request(f'parameter "{name}" came twice')
        try:
            values = {name: all_of[0].decode() for name, all_of in given.items()}
        except UnicodeDecodeError as error:
            raise bad_request("strings must be encoded in UTF-8") from error
        files = {name: Upload(file.filename, file.content_type, file.body) for name, file in uploads.items()}
        return Sent(values, as_form=True, uploads=files)

    def _body(self) -> dict[str, object]:
        try:
            values = json.loads(self.request.body or b"{}")
        except ValueError as error:
            raise bad_request("can't parse the body as JSON object") from error
        if not isinstance(values, dict) or self.request.query_arguments:
            raise bad_request("the body must be a JSON object, and hold all parameters")
        return values


class Downloads(_Wire):
    """Files; a fault finds them under the method `download`."""

    async def get(self, token: str, path: str) -> None:
        """Give a file's bytes."""
        call = Call("download", {"path": path}, monotonic())
        try:
            if await self.begin(call):
                return
            content = self._content(token, path)
        except RefusedError as refusal:
            self.refuse(call, refusal)
        else:
            self.end(call, 200, "", content)
        finally:
            self.desk.changed()

    def _content(self, token: str, path: str) -> bytes:
        found = self.desk.world.files.at(path)
        if token != self.desk.token or found is None:
            raise RefusedError(404, "Not Found")
        return found.content


class Elsewhere(_Wire):
    """Any other address, which only a wrong base URL leads to."""

    async def prepare(self) -> None:
        """Refuse it."""
        call = Call("elsewhere", {"path": "not /bot<TOKEN>/<METHOD>"}, monotonic())
        self.desk.journal.calls.append(call)
        self.refuse(call, RefusedError(404, "Not Found"))
