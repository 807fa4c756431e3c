"""The kernel says who is at the other end."""

from __future__ import annotations

import os
import socket

import pytest

from bot.door.peer import Peer, peer_of


@pytest.mark.skipif(not hasattr(socket, "SO_PEERCRED"), reason="only Linux says so")
def test_this_process_is_at_the_other_end_of_its_own_socket() -> None:
    """By its number and its user's."""
    one, other = socket.socketpair(socket.AF_UNIX)
    with one, other:
        assert peer_of(one) == Peer(os.getpid(), os.geteuid())


def test_where_the_platform_says_nothing_nobody_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mode of the socket and of its folder is what there is then."""
    monkeypatch.delattr(socket, "SO_PEERCRED", raising=False)
    one, other = socket.socketpair(socket.AF_UNIX)
    with one, other:
        assert peer_of(one) is None
