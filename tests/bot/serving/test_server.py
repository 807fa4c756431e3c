"""Connections and requests are bounded: in number, in length, and in how long they take."""

from __future__ import annotations

import os
import socket
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from served import Served, serving

from bot.serving.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.settings import Settings

LIMITS = Limits(connections=6, patience_s=0.5, finish_s=0.2, header_bytes=2_000)


@pytest.fixture(scope="module")
def bounded(served_settings: Settings) -> Iterator[Served]:
    """Return a server that takes on little."""
    with serving(served_settings, LIMITS) as served:
        yield served


@pytest.fixture
def connected(bounded: Served) -> Iterator[list[socket.socket]]:
    """Return as many connections to the port as are taken."""
    connections = [socket.create_connection(("127.0.0.1", bounded.port), timeout=60) for _ in range(LIMITS.connections)]
    yield connections
    for connection in connections:
        connection.close()


def rest_of(connection: socket.socket) -> bytes:
    """Return all that still comes, until the other end hangs up."""
    connection.settimeout(60)
    parts = []
    try:
        while part := connection.recv(65_536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


def drip(connection: socket.socket, piece: bytes, between: Callable[[], object]) -> None:
    """Send a piece again and again, for a minute and a half at most."""
    for _ in range(3_000):
        connection.sendall(piece)
        between()
        time.sleep(0.03)


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"POST /ask HTTP/1.1\r\nHost: ",
        b"POST /ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{",
    ],
)
def test_a_request_that_takes_its_time_is_hung_up_on(bounded: Served, begun: bytes) -> None:
    """Whether nothing comes, or half of its head, or half of its body (slowloris)."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(bounded.place.socket))
        connection.sendall(begun)
        assert b" 200 " not in rest_of(connection)


def test_a_request_that_drips_is_hung_up_on(bounded: Served) -> None:
    """A byte now and then does not keep it open."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(bounded.place.socket))
        with pytest.raises(OSError):  # noqa: PT011 - a broken pipe or a reset, as the kernel likes
            drip(connection, b"G", lambda: None)


def test_a_connection_does_not_last_for_ever(served_settings: Settings, tmp_path: Path) -> None:
    """However many requests it brings."""
    settings = replace(served_settings, index=tmp_path / "index")
    with serving(settings, Limits(connection_s=0.5)) as served, socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(served.place.socket))
        connection.settimeout(60)
        with pytest.raises(OSError):  # noqa: PT011 - a broken pipe or a reset, as the kernel likes
            drip(connection, b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n", lambda: connection.recv(65_536))


def test_a_long_head_is_hung_up_on(bounded: Served) -> None:
    """It is not kept."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(bounded.place.socket))
        connection.sendall(b"GET /health HTTP/1.1\r\nX-Long: " + b"x" * 3_000 + b"\r\n\r\n")
        assert b" 200 " not in rest_of(connection)


def test_one_connection_too_many_is_told_so(bounded: Served, connected: list[socket.socket]) -> None:
    """In one line of JSON; and there is room again when one has gone."""
    with socket.create_connection(("127.0.0.1", bounded.port), timeout=60) as connection:
        told = rest_of(connection)
    head, _, body = told.partition(b"\r\n\r\n")
    assert b" 503 " in head
    assert int(head.partition(b"Content-Length: ")[2].split()[0]) == len(body)
    assert body == b'{"error": "too many connections; ask again in a second"}\r\n'
    connected.pop().close()
    deadline = time.monotonic() + 60
    while True:
        with bounded.at_port() as client:
            response = client.get("/health")
        if response.status_code == 200:
            break
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.skipif(not hasattr(os, "setresuid") or os.geteuid() != 0, reason="only root can be somebody else")
def test_another_users_process_is_turned_away_at_the_socket(bounded: Served, capfd: pytest.CaptureFixture[str]) -> None:
    """Though the socket were open to all: the kernel says who is there."""
    for path in (bounded.place.socket, *bounded.place.socket.parents):
        if path.stat().st_uid == 0 and path.parent != path:
            path.chmod(path.stat().st_mode | 0o777 if path == bounded.place.socket else path.stat().st_mode | 0o011)
    os.setresuid(65_534, 65_534, 0)
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(bounded.place.socket))
            os.setresuid(0, 0, 0)
            connection.sendall(b"GET /health HTTP/1.0\r\n\r\n")
            assert rest_of(connection) == b""
    except BrokenPipeError:
        pass
    finally:
        os.setresuid(0, 0, 0)
    assert "another user (number 65534) was turned away" in capfd.readouterr().err
