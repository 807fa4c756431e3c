"""Where a shared index is: `milvus://HOST:PORT/COLLECTION`, or `milvus+tls://` for a connection that is encrypted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from index.errors import SettingsError

PORT = 19530
"""Milvus's own (https://milvus.io/docs/configure_proxy.md)."""
_SCHEMES = {"milvus": False, "milvus+tls": True}
_COLLECTION = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,199}")
"""What Milvus takes as a name, short enough for what is put behind it."""
_FORM = "give milvus://HOST:PORT/COLLECTION, or milvus+tls:// for TLS"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a shared index is.

    Attributes:
        host: name or address of the server.
        port: its gRPC port.
        collection: what the names of the index's collections begin with.
        tls: whether the connection is encrypted.
    """

    host: str
    port: int
    collection: str
    tls: bool = False

    def __str__(self) -> str:
        """Return it as it is given."""
        scheme = "milvus+tls" if self.tls else "milvus"
        return f"{scheme}://{self._host}:{self.port}/{self.collection}"

    @property
    def uri(self) -> str:
        """The server, as pymilvus takes it."""
        return f"{'https' if self.tls else 'http'}://{self._host}:{self.port}"

    @property
    def _host(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host


def parse_address(text: str) -> Address:
    """Return the address that a person gave.

    Raises:
        SettingsError: it is none; what was given is not repeated where it may hold a secret.
    """
    try:
        parts = urlsplit(text)
        port = parts.port or PORT
    except ValueError:
        raise SettingsError("the store is no address", _FORM) from None
    if parts.username is not None or parts.password is not None:
        raise SettingsError(
            "the store's address holds a name or a password", "give a token by BRIEFBOT_STORE_TOKEN or a file"
        )
    if parts.scheme not in _SCHEMES or not parts.hostname or parts.query or parts.fragment:
        raise SettingsError(f"the store {text!r} is no address", _FORM)
    collection = parts.path.removeprefix("/")
    if not _COLLECTION.fullmatch(collection):
        raise SettingsError(
            f"the store's collection is {collection!r}", "give a name of letters, digits and _, such as briefings"
        )
    return Address(parts.hostname, port, collection, _SCHEMES[parts.scheme])
