"""One request on the wire: its fault met, then answered or cut off."""

from __future__ import annotations

import asyncio
import json
import traceback
from dataclasses import dataclass
from http import HTTPStatus
from time import monotonic
from typing import TYPE_CHECKING

from tornado.web import RequestHandler

from local_api.faults import Broken, Delay, DropAfter, DropBefore, TooManyRequests
from local_api.journal import Call, Journal
from local_api.refusal import RefusedError, too_many

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

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


class Wire(RequestHandler):
    """A request that is answered with JSON, or cut off."""

    def initialize(self, desk: Desk) -> None:
        """Begin a request; tornado calls it with what the route says."""
        self.desk = desk
        self.gone = False
        self.fault: Fault | None = None
        self.call = Call("elsewhere", {"path": "not /bot<TOKEN>/<METHOD>"}, monotonic())

    def on_connection_close(self) -> None:
        """Notice that nobody hears the answer; a poll that waits then ends."""
        self.gone = True
        self.desk.world.updates.wake()

    async def begin(self, call: Call) -> bool:
        """Write a call down and meet its fault; return whether that ended it.

        Raises:
            RefusedError: the fault is a refusal.
        """
        self.call = call
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

    def log_exception(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Write down what this server did wrong, so that the test fails."""
        shown = "".join(traceback.format_exception(kind, error, at))
        self.desk.journal.end(self.call, 500, f"the server's own fault: {shown}")

    def drop(self) -> None:
        """Close the connection without a word."""
        if not self.gone:
            self.gone = True
            self.detach().close()
