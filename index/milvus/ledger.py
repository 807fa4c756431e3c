"""Which generations there are, and which documents have left: how several writers keep out of each other's way.

Milvus has no transactions and no locks. What it has are rows that are written whole, and reads with the consistency
level Strong, which see all that was acknowledged before. On that a writer numbers its generation: it writes a mark with
a number above all others, looks again, and goes on only where no other mark has this number or a higher one. So no
number is given twice, and one that is begun after a question was pinned is above the question's cap.

All rows of a generation carry its number. They are seen by whoever finds its mark done, all at once, since that is one
row. Rows of a writer that died have a mark that never is, and the next writer clears them away.
"""

from __future__ import annotations

import json
import random
import time
import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.errors import BusyError, CatalogError, UnreachableError
from index.milvus.literals import quoted
from index.milvus.tables import FORMAT, LEDGER, NO_VECTOR
from index.milvus.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.milvus.server import Row, Server

BEGUN, DONE, VOID = "begun", "done", "void"
ABANDONED_MS = 180_000
"""A writer says that it is alive with each batch; one that did not for so long is dead."""
GRACE_MS = 60_000
"""Rows of documents that have left stay for so long: for the questions that were pinned before."""
VOID_MS = 86_400_000
"""For so long a writer that was taken for dead may come to itself and write: nobody sees it."""
_TRIES = 40
_FACTS = "facts"
_FIELDS = ("id", "kind", "number", "state", "at", "data")


