"""How much of everything one process takes on from outside."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What is taken on at most.

    Attributes:
        threads: questions that are answered at once.
        waiting: requests that are taken in at once, those that are being answered included.
        seconds: how long a request may take, or be without progress where it brings a large folder up to date.
        connections: connections that are open at once.
        body_bytes: bytes of a request's body.
        unread_bytes: bytes of a longer body that are read and dropped, so that who sent it is told; one beyond that is
            hung up on.
        header_bytes: bytes of a request's line and headers.
        patience_s: how many seconds a request may take to arrive, headers and body each.
        connection_s: how many seconds a connection may stay open, whatever comes through it.
        finish_s: how many seconds what is being answered may go on once the process is told to stop.
    """

    threads: int = max(2, os.cpu_count() or 2)
    waiting: int = 64
    seconds: float = 60.0
    connections: int = 128
    body_bytes: int = 65_536
    unread_bytes: int = 1_048_576
    header_bytes: int = 16_384
    patience_s: float = 10.0
    connection_s: float = 600.0
    finish_s: float = 8.0
