"""Who comes in calls this machine by its own name, and brings the token."""

from __future__ import annotations

from http import HTTPStatus

from served import TOKEN

from bot.secret import Secret
from bot.serving.gate import Gate


def test_a_gate_compares_hosts_in_any_case() -> None:
    """As names of machines are."""
    gate = Gate(frozenset({"localhost:1"}), Secret(TOKEN))
    assert gate.refusal("LOCALHOST:1", f"bearer {TOKEN}") is None
    assert gate.refusal("localhost:2", f"Bearer {TOKEN}") is not None


def test_a_gate_of_a_socket_asks_for_nothing() -> None:
    """Its mode and the kernel say who comes in; one of a port asks for both."""
    assert Gate().refusal("anything", "") is None
    gate = Gate(frozenset({"localhost:1"}), Secret(TOKEN))
    name, token = gate.refusal("evil.example", f"Bearer {TOKEN}"), gate.refusal("localhost:1", f"Basic {TOKEN}")
    assert name is not None
    assert name[0] is HTTPStatus.FORBIDDEN
    assert token is not None
    assert token[0] is HTTPStatus.UNAUTHORIZED
