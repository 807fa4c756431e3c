"""HTTP: where the server listens and what it hands requests to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application

from local_api.faults import Faults
from local_api.journal import Journal
from local_api.requests import Downloads, Elsewhere, Methods
from local_api.webhook import Webhooks
from local_api.wire import Desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from local_api.world import World

_HOST = "127.0.0.1"


class Server:
    """Telegram's side of the wire.

    Attributes:
        port: where it listens.
        journal: what it was asked.
        faults: what goes wrong.
        webhooks: where updates are sent.
    """

    def __init__(self, world: World, token: str, changed: Callable[[], None]) -> None:
        """Make a server that calls `changed` after each call."""
        self.port = 0
        self.journal = Journal()
        self.faults = Faults()
        self.webhooks = Webhooks(world, self.journal)
        self._desk = Desk(world, token, changed, self.journal, self.faults, self.webhooks)
        self._http: HTTPServer | None = None

    async def listen(self) -> None:
        """Start to listen, on the port that it had before where it had one."""
        desk = {"desk": self._desk}
        routes = [
            (r"/bot([^/]+)/(\w+)", Methods, desk),
            (r"/file/bot([^/]+)/(.+)", Downloads, desk),
            (r".*", Elsewhere, desk),
        ]
        self._http = HTTPServer(Application(routes, log_function=lambda _: None))
        sockets = bind_sockets(self.port, _HOST)
        self.port = sockets[0].getsockname()[1]
        self._http.add_sockets(sockets)
        self.webhooks.start()

    async def go_away(self) -> None:
        """Listen no more, drop the connections that are open, and send nothing to a webhook."""
        await self.webhooks.stop()
        if self._http is not None:
            self._http.stop()
            await self._http.close_all_connections()
            self._http = None
