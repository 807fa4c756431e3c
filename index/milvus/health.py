"""Whether a shared index can be asked, for a health check."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from index.errors import BriefbotError
from index.milvus.address import parse_address
from index.milvus.ledger import Ledger
from index.milvus.server import Server
from index.reports import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

_AREA = "store"


def check_store(address: str, token: str | None = None) -> Iterator[Finding]:
    """Yield whether the server of a shared index answers, and what is on it; nothing is changed.

    Args:
        address: as a person gives it.
        token: what the server asks of those it lets in.
    """
    try:
        where = parse_address(address)
        with closing(Server(where, token)) as server:
            yield Finding(_AREA, Level.OK, f"{where} answers, version {server.version()}")
            yield _index_on(server)
    except BriefbotError as error:
        yield Finding(_AREA, Level.PROBLEM, error.what, error.todo)


def _index_on(server: Server) -> Finding:
    facts = Ledger(server).facts() if server.is_made() else None
    generation = Ledger(server).records().view().generation if facts else 0
    if facts is None or not generation:
        return Finding(_AREA, Level.WARNING, "there is no index on it yet", "run `briefbot index`")
    return Finding(_AREA, Level.OK, f"generation {generation}, made with the model {facts.model_name}")
