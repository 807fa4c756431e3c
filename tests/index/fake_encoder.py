"""An encoder without a model, and an index kept in step with it: for what is counted, not for what is found."""

from __future__ import annotations

import hashlib
import os
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

import numpy as np

from index.classifications import BY_DEFAULT
from index.folders import Folders
from index.models import Model
from index.reader_pool import ReaderPool
from index.scan_rules import ScanRules
from index.setup import Setup
from index.upkeep import Upkeep

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.records import Span
    from index.reports import SyncReport

DIMENSION = 384
_LONG_AGO_S = 1_600_000_000
_DAY_S = 86_400


class FakeEncoder:
    """Encodes a text as the sum of its words, each a fixed place of 384, and keeps what it was given."""

    name = "tiny"
    digest = "ab" * 32
    dimension = DIMENSION
    max_tokens = 256

    def __init__(self) -> None:
        """Start with nothing encoded."""
        self.encoded: list[str] = []

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of texts, shape (n, 384), float32, unit length."""
        if not texts:
            raise AssertionError("there was nothing to encode")
        self.encoded.extend(texts)
        return np.stack([_vector(text) for text in texts])

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question, shape (384,), float32, unit length."""
        return _vector(text)

    def encode_in_context(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        """Refuse: a sync encodes each text for itself."""
        raise AssertionError(f"a sync encodes each text for itself, not {len(spans)} stretches of {len(texts)} texts")


def _vector(text: str) -> NDArray[np.float32]:
    vector = np.zeros(DIMENSION, np.float32)
    for word in text.lower().split():
        place = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=4).digest(), "big")
        vector[place % DIMENSION] += 1
    vector[0] += not vector.any()
    return np.asarray(vector / np.linalg.norm(vector), np.float32)


def write_note(folder: Path, source: str, content: str | bytes, day: int = 0) -> Path:
    """Write a note that was last changed on a day long ago, and return its path."""
    path = folder / source
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    touch(path, day)
    return path


def touch(path: Path, day: int) -> None:
    """Say of a file that it was last changed on a day long ago."""
    os.utime(path, (_LONG_AGO_S + day * _DAY_S,) * 2)


_DESKS: WeakValueDictionary[int, Desk] = WeakValueDictionary()


@dataclass
class Desk:
    """A folder of notes with its index, and what was seen of the work on it.

    Attributes:
        notes: the briefings folder.
        index: the index's folder.
        model: the name and the digest of the model.
        encoder: what encodes.
        loads: how often the encoder was loaded.
        steps: what progress was told.
        told: what a person was told.
        interrupt: called at every step of progress; it may raise.
    """

    notes: Path
    index: Path
    model: Model
    encoder: FakeEncoder = field(default_factory=FakeEncoder)
    loads: int = 0
    steps: list[tuple[str, int, int]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    interrupt: Callable[[str, int], None] = lambda *_: None

    def __post_init__(self) -> None:
        """Put the parts together as the front door does."""
        _DESKS[id(self)] = self
        self.pool = ReaderPool(self.index)
        setup = Setup(
            folders=Folders.one(self.notes),
            index_folder=self.index,
            rules=ScanRules(),
            classifications=BY_DEFAULT,
            model=lambda: self.model,
            encoder=self._load,
            notify=self.told.append,
            progress=self._progress,
        )
        self.upkeep = Upkeep(setup, self.pool, threading.Lock())

    def sync(self) -> SyncReport:
        """Bring the index up to date; what was encoded and told before is forgotten."""
        self.encoder.encoded.clear()
        self.steps.clear()
        return self.upkeep.sync()

    def write(self, source: str, content: str | bytes, day: int = 0) -> Path:
        """Write a note that was last changed on a day long ago, and return its path."""
        return write_note(self.notes, source, content, day)

    def sources(self) -> set[str]:
        """Return the sources of the visible documents."""
        return {source for (source,) in self.rows("SELECT source FROM documents WHERE live = 1")}

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """Return what the catalog says to a query."""
        with self.pool.reading() as connection:
            return connection.execute(query).fetchall()

    def stores(self) -> list[str]:
        """Return the names of the folders of stores, in order."""
        return sorted(path.name for path in (self.index / "stores").iterdir())

    def read(self) -> int:
        """Return how many files the last sync opened."""
        return sum(step == "reading" for step, _, _ in self.steps)

    def _load(self) -> FakeEncoder:
        self.loads += 1
        return self.encoder

    def _progress(self, step: str, done: int, total: int) -> None:
        self.steps.append((step, done, total))
        self.interrupt(step, done)


def close_desks() -> None:
    """Close what desks hold open; it opens again where it is needed."""
    for made in list(_DESKS.values()):
        made.pool.close()


def desk(folder: Path, model: Model | None = None) -> Desk:
    """Return a desk whose notes and index lie in `folder`."""
    notes = folder / "notes"
    notes.mkdir(parents=True, exist_ok=True)
    return Desk(notes, folder / "index", model or Model("tiny", folder, FakeEncoder.digest))