@dataclass(frozen=True, slots=True)
class SharedFacts:
    """What a shared index was made with.

    Attributes:
        model_name: what a person calls the model.
        model_digest: 64 hex digits.
        dimension: length of its vectors.
    """

    model_name: str
    model_digest: str
    dimension: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A generation as its writer knows it.

    Attributes:
        key: of the row.
        number: the generation, from 1.
        place: which place the writer writes from; two writers never share one at the same time.
        at_ms: when its writer last said that it is alive, or when it was done.
        state: BEGUN, DONE, or VOID where its writer died and what it wrote was cleared away.
    """

    key: str
    number: int
    place: str
    at_ms: int
    state: str = BEGUN


@dataclass(frozen=True, slots=True)
class Departed:
    """A document that a generation has replaced or removed, while rows of it may still be there."""

    document: int
    number: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class Records:
    """All that the ledger holds of generations.

    Attributes:
        marks: in no order.
        departed: in no order.
    """

    marks: tuple[Mark, ...]
    departed: tuple[Departed, ...]

    def view(self) -> View:
        """Return what a question sees now."""
        done = {mark.number: mark.at_ms for mark in self.marks if mark.state == DONE}
        not_done = sorted(mark.number for mark in self.marks if mark.state != DONE)
        generation = max(done, default=0)
        return View(
            generation=generation,
            cap=max(generation, *not_done, 0),
            open=tuple(not_done),
            dead=tuple(sorted(one.document for one in self.departed if one.number not in not_done)),
            updated_ms=done.get(generation, 0),
        )

    def abandoned(self, place: str, now_ms: int) -> list[Mark]:
        """Return the marks of writers that died: begun from the same place before, or silent for long."""
        return [
            mark
            for mark in self.marks
            if mark.state == BEGUN and (mark.place == place or mark.at_ms + ABANDONED_MS < now_ms)
        ]

    def outlived(self, now_ms: int) -> list[Mark]:
        """Return the marks that nobody needs any more."""
        last = self.view().generation
        return [
            mark
            for mark in self.marks
            if (mark.state == DONE and mark.number < last) or (mark.state == VOID and mark.at_ms + VOID_MS < now_ms)
        ]

    def gone(self, now_ms: int) -> list[Departed]:
        """Return the documents that have left so long ago that no question may still be reading them."""
        done = {mark.number: mark.at_ms for mark in self.marks if mark.state == DONE}
        not_done = {mark.number for mark in self.marks if mark.state != DONE}
        return [
            one
            for one in self.departed
            if one.number not in not_done and max(one.at_ms, done.get(one.number, 0)) + GRACE_MS < now_ms
        ]


class Ledger:
    """The ledger of one shared index."""

    def __init__(self, server: Server) -> None:
        """Take the server that it is kept on."""
        self._server = server

    def records(self) -> Records:
        """Return all that it holds of generations."""
        rows = self._server.every(LEDGER, 'kind in ["mark", "departed"]', _FIELDS)
        marks = [row for row in rows if row["kind"] == "mark"]
        left = [row for row in rows if row["kind"] == "departed"]
        return Records(
            tuple(Mark(row["id"], row["number"], row["data"], row["at"], row["state"]) for row in marks),
            tuple(Departed(int(row["state"]), row["number"], row["at"]) for row in left),
        )

    def facts(self) -> SharedFacts | None:
        """Return what the index was made with, None where nothing says so yet.

        Raises:
            CatalogError: it has a newer format.
        """
        rows = self._server.get(LEDGER, [_FACTS], ["number", "data"])
        if not rows:
            return None
        if rows[0]["number"] != FORMAT:
            raise CatalogError(
                f"the index at {self._server.address} has format {rows[0]['number']}, and this briefbot knows {FORMAT}",
                "update briefbot everywhere, or choose another collection",
            )
        return SharedFacts(**json.loads(rows[0]["data"]))

    def set_facts(self, facts: SharedFacts) -> None:
        """Say what the index is made with."""
        data = {
            "model_name": facts.model_name,
            "model_digest": facts.model_digest,
            "dimension": facts.dimension,
        }
        self._server.put(LEDGER, [_row(_FACTS, _FACTS, FORMAT, "", json.dumps(data))])

    def begin(self, place: str) -> Mark:
        """Begin a generation, and return its mark.

        Raises:
            BusyError: others begin so many at once that none was free.
        """
        for _ in range(_TRIES):
            number = max((mark.number for mark in self.records().marks), default=0) + 1
            mark = Mark(f"mark-{uuid.uuid4().hex}", number, place, now_ms())
            self._write(mark)
            others = [other for other in self.records().marks if other.key != mark.key]
            if all(other.number < number for other in others):
                return mark
            self._server.delete(LEDGER, f"id == {quoted(mark.key)}")
            time.sleep(random.uniform(0.05, 0.5))  # noqa: S311 - spreads writers, no secret
        raise BusyError(f"too many write {self._server.address} at once", "try again when they have finished")

    def beat(self, mark: Mark) -> Mark:
        """Say that the writer of a generation is alive, and return the mark that says so.

        Raises:
            UnreachableError: others took it for dead meanwhile, and have cleared away what it wrote.
        """
        self._check(mark)
        alive = replace(mark, at_ms=now_ms())
        self._write(alive)
        return alive

    def leave(self, mark: Mark, documents: Iterable[int]) -> None:
        """Say which documents leave when a generation is done; until then they stay."""
        at = now_ms()
        rows = [
            _row(_key(mark.number, number), "departed", mark.number, str(number), "", at)
            for number in sorted(documents)
        ]
        self._server.put(LEDGER, rows)

    def finish(self, mark: Mark) -> None:
        """Make a generation visible.

        Raises:
            UnreachableError: as `beat`.
        """
        self._check(mark)
        self._write(replace(mark, state=DONE, at_ms=now_ms()))

    def void(self, mark: Mark) -> None:
        """Say that a generation never was, once its rows are cleared away: what was to leave with it stays."""
        self._server.delete(LEDGER, f'kind == "departed" and number == {mark.number}')
        self._write(replace(mark, state=VOID, at_ms=now_ms()))

    def forget(self, marks: Iterable[Mark]) -> None:
        """Remove marks."""
        for mark in marks:
            self._server.delete(LEDGER, f"id == {quoted(mark.key)}")

    def forget_departed(self, departed: Sequence[Departed]) -> None:
        """Remove what says that documents have left, since nothing of them is there any more."""
        for first in range(0, len(departed), 500):
            keys = ", ".join(quoted(_key(one.number, one.document)) for one in departed[first : first + 500])
            self._server.delete(LEDGER, f"id in [{keys}]")

    def _check(self, mark: Mark) -> None:
        rows = self._server.get(LEDGER, [mark.key], ["state"])
        if not rows or rows[0]["state"] != BEGUN:
            raise UnreachableError(
                f"this writer was away from {self._server.address} for so long that it was taken for dead",
                "run `briefbot index` again: nothing is lost",
            )

    def _write(self, mark: Mark) -> None:
        self._server.put(LEDGER, [_row(mark.key, "mark", mark.number, mark.state, mark.place, mark.at_ms)])


def _key(generation: int, document: int) -> str:
    return f"departed-{generation}-{document}"


def now_ms() -> int:
    """Return milliseconds since the epoch."""
    return time.time_ns() // 1_000_000


def _row(key: str, kind: str, number: int, state: str, data: str, at: int = 0) -> Row:
    return {"id": key, "kind": kind, "number": number, "state": state, "data": data, "at": at, "vector": NO_VECTOR}
