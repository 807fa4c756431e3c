"""The connection to a Milvus server: every request has a time limit, is tried again where that helps, and fails in one
line."""  # noqa: D205, D209 - one sentence

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any, TypeVar

from index.errors import CatalogError
from index.milvus.connection import ASKING, Patience, connect, is_lite
from index.milvus.tables import TABLES, Making, Table, create, index
from index.milvus.trouble import foreign_errors, trouble_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pymilvus import MilvusClient

    from index.milvus.address import Address
    from index.milvus.trouble import Trouble

_Result = TypeVar("_Result")
Row = dict[str, Any]
"""A row as pymilvus takes and gives it; what is in it is turned into records at once, in the module that asked."""

MOST_ROWS = 16_384
"""The most that one request gives (https://milvus.io/docs/limitations.md)."""
_PAGE = 4_096
_SENT_BYTES = 8_000_000
"""What is sent at once: gRPC takes 64 MB by default (https://milvus.io/docs/configure_grpc.md)."""
_PAGE_S = 60.0
"""For a page of many: lists and counts are read so, once for all questions between two updates."""
_MAKING_S = 5.0
"""How long a refusal to make something is taken for another writer's making it."""


class Server:
    """A Milvus server and the collections of one index in it. Safe for use from several threads."""

    def __init__(self, address: Address, token: str | None = None, patience: Patience = ASKING) -> None:
        """Take the address; nothing is connected before the first request."""
        self.address = address
        self._token = token
        self._patience = patience
        self._lock = threading.Lock()
        self._connected: MilvusClient | None = None
        self._loaded = False

    def patient(self, patience: Patience) -> Server:
        """Return the same server, with other patience and a connection of its own."""
        return Server(self.address, self._token, patience)

    def close(self) -> None:
        """Close the connection; the next request opens it again."""
        with self._lock:
            connected, self._connected, self._loaded = self._connected, None, False
        if connected is not None:
            connected.close()

    def is_made(self) -> bool:
        """Return whether there is an index.

        Raises:
            UnreachableError: the server does not answer.
            CatalogError: its name is that of a collection which is none of this program's.
        """
        if not self._has(TABLES[-1]):
            return False
        if not self._has(TABLES[0]):
            self.dimension()
        return True

    def make(self, dimension: int, index_type: str = "") -> None:
        """Make the collections of the index that are not there yet.

        Raises:
            BriefbotError: the server refuses.
        """
        lite = self._is_lite()
        making = Making(dimension, half=not lite, index_type=index_type or ("FLAT" if lite else "AUTOINDEX"))
        for table in TABLES:
            self._create(table, making)
            self._index(table, making)
        self._loaded = False

    def _has(self, table: Table) -> bool:
        name = self._name(table)
        return bool(self._try("looking", lambda client, limit: client.has_collection(name, timeout=limit)))

    def _create(self, table: Table, making: Making) -> None:
        """Make a collection that is not there; another writer may be doing the same."""
        name, until = self._name(table), time.monotonic() + _MAKING_S
        while not self._has(table):
            try:
                self._try("making a collection", lambda client, limit: create(client, name, table, making, limit))
            except CatalogError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)

    def _index(self, table: Table, making: Making) -> None:
        """Make the indexes of a collection that are not there, as where another writer died before it did."""
        name, until = self._name(table), time.monotonic() + _MAKING_S
        while True:
            try:
                self._try("indexing", lambda client, limit: index(client, name, table, making, limit))
            except CatalogError:  # another writer made them meanwhile
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)
            else:
                return

    def _drop(self, table: Table) -> None:
        name = self._name(table)
        self._try("removing", lambda client, limit: client.drop_collection(name, timeout=limit))

    def _load_one(self, table: Table) -> None:
        name = self._name(table)
        self._try("loading", lambda client, limit: client.load_collection(name, timeout=max(limit, 30.0)))

    def _get(self, table: Table, ids: Sequence[int | str], fields: Sequence[str]) -> list[Row]:
        name, wanted = self._name(table), list(fields)

        def get(client: MilvusClient, limit: float) -> list[Row]:
            some: Any = list(ids)
            found: list[Row] = client.get(name, some, wanted, limit, consistency_level="Strong")
            return found

        return self._read("reading", get)

    def _upsert(self, table: Table, rows: Sequence[Row]) -> None:
        name = self._name(table)
        self._read("writing", lambda client, limit: client.upsert(name, list(rows), timeout=limit))

    def drop(self) -> None:
        """Remove the collections of the index, whatever is in them."""
        for table in reversed(TABLES):
            self._drop(table)

    def dimension(self) -> int:
        """Return the length of the vectors that the collections take.

        Raises:
            CatalogError: they are not this program's.
        """
        found = self._try(
            "looking", lambda client, limit: client.describe_collection(self._name(TABLES[-1]), timeout=limit)
        )
        fields = {field["name"]: field for field in found["fields"]}
        missing = {TABLES[-1].key, *TABLES[-1].fields} - fields.keys()
        if missing:
            raise CatalogError(
                f"the collection {self.address.collection} at {self.address} is none of briefbot's: it has no field"
                f" {min(missing)}",
                "choose another name",
            )
        return int(fields["vector"]["params"]["dim"])

    def get(self, table: Table, ids: Iterable[int] | Iterable[str], fields: Sequence[str]) -> list[Row]:
        """Return the rows of these ids that are there, in no order."""
        wanted: list[Any] = list(ids)
        found: list[Row] = []
        for first in range(0, len(wanted), _PAGE):
            found += self._get(table, wanted[first : first + _PAGE], fields)
        return found

    def rows(self, table: Table, condition: str, fields: Sequence[str], most: int = MOST_ROWS) -> list[Row]:
        """Return up to `most` rows, which are MOST_ROWS at most, that fulfil a condition, in no order."""
        return self._read(
            "reading",
            lambda client, limit: client.query(
                self._name(table),
                filter=condition,
                output_fields=list(fields),
                limit=most,
                timeout=limit,
                consistency_level="Strong",
            ),
        )

    def every(self, table: Table, condition: str, fields: Sequence[str]) -> list[Row]:
        """Return all rows that fulfil a condition, however many there are, in no order."""
        found = self.rows(table, condition, fields)
        if len(found) < MOST_ROWS:
            return found
        return [row for page in self.pages(table, condition, fields) for row in page]

    def whole(self, table: Table, condition: str, fields: Sequence[str]) -> list[Row]:
        """Return all rows that fulfil a condition in one answer, which has to be small: 100 MB is what Milvus gives.

        milvus-lite looks through a whole collection for each page; a server does not care.
        """
        return self._read(
            "reading",
            lambda client, limit: client.query(
                self._name(table),
                filter=condition,
                output_fields=list(fields),
                timeout=max(limit, _PAGE_S),
                consistency_level="Strong",
            ),
        )

    def pages(self, table: Table, condition: str, fields: Sequence[str], page: int = _PAGE) -> Iterator[list[Row]]:
        """Yield all rows that fulfil a condition, `page` of them at a time, for those that no memory holds at once."""
        opened = self._read(
            "reading",
            lambda client, limit: client.query_iterator(
                self._name(table),
                batch_size=page,
                filter=condition,
                output_fields=list(fields),
                timeout=max(limit, _PAGE_S),
                consistency_level="Strong",
            ),
        )
        try:
            while rows := self._read("reading", lambda _, __: opened.next()):
                yield rows
        finally:
            opened.close()

    def count(self, table: Table) -> int:
        """Return about how many rows a collection has: what is deleted may still be counted."""
        found = self._read(
            "looking", lambda client, limit: client.get_collection_stats(self._name(table), timeout=limit)
        )
        return int(found["row_count"])

    def search(self, table: Table, field: str, wanted: object, condition: str, most: int) -> list[tuple[int, float]]:
        """Return ids and scores of the rows nearest to a vector, or best for terms, that fulfil a condition."""
        metric = "IP" if field == "vector" else "BM25"
        hits = self._read(
            "searching",
            lambda client, limit: client.search(
                self._name(table),
                data=[wanted],
                anns_field=field,
                filter=condition,
                limit=min(most, MOST_ROWS),
                output_fields=["id"],
                search_params={"metric_type": metric},
                timeout=limit,
                consistency_level="Strong",
            ),
        )
        # milvus-lite gives BM25 scores below zero.
        return [(int(hit["id"]), abs(hit["distance"]) if metric == "BM25" else hit["distance"]) for hit in hits[0]]

    def put(self, table: Table, rows: Sequence[Row]) -> None:
        """Write rows, in the place of those of the same keys: done twice it is as done once."""
        for some in _batches(rows):
            self._upsert(table, some)

    def delete(self, table: Table, condition: str) -> None:
        """Delete the rows that fulfil a condition."""
        self._read("deleting", lambda client, limit: client.delete(self._name(table), filter=condition, timeout=limit))

    def flush(self, table: Table) -> None:
        """Have the server write what it holds of a collection: milvus-lite searches the rest of it slowly."""
        self._try("flushing", lambda client, limit: client.flush(self._name(table), timeout=max(limit, 60.0)))

    def is_half(self) -> bool:
        """Return whether vectors are kept in half precision."""
        return not self._is_lite()

    def version(self) -> str:
        """Return what the server says of its version."""
        return str(self._try("looking", lambda client, limit: client.get_server_version(timeout=limit)))

    def _is_lite(self) -> bool:
        return is_lite(self.version())

    def _name(self, table: Table) -> str:
        return f"{self.address.collection}{table.suffix}"

    def _read(self, doing: str, action: Callable[[MilvusClient, float], _Result]) -> _Result:
        """Do something with loaded collections."""
        if not self._loaded:
            self._load()
        return self._try(doing, action)

    def _load(self) -> None:
        """Load the collections: after a server's restart they are not."""
        for table in TABLES:
            self._load_one(table)
        self._loaded = True

    def _try(self, doing: str, action: Callable[[MilvusClient, float], _Result]) -> _Result:
        """Return what an action gives, tried again while it may go well.

        Raises:
            BriefbotError: it did not.
        """
        failed, until = 0, time.monotonic() + self._patience.total_s
        while True:
            try:
                return action(self._client(), self._patience.timeout_s)
            except foreign_errors() as error:
                trouble = trouble_of(error, self.address, doing)
                failed += 1
                pause = self._patience.pause(failed)
                if not trouble.passes or time.monotonic() + pause > until:
                    raise trouble.error from error
                self._recover(trouble, pause)

    def _recover(self, trouble: Trouble, pause_s: float) -> None:
        time.sleep(pause_s)
        if trouble.unloaded:
            self._load()

    def _client(self) -> MilvusClient:
        with self._lock:
            if self._connected is None:
                self._connected = connect(self.address, self._token, self._patience.timeout_s)
            return self._connected


def _batches(rows: Sequence[Row]) -> Iterable[Sequence[Row]]:
    """Yield rows in stretches that one request can carry."""
    first = size = 0
    for place, row in enumerate(rows):
        weight = sum(len(value) * 4 for value in row.values() if isinstance(value, str | list))
        if place > first and size + weight > _SENT_BYTES:
            yield rows[first:place]
            first, size = place, 0
        size += weight
    if first < len(rows):
        yield rows[first:]
