"""One exchange at a door: connect, say one thing, hear the answer line by line.

The door speaks HTTP, of which this needs three lines: the standard library's client takes longer to import than the
whole exchange takes.
"""

from __future__ import annotations

import os
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.door.peer import peer_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from bot.door.place import DoorPlace

CONNECT_S = 1.0
"""How long a door may take to open."""
SILENCE_S = 5.0
"""How long it may say nothing: the process behind it gives a sign of life every half second."""
LONGEST_LINE = 64_000_000
_LONGEST_HEADER = 20_000


class NothingThereError(Exception):
    """Nobody answers there; the message, where there is one, is what a person should know of it."""


@contextmanager
def connected(place: DoorPlace) -> Iterator[socket.socket]:
    """Give a connection to the process behind a door, which is this user's own.

    Raises:
        NothingThereError: there is none; or it is another user's, or silent, or gone in the middle.
    """
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    with connection:
        connection.settimeout(CONNECT_S)
        try:
            connection.connect(os.fspath(place.socket))
        except (OSError, ValueError):  # what a dead process left there
            raise NothingThereError from None
        peer = peer_of(connection)
        if peer is not None and peer.user != os.geteuid():
            raise NothingThereError(f"behind the door at {place.socket} is another user (number {peer.user})")
        connection.settimeout(SILENCE_S)
        try:
            yield connection
        except TimeoutError:
            raise NothingThereError(f"the process behind the door has said nothing for {SILENCE_S:.0f} s") from None
        except (OSError, ValueError, LookupError, TypeError, EOFError, RecursionError):
            raise NothingThereError("the process behind the door is gone") from None


def send(connection: socket.socket, path: str, body: bytes | None = None) -> None:
    """Send a request of HTTP/1.0, whose answer ends where the connection does; with a body it is a POST of JSON."""
    head = f"GET {path} HTTP/1.0\r\n"
    if body is not None:
        head = f"POST {path} HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    connection.sendall(head.encode() + b"\r\n" + (body or b""))


def lines_of(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of an answer's body, whatever its status.

    Raises:
        LookupError, ValueError: this is no answer of HTTP.
    """
    int(stream.readline(_LONGEST_HEADER).split()[1])
    while stream.readline(_LONGEST_HEADER).strip():
        pass
    while line := stream.readline(LONGEST_LINE):
        yield line
