"""A shared index as the front door opens it."""

from __future__ import annotations

import hashlib
import threading
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from index.milvus.address import parse_address
from index.milvus.holdings import MilvusHoldings, no_history
from index.milvus.part import WHOLE, parse_part
from index.milvus.pool import MilvusPool
from index.milvus.server import Server
from index.milvus.upkeep import MilvusUpkeep

if TYPE_CHECKING:
    import datetime as dt
    from contextlib import AbstractContextManager

    from index.milvus.part import Part
    from index.reports import Progress
    from index.seen import Snapshot
    from index.setup import Setup


@dataclass(frozen=True, slots=True)
class MilvusStore:
    """An index in Milvus. See `index.store.Store`.

    Attributes:
        pool: its readers.
        holdings: what it holds.
        upkeep: what keeps it up to date.
        turn: anybody's at any time, since answering is mostly waiting for the server.
    """

    pool: MilvusPool
    holdings: MilvusHoldings
    upkeep: MilvusUpkeep
    turn: AbstractContextManager[object]

    def check_model(self) -> None:
        """Check that the index can be asked as it is; see `index.store.Store`."""
        self.upkeep.check_model()

    def then(self, moment: dt.datetime) -> AbstractContextManager[Snapshot]:  # noqa: ARG002 - it keeps none
        """Refuse: a shared index keeps no history.

        Raises:
            QuestionError: always.
        """
        raise no_history()


def open_shared(address: str, setup: Setup, token: str | None = None, part: str | None = None) -> MilvusStore:
    """Return the index at an address; nothing is connected before something is asked.

    Args:
        address: as a person gives it.
        setup: what every index is opened with; its index folder holds what this machine stages.
        token: what the server asks of those it lets in, `user:password` or an API key.
        part: `I/N`, the share of the files that this machine indexes; None for all.

    Raises:
        SettingsError: the address or the part is none.
    """
    where = parse_address(address)
    share = parse_part(part) if part else WHOLE
    name = hashlib.sha256(f"{where} {share}".encode()).hexdigest()[:16]
    local = setup.index_folder / "shared" / name
    pool = MilvusPool(Server(where, token), setup.classifications)
    if part:
        setup = replace(setup, progress=partial(_of_part, setup.progress, share))
    upkeep = MilvusUpkeep(setup, local, share, pool, threading.Lock())
    holdings = MilvusHoldings(setup.folders, local, pool, setup.classifications)
    return MilvusStore(pool, holdings, upkeep, nullcontext())


def _of_part(progress: Progress, part: Part, step: str, done: int, total: int) -> None:
    progress(f"part {part}, {step}", done, total)
