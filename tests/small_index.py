"""Indexes of a few notes, made through the real sync with vectors that can be worked out by hand."""

from __future__ import annotations

import re
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np

from index.catalog import Catalog
from index.changes import compare, read_known
from index.location import make_index_folder
from index.models import Model
from index.question import Question, clean_question
from index.reader_pool import ReaderPool
from index.scan import scan
from index.schema import open_catalog
from index.sync import Plan, update

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.records import Span
    from index.seen import Snapshot

DIMENSION = 64


def bag_of_words(text: str) -> NDArray[np.float32]:
    """Return a unit vector with one place for each word, shape (64,), float32: like words, near vectors."""
    counts = np.zeros(DIMENSION, np.float32)
    for word in re.findall(r"\w+", text.casefold()):
        counts[zlib.crc32(word.encode()) % DIMENSION] += 1
    return np.asarray(counts / max(float(np.linalg.norm(counts)), 1e-9), np.float32)


class WordEncoder:
    """Encodes texts as bags of their words."""

    name = "words"
    digest = "0" * 64
    dimension = DIMENSION
    max_tokens = 1_000_000

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question, shape (64,), float32."""
        return bag_of_words(text)

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of texts, shape (n, 64), float32."""
        return np.stack([bag_of_words(text) for text in texts])

    def encode_in_context(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        """Return the vectors of texts, and those of their stretches, each by its own words."""
        stretches = [
            self.encode_documents([text[span.start : span.end] for span in places]) if places else np.empty((0, 64))
            for text, places in zip(texts, spans, strict=True)
        ]
        return self.encode_documents(texts), [np.asarray(vectors, np.float32) for vectors in stretches]


def ask_of(text: str) -> Question:
    """Return a question with its bag of words as vector."""
    return Question(clean_question(text), bag_of_words(text))


def write_notes(folder: Path, notes: Mapping[str, str]) -> None:
    """Write notes by source into a briefings folder, line ends as they are."""
    for source, text in notes.items():
        path = folder / source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def index_notes(folder: Path, notes: Mapping[str, str]) -> Path:
    """Write notes into `folder`, bring the index inside it up to date, and return the index's folder."""
    write_notes(folder, notes)
    index_folder = folder / ".briefbot"
    make_index_folder(index_folder)
    with Catalog(index_folder) as catalog:
        connection = open_catalog(index_folder / "catalog.sqlite")
        known = read_known(connection)
        connection.close()
        model = Model(WordEncoder.name, folder, WordEncoder.digest)
        plan = Plan(index_folder, compare(scan(folder), known), known, model, WordEncoder, lambda *_: None)
        update(catalog, plan)
    return index_folder


@contextmanager
def small_snapshot(folder: Path, notes: Mapping[str, str]) -> Iterator[Snapshot]:
    """Give the snapshot of an index of these notes alone, made in `folder`."""
    pool = ReaderPool(index_notes(folder, notes))
    try:
        with pool.snapshot() as snapshot:
            yield snapshot
    finally:
        pool.close()
