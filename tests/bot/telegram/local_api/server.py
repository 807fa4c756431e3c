"""HTTP: requests read, faults met, answers written."""

from __future__ import annotations

import asyncio
import json
from time import monotonic
from typing import TYPE_CHECKING

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from local_api.arguments import Sent, Upload
from local_api.dispatch import BrokenServerError, answer
from local_api.faults import Broken, Delay, DropAfter, DropBefore, Faults, TooManyRequests
from local_api.journal import Call, Journal
from local_api.refusal import RefusedError, bad_request, too_many
from local_api.webhook import Webhooks

if TYPE_CHECKING:
    from collections.abc import Callable

    from local_api.faults import Fault
    from local_api.world import World

_HOST = "127.0.0.1"
_PAGE = "<html><head><title>{0}</title></head><body><center><h1>{0}</h1></center><hr>nginx</body></html>"


class Server:
    """Telegram's side of the wire.

    Attributes:
        port: where it listens.
        world: what it holds.
        journal: what it was asked.
        faults: what goes wrong.
        webhooks: where updates are sent.
    """

    def __init__(self, world: World, token: str, changed: Callable[[], None]) -> None:
        """Make a server that calls `changed` after each call."""
        self.port = 0
        self.world = world
        self.token = token
        self.changed = changed
        self.journal = Journal()
        self.faults = Faults()
        self.webhooks = Webhooks(world)
        self._http: HTTPServer | None = None

    async def listen(self) -> None:
        """Start to listen, on the port that it had before where it had one."""
        routes = [
            (r"/bot([^/]+)/(\w+)", _Methods, {"server": self}),
            (r"/file/bot([^/]+)/(.+)", _Downloads, {"server": self}),
        ]
        self._http = HTTPServer(Application(routes, log_function=lambda _: None))
        sockets = bind_sockets(self.port, _HOST)
        self.port = sockets[0].getsockname()[1]
        self._http.add_sockets(sockets)

    async def go_away(self) -> None:
        """Listen no more, and drop the connections that are open."""
        if self._http is not None:
            self._http.stop()
            await self._http.close_all_connections()
            self._http = None


class _Wire(RequestHandler):
    server: Server

    def initialize(self, server: Server) -> None:
        self.server = server
        self.gone = False

    def on_connection_close(self) -> None:
        self.gone = True
        self.server.world.updates.wake()

    def drop(self) -> None:
        """Close the connection without a word."""
        self.gone = True
        self.detach().close()

    def say(self, status: int, body: dict[str, object]) -> None:
        """Answer with JSON."""
        self.set_status(status)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(body))


class _Downloads(_Wire):
    async def get(self, token: str, path: str) -> None:
        found = self.server.world.files.at(path)
        call = Call("download", {"path": path}, monotonic())
        self.server.journal.calls.append(call)
        if token != self.server.token or found is None:
            self.server.journal.end(call, 404, "Not Found")
            self.say(404, RefusedError(404, "Not Found").as_json())
            return
        self.server.journal.end(call, 200)
        self.set_header("Content-Type", "application/octet-stream")
        await self.finish(found.content)


class _Methods(_Wire):
    async def get(self, token: str, method: str) -> None:
        await self._answer(token, method)

    async def post(self, token: str, method: str) -> None:
        await self._answer(token, method)

    async def _answer(self, token: str, method: str) -> None:
        sent, wrong = self._read()
        call = Call(method, dict(sent.values), monotonic())
        self.server.journal.calls.append(call)
        fault = self.server.faults.next_for(call)
        try:
            if await self._met(fault, call):
                return
            result = await self._result(token, call, sent, wrong)
        except RefusedError as refusal:
            self._end(call, refusal.code, refusal.as_json(), refusal.description)
        except BrokenServerError as error:
            self._end(
                call, 500, {"ok": False, "error_code": 500, "description": str(error)}, f"the server's own: {error}"
            )
        else:
            call.result = result
            if isinstance(fault, DropAfter):
                self.drop()
            elif not self.gone:
                self._end(call, 200, {"ok": True, "result": result})
        finally:
            self.server.changed()

    async def _result(self, token: str, call: Call, sent: Sent, wrong: RefusedError | None) -> object:
        if token != self.server.token:
            raise RefusedError(401, "Unauthorized")
        if wrong is not None:
            raise wrong
        server = self.server
        return await answer(server.world, server.webhooks, call, sent, lambda: self.gone)

    async def _met(self, fault: Fault | None, call: Call) -> bool:
        """Return whether a fault ended the call."""
        if isinstance(fault, TooManyRequests):
            raise too_many(fault.retry_after)
        if isinstance(fault, Delay):
            await asyncio.sleep(fault.seconds)
        elif isinstance(fault, Broken):
            self.server.journal.end(call, fault.status, "a page of HTML")
            self.set_status(fault.status)
            await self.finish(_PAGE.format(self._status_line(fault.status)))
            return True
        elif isinstance(fault, DropBefore):
            self.drop()
            return True
        return False

    def _status_line(self, status: int) -> str:
        return f"{status} {self._reason}"

    def _end(self, call: Call, status: int, body: dict[str, object], description: str = "") -> None:
        self.server.journal.end(call, status, description)
        if not self.gone:
            if "parameters" in body and status == 429:
                self.set_header("Retry-After", str(body["parameters"]["retry_after"]))
            self.say(status, body)

    def _read(self) -> tuple[Sent, RefusedError | None]:
        """Return what was sent, and what is wrong with the way in which it was."""
        uploads = {
            name: Upload(files[0].filename, files[0].content_type, files[0].body)
            for name, files in self.request.files.items()
        }
        if self.request.headers.get("Content-Type", "").startswith("application/json"):
            try:
                values = json.loads(self.request.body or b"{}")
            except ValueError:
                return Sent({}, as_form=False), bad_request("can't parse the body as JSON object")
            if not isinstance(values, dict) or self.request.query_arguments:
                return Sent({}, as_form=False), bad_request("the body must be a JSON object, and hold all parameters")
            return Sent(values, as_form=False), None
        given = self.request.arguments
        twice = [name for name, all_of in given.items() if len(all_of) > 1]
        wrong = bad_request(f'parameter "{twice[0]}" came twice') if twice else None
        return Sent({name: all_of[-1].decode() for name, all_of in given.items()}, True, uploads), wrong
