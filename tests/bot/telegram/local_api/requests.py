"""Requests: what they ask for, read and done."""

from __future__ import annotations

import json
from time import monotonic
from typing import TYPE_CHECKING

from local_api.arguments import Arguments, Sent, Upload, read_arguments
from local_api.dispatch import BrokenServerError, answer
from local_api.journal import Call
from local_api.refusal import RefusedError, bad_request
from local_api.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Mapping


class Methods(Wire):
    """Calls of methods."""

    async def get(self, token: str, method: str) -> None:
        """Do a call whose parameters are in the address."""
        await self._answer(token, method)

    async def post(self, token: str, method: str) -> None:
        """Do a call whose parameters are a form or JSON."""
        await self._answer(token, method)

    async def _answer(self, token: str, method: str) -> None:
        values, given = self._given(method)
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

    def _given(self, method: str) -> tuple[Mapping[str, object], Arguments | RefusedError]:
        """Return what was sent, typed where it is right, and the call's arguments, or why it has none."""
        try:
            sent = self._sent()
        except RefusedError as refusal:
            return {}, refusal
        try:
            given = read_arguments(method, sent)
        except RefusedError as refusal:
            return sent.values, refusal
        return given.values, given

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


class Downloads(Wire):
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


class Elsewhere(Wire):
    """Any other address, which only a wrong base URL leads to."""

    async def prepare(self) -> None:
        """Refuse it."""
        self.desk.journal.calls.append(self.call)
        self.refuse(self.call, RefusedError(404, "Not Found"))
