"""Connections: how many there may be, how long each may last, and whose."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop

from bot.door.peer import peer_of
from bot.stream import tell

if TYPE_CHECKING:
    from tornado.iostream import IOStream
    from tornado.web import Application

    from bot.serving.limits import Limits

_FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json; charset=utf-8\r\nRetry-After: 1\r\n"
    b'Connection: close\r\nContent-Length: 58\r\n\r\n{"error": "too many connections; ask again in a second"}\r\n'
)


class BoundedServer(HTTPServer):
    """A server that takes no more connections than it may, none for longer than it may, and no other user's."""

    def initialize(  # type: ignore[override] # Tornado's own takes whatever it is given
        self, application: Application, *, limits: Limits, own_user_only: bool
    ) -> None:
        """Take requests for `application`; `own_user_only` for a Unix socket, whose other end the kernel knows."""
        super().initialize(
            application,
            max_body_size=limits.unread_bytes,
            max_header_size=limits.header_bytes,
            idle_connection_timeout=limits.patience_s,
            body_timeout=limits.patience_s,
            decompress_request=False,
        )
        self._limits = limits
        self._owner = os.geteuid() if own_user_only else None
        self._count = 0

    @property
    def connections(self) -> int:
        """How many connections are open."""
        return self._count

    def handle_stream(self, stream: IOStream, address: Any) -> None:  # noqa: ANN401 - as Tornado calls it
        """Take a connection, or turn it away."""
        peer = None if self._owner is None else peer_of(stream.socket)
        if peer is not None and peer.user != self._owner:
            tell(f"a process of another user (number {peer.user}) was turned away")
            stream.close()
            return
        if self._count >= self._limits.connections:
            stream.write(_FULL).add_done_callback(lambda _: stream.close())
            return
        self._count += 1
        IOLoop.current().call_later(self._limits.connection_s, stream.close)
        super().handle_stream(stream, address)

    def on_close(self, server_conn: object) -> None:
        """Count a connection that has ended."""
        self._count -= 1
        super().on_close(server_conn)
