"""A connection to a Milvus server: how long it is waited for, and which servers are taken."""

from __future__ import annotations

import logging
import os
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import SettingsError

if TYPE_CHECKING:
    from pymilvus import MilvusClient

    from index.milvus.address import Address

_LITE = "milvus_lite"
_OLDEST = (2, 5)
"""The first version with the BM25 function (https://milvus.io/docs/full-text-search.md)."""
_CHANNEL = {
    "grpc.use_local_subchannel_pool": 1,
    "grpc.initial_reconnect_backoff_ms": 200,
    "grpc.min_reconnect_backoff_ms": 200,
    "grpc.max_reconnect_backoff_ms": 2_000,
}
"""A new connection tries at once: left alone, gRPC waits up to two minutes before it looks for a server that was gone
(https://github.com/grpc/grpc/blob/master/doc/connection-backoff.md), and all connections to it wait together."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a request is waited for.

    Attributes:
        timeout_s: for one try.
        total_s: from the first try until no further one is begun.
        pause_s: before the second try, twice as long before each further one up to 3 s, give or take half.
    """

    timeout_s: float
    total_s: float
    pause_s: float

    def pause(self, failed: int) -> float:
        """Return how long to wait after so many failures, in seconds."""
        longest = min(self.pause_s * 2.0 ** (failed - 1), _LONGEST_PAUSE_S)
        return longest * random.uniform(0.5, 1.5)  # noqa: S311 - spreads clients, no secret


_LONGEST_PAUSE_S = 3.0
ASKING = Patience(timeout_s=5.0, total_s=8.0, pause_s=0.2)
"""Somebody waits for the answer."""
WRITING = Patience(timeout_s=60.0, total_s=180.0, pause_s=0.5)
"""A server that is started again, with much to load, is back within three minutes."""


def connect(address: Address, token: str | None, timeout_s: float) -> MilvusClient:
    """Return a connection of its own.

    Raises:
        SettingsError: pymilvus is not installed, or the server is too old.
    """
    os.environ.setdefault("GRPC_VERBOSITY", "NONE")  # it prints what it raises as well, in lines of its own
    try:
        from pymilvus import MilvusClient
    except ImportError as error:
        raise SettingsError(
            f"the store {address} takes pymilvus, which is not installed", "run `pip install 'briefbot[milvus]'`"
        ) from error
    logging.getLogger("pymilvus").setLevel(logging.CRITICAL)  # it logs, with a traceback, what is raised as well
    client = MilvusClient(address.uri, token=token or "", timeout=timeout_s, dedicated=True, grpc_options=_CHANNEL)
    check_version(address, str(client.get_server_version(timeout=timeout_s)))
    return client


def check_version(address: Address, version: str) -> None:
    """Raise SettingsError for a server that has no BM25 function; a version that says nothing passes."""
    numbers = version.removeprefix("v").split("-")[0].split(".")
    if is_lite(version) or not all(number.isdigit() for number in numbers[:2]):
        return
    if tuple(map(int, numbers[:2])) < _OLDEST:
        raise SettingsError(
            f"the Milvus at {address} is version {version}, and briefbot needs 2.5 or later", "update the server"
        )


def is_lite(version: str) -> bool:
    """Return whether a server that says this of its version is milvus-lite."""
    return version.startswith(_LITE)
