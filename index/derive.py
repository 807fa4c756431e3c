"""From the catalog to the files that search reads: vectors in FAISS and words in Tantivy, of some documents."""

from __future__ import annotations

import json
import secrets
import shutil
from collections import deque
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.definitions import definitions_in
from index.stored_vector import STORED_VECTOR
from index.stores.definitions import write_definitions
from index.stores.layout import (
    FOLDERS,
    PASSAGE_FIELDS,
    PASSAGE_VECTORS,
    PASSAGE_WORDS,
    SENTENCE_FIELDS,
    SENTENCE_VECTORS,
    SENTENCE_WORDS,
    definitions_path,
    vectors_path,
)
from index.stores.parts import Part
from index.stores.segments import move_segments
from index.stores.vectors import write_vectors
from index.stores.word_writer import WordWriter, make_words

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor, Future
    from pathlib import Path

    from numpy.typing import NDArray

    from index.definitions import Definition
    from index.stores.segments import Segment

_BATCH = 4096
_AT_ONCE = 4
"""Parts whose words are closed at a time."""


def derive_parts(
    connection: sqlite3.Connection, folder: Path, groups: Iterable[Sequence[int]], dimension: int
) -> Iterator[Part]:
    """Write a part of each group of documents into the stores in `folder`, and yield them in order.

    A few parts are written at a time: closing the words of one waits for the disk.

    Args:
        connection: the catalog, inside a transaction that sees the generation.
        folder: where `make_stores` made empty stores.
        groups: catalog ids of the documents of each part, ascending.
        dimension: length of a vector.

    Raises:
        OSError: a file cannot be written.
    """
    with ThreadPoolExecutor(2 * _AT_ONCE, thread_name_prefix="words") as closing:
        begun: deque[_Begun] = deque()
        for documents in groups:
            begun.append(_begin_part(connection, folder, documents, dimension, closing))
            if len(begun) == _AT_ONCE:
                yield begun.popleft().part()
        while begun:
            yield begun.popleft().part()


@dataclass(frozen=True, slots=True)
class _Begun:
    """A part of which all is written, and whose words are being closed."""

    name: str
    documents: tuple[int, ...]
    sentences: int
    sentence_segments: Future[tuple[Segment, ...]]
    passage_segments: Future[tuple[Segment, ...]]

    def part(self) -> Part:
        """Return it when it is done."""
        segments = self.sentence_segments.result(), self.passage_segments.result()
        return Part(self.name, self.documents, self.sentences, *segments)


def _begin_part(
    connection: sqlite3.Connection, folder: Path, documents: Sequence[int], dimension: int, closing: Executor
) -> _Begun:
    name, which = secrets.token_hex(8), json.dumps(list(documents))
    means: list[tuple[NDArray[np.int64], NDArray[np.float32]]] = []
    vectors = _sentence_vectors(connection, which, means.append)
    sentences = write_vectors(vectors_path(folder, SENTENCE_VECTORS, name), dimension, vectors)
    write_vectors(vectors_path(folder, PASSAGE_VECTORS, name), dimension, means)
    write_definitions(definitions_path(folder, name), _definitions(connection, which))
    return _Begun(
        name,
        tuple(documents),
        sentences,
        _begin_words(folder / SENTENCE_WORDS, SENTENCE_FIELDS, _sentence_words(connection, which), closing),
        _begin_words(folder / PASSAGE_WORDS, PASSAGE_FIELDS, _passage_words(connection, which), closing),
    )


def make_stores(folder: Path) -> None:
    """Make empty stores in `folder`, which must exist and be empty.

    Raises:
        OSError: a file cannot be written.
    """
    for name in FOLDERS:
        (folder / name).mkdir()
    for name, fields in ((SENTENCE_WORDS, SENTENCE_FIELDS), (PASSAGE_WORDS, PASSAGE_FIELDS)):
        make_words(folder / name, fields)


_Rows = Iterable[tuple[int, int, tuple[str, ...]]]
_Vectors = tuple["NDArray[np.int64]", "NDArray[np.float32]"]
"""Ids, ascending, and a vector of each."""


def _begin_words(folder: Path, fields: Sequence[str], rows: _Rows, closing: Executor) -> Future[tuple[Segment, ...]]:
    """Write texts into segments of their own in a folder of words, which does not list them yet."""
    apart = folder / f"apart-{secrets.token_hex(4)}"
    apart.mkdir()
    writer = WordWriter(apart, fields)
    writer.add(rows)
    return closing.submit(_end_words, writer, apart, folder)


