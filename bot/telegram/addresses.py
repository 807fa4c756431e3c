"""Addresses that the settings name: of a Bot API server, of a webhook, of this machine."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

OFFICIAL_API = "https://api.telegram.org"

# https://core.telegram.org/bots/api#setwebhook: the ports that Telegram calls.
_WEBHOOK_PORTS = (443, 80, 88, 8443)
# Names that no public resolver answers: RFC 6761, RFC 6762, RFC 8375, and ICANN's reservation of `internal` in 2024.
_NEAR_ENDINGS = (".localhost", ".local", ".home.arpa", ".internal")
# One label with a letter first: a container's name in its own network. (134744072 would be a public address.)
_ONE_LABEL = re.compile(r"[a-z][a-z0-9_-]*")
_ANY_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*")


def read_api(address: str) -> str:
    """Return the root of a Bot API server, without a final slash.

    The token is part of every path that is asked for there, so that in plain HTTP whoever is on the way reads it:
    `http` is for a server of one's own, at a loopback or private address or a name that only a private network knows.

    Raises:
        ValueError: it is no such address.
    """
    parts = _split(address)
    if parts.path not in ("", "/") or (parts.scheme == "http" and not _is_near(parts.hostname or "")):
        raise ValueError
    return f"{parts.scheme}://{parts.netloc}"


def read_webhook(address: str) -> str:
    """Return the root that a webhook's path is put after, without a final slash.

    `http` is for a Bot API server of one's own that calls over a private network; Telegram itself calls `https` alone.

    Raises:
        ValueError: it is no such address.
    """
    parts = _split(address)
    path = parts.path.rstrip("/")
    if _ANY_PATH.fullmatch(path) is None or (parts.scheme == "http" and not _is_near(parts.hostname or "")):
        raise ValueError
    return f"{parts.scheme}://{parts.netloc}{path}"


def telegram_calls(webhook: str) -> bool:
    """Return whether Telegram's own servers call a webhook at this address."""
    parts = urlsplit(webhook)
    return parts.scheme == "https" and (parts.port or 443) in _WEBHOOK_PORTS and not _is_near(parts.hostname or "")


def read_listen(address: str) -> str:
    """Return an address of this machine to listen at.

    Raises:
        ValueError: it is neither an IP address nor `localhost`.
    """
    return address if address == "localhost" else str(ipaddress.ip_address(address))


def _split(address: str) -> SplitResult:
    """Return the parts of an address that has no user, password, query or fragment.

    Raises:
        ValueError: it has, or it is no address of the web.
    """
    if not address.isascii() or not address.isprintable() or " " in address:
        raise ValueError
    parts = urlsplit(address)
    odd = "@" in parts.netloc or "?" in address or "#" in address or "\\" in address
    if odd or parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
        raise ValueError
    return parts


def _is_near(host: str) -> bool:
    """Return whether a host is this machine or on a private network, as far as its name alone tells."""
    host = host.lower().rstrip(".")
    if _ONE_LABEL.fullmatch(host) or host.endswith(_NEAR_ENDINGS):
        return True
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return False
    return found.is_loopback or found.is_private
