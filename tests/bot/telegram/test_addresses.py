"""Addresses that the settings name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.telegram.addresses import read_api, read_listen, read_webhook, telegram_calls

if TYPE_CHECKING:
    from collections.abc import Callable


def _is_refused(read: Callable[[str], str], address: str) -> bool:
    try:
        read(address)
    except ValueError:
        return True
    return False


@pytest.mark.parametrize(
    "address",
    [
        "https://api.telegram.org",
        "https://api.example.org:8443",
        "http://127.0.0.1:8081",
        "http://localhost:8081",
        "http://[::1]:8081",
        "http://10.1.2.3:8081",
        "http://192.168.0.5",
        "http://[fd00::5]:8081",
        "http://bot-api:8081",
        "http://api.internal:8081",
        "http://[::ffff:10.0.0.1]:80",
    ],
)
def test_root_of_a_server_is_read(address: str) -> None:
    """Over HTTPS anywhere, over HTTP at this machine and on a private network; a final slash makes no difference."""
    assert read_api(address) == address
    assert read_api(f"{address}/") == address


@pytest.mark.parametrize(
    "address",
    [
        "http://api.telegram.org",
        "http://8.8.8.8:8081",
        "http://134744072:8081",
        "http://0x08080808",
        "http://[2001:4860:4860::8888]",
        "http://[::ffff:8.8.8.8]",
        "http://localhost.example.org",
    ],
)
def test_token_is_not_sent_in_the_open(address: str) -> None:
    """Whoever is on the way would read it."""
    assert _is_refused(read_api, address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "api.telegram.org",
        "ftp://localhost",
        "https://",
        "https://api.telegram.org/bot",
        "https://user:word@api.telegram.org",
        "https://api.telegram.org?x=1",
        "https://api.telegram.org#x",
        "https://api.telegram.org:0",
        "https://api.telegram.org:99999",
        "https://api.telegram.org\\@localhost",
        "https://api.telegram .org",
        "https://api.telegram.org\n",
        "https://ápi.telegram.org",
    ],
)
def test_what_is_no_root_is_refused(address: str) -> None:
    """A path, a user, a query, a fragment, another scheme, characters that parsers read differently."""
    assert _is_refused(read_api, address)


def test_webhook_may_stand_below_a_path() -> None:
    """A proxy serves others beside it."""
    assert read_webhook("https://bot.example.org/a/b-c/") == "https://bot.example.org/a/b-c"
    for path in ("//x", "/a b", "/%2e", "/a;b"):
        assert _is_refused(read_webhook, f"https://bot.example.org{path}")
    assert _is_refused(read_webhook, "http://bot.example.org")


@pytest.mark.parametrize(
    ("address", "calls"),
    [
        ("https://bot.example.org", True),
        ("https://bot.example.org:8443/x", True),
        ("https://bot.example.org:8081", False),
        ("http://bot.example.org:80", False),
        ("https://127.0.0.1", False),
    ],
)
def test_telegram_calls_four_ports_over_https(address: str, calls: bool) -> None:
    """And reaches no private network."""
    assert telegram_calls(address) is calls


def test_listened_at_is_an_address_of_this_machine() -> None:
    """Names are not looked up, but for the one that everybody has."""
    assert read_listen("::1") == "::1"
    assert read_listen("localhost") == "localhost"
    assert _is_refused(read_listen, "example.org")