def _end_words(writer: WordWriter, apart: Path, folder: Path) -> tuple[Segment, ...]:
    with writer:
        pass  # which commits
    segments = move_segments(apart, folder)
    shutil.rmtree(apart)
    return segments


def _sentence_vectors(
    connection: sqlite3.Connection, documents: str, to_means: Callable[[_Vectors], object]
) -> Iterator[_Vectors]:
    """Yield sentences' ids and vectors, and pass on the same of their passages as they end.

    A passage's vector is the normalized mean of its sentences' vectors. Measured on three sets of questions, this does
    as well as encoding each passage a second time, for nothing. Its sentences come one after the other: they were
    written together, after it and before the next one.
    """
    cursor = connection.execute(
        "SELECT s.id, s.passage, v.vector FROM json_each(?) w JOIN sentences s ON s.document = w.value"
        " JOIN vectors v ON v.digest = s.digest ORDER BY s.id",
        (documents,),
    )
    kept: _Vectors | None = None
    while rows := cursor.fetchmany(_BATCH):
        numbers = np.array([row[:2] for row in rows], np.int64)
        vectors = np.frombuffer(b"".join(row[2] for row in rows), STORED_VECTOR).reshape(len(rows), -1)
        of_batch = vectors.astype(np.float32)
        yield numbers[:, 0], of_batch
        passages = numbers[:, 1]
        if kept is not None:
            passages, of_batch = np.concatenate([kept[0], passages]), np.concatenate([kept[1], of_batch])
        whole = passages != passages[-1]  # the last passage may go on in the next batch
        if whole.any():
            to_means(_means(passages[whole], of_batch[whole]))
        kept = passages[~whole], of_batch[~whole]
    if kept is not None:
        to_means(_means(*kept))


def _means(numbers: NDArray[np.int64], vectors: NDArray[np.float32]) -> _Vectors:
    ids, first = np.unique(numbers, return_index=True)
    sums = np.add.reduceat(vectors, first, axis=0)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    return ids, sums / np.maximum(lengths, np.finfo(np.float32).tiny)


def _definitions(connection: sqlite3.Connection, documents: str) -> Iterator[tuple[int, Definition]]:
    cursor = connection.execute(
        "SELECT s.document, s.reading FROM json_each(?) w JOIN sentences s ON s.document = w.value"
        " WHERE s.reading LIKE '%(%)%' ORDER BY s.id",
        (documents,),
    )
    for document, reading in cursor:
        for one in definitions_in(reading):
            yield document, one


_CONTEXT = """
FROM json_each(?) w JOIN documents d ON d.id = w.value JOIN sentences s ON s.document = d.id
JOIN passages p ON p.id = s.passage
"""


def _sentence_words(connection: sqlite3.Connection, documents: str) -> _Rows:
    query = f"SELECT s.id, d.id, d.title, p.heading, s.reading {_CONTEXT} ORDER BY s.id"
    for number, document, title, heading, reading in connection.execute(query, (documents,)):
        yield number, document, (reading, f"{context(title, heading)}{reading}")


def _passage_words(connection: sqlite3.Connection, documents: str) -> _Rows:
    query = f"SELECT p.id, d.id, d.title, p.heading, s.reading {_CONTEXT} ORDER BY p.id, s.ordinal"
    for (number, document, title, heading), readings in _by_passage(connection.execute(query, (documents,))):
        text = context(title, heading) + " ".join(readings)
        yield number, document, (text, text)


_Passage = tuple[int, int, str | None, str]


def _by_passage(
    rows: Iterable[tuple[int, int, str | None, str, str]],
) -> Iterator[tuple[_Passage, list[str]]]:
    passage: _Passage | None = None
    readings: list[str] = []
    for number, document, title, heading, reading in rows:
        if passage is not None and passage[0] != number:
            yield passage, readings
            readings = []
        passage = (number, document, title, heading)
        readings.append(reading)
    if passage is not None:
        yield passage, readings


def context(title: str | None, heading: str) -> str:
    """Return what a sentence stands under: title and heading path, each closed by a full stop.

    Args:
        title: the document's title, or None.
        heading: the heading path as the catalog keeps it, a JSON list.
    """
    above = [title] if title else []
    above += [words for words in json.loads(heading) if words != title]
    return "".join(f"{words}. " for words in above)
