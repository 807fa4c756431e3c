"""Who is at the other end of a Unix socket."""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass

_CREDENTIALS = struct.Struct("3i")


@dataclass(frozen=True, slots=True)
class Peer:
    """A process at the other end, by what the kernel says of it.

    Attributes:
        process: its number.
        user: the number of the user that it runs as.
    """

    process: int
    user: int


def peer_of(connection: socket.socket) -> Peer | None:
    """Return who is at the other end; None where the platform does not say, as all but Linux.

    https://man7.org/linux/man-pages/man7/unix.7.html, SO_PEERCRED: as it was when it connected, or began to listen.
    """
    option = getattr(socket, "SO_PEERCRED", None)
    if option is None:
        return None
    process, user, _ = _CREDENTIALS.unpack(connection.getsockopt(socket.SOL_SOCKET, option, _CREDENTIALS.size))
    return Peer(process, user)
