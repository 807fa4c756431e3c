"""From the catalog to the stores that search reads: vectors in FAISS and words in Tantivy, for one generation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from index.catalog import STORED_VECTOR
from index.definitions import definitions_in
from index.stores.definitions import write_definitions
from index.stores.layout import (
    DEFINITIONS,
    PASSAGE_FIELDS,
    PASSAGE_VECTORS,
    PASSAGE_WORDS,
    SENTENCE_FIELDS,
    SENTENCE_VECTORS,
    SENTENCE_WORDS,
)
from index.stores.vectors import write_vectors
from index.stores.words import WordWriter

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from index.definitions import Definition

_BATCH = 4096


def derive_stores(connection: sqlite3.Connection, folder: Path, dimension: int) -> None:
    """Write the stores of all visible documents into `folder`, which must exist and be empty.

    Args:
        connection: the catalog, inside a transaction that sees the generation.
        folder: where the stores are written.
        dimension: length of a vector.

    Raises:
        OSError: a file cannot be written.
    """
    write_vectors(folder / SENTENCE_VECTORS, dimension, _sentence_vectors(connection))
    write_vectors(folder / PASSAGE_VECTORS, dimension, _passage_vectors(connection, dimension))
    write_definitions(folder / DEFINITIONS, _definitions(connection))
    for name, fields, rows in (
        (SENTENCE_WORDS, SENTENCE_FIELDS, _sentence_words(connection)),
        (PASSAGE_WORDS, PASSAGE_FIELDS, _passage_words(connection)),
    ):
        (folder / name).mkdir()
        with WordWriter(folder / name, fields) as writer:
            writer.add(rows)


def _sentence_vectors(
    connection: sqlite3.Connection,
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
    cursor = connection.execute(
        "SELECT s.id, v.vector FROM sentences s JOIN documents d ON d.id = s.document AND d.live = 1"
        " JOIN vectors v ON v.digest = s.digest ORDER BY s.id"
    )
    while rows := cursor.fetchmany(_BATCH):
        yield _columns(rows)


def _columns(rows: list[tuple[int, bytes]]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    ids = np.array([number for number, _ in rows], np.int64)
    vectors = np.frombuffer(b"".join(vector for _, vector in rows), STORED_VECTOR)
    return ids, vectors.reshape(len(rows), -1).astype(np.float32)


def _passage_vectors(
    connection: sqlite3.Connection, dimension: int
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
    """Yield passages' ids and vectors: the normalized mean of their sentences' vectors.

    Measured on three sets of questions, this does as well as encoding each passage a second time, for nothing.
    """
    cursor = connection.execute(
        "SELECT s.passage, v.vector FROM sentences s JOIN documents d ON d.id = s.document AND d.live = 1"
        " JOIN vectors v ON v.digest = s.digest ORDER BY s.passage"
    )
    kept = np.empty(0, np.int64), np.empty((0, dimension), np.float32)
    while rows := cursor.fetchmany(_BATCH):
        numbers, vectors = _columns(rows)
        numbers, vectors = np.concatenate([kept[0], numbers]), np.concatenate([kept[1], vectors])
        whole = numbers != numbers[-1]  # the last passage may go on in the next batch
        if whole.any():
            yield _means(numbers[whole], vectors[whole])
        kept = numbers[~whole], vectors[~whole]
    if len(kept[0]):
        yield _means(*kept)


def _means(numbers: NDArray[np.int64], vectors: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    ids, first = np.unique(numbers, return_index=True)
    sums = np.add.reduceat(vectors, first, axis=0)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    return ids, sums / np.maximum(lengths, np.finfo(np.float32).tiny)


def _definitions(connection: sqlite3.Connection) -> Iterator[tuple[int, Definition]]:
    cursor = connection.execute(
        "SELECT d.id, s.reading FROM documents d JOIN sentences s ON s.document = d.id"
        " WHERE d.live = 1 AND s.reading LIKE '%(%)%' ORDER BY s.id"
    )
    for document, reading in cursor:
        for one in definitions_in(reading):
            yield document, one


_CONTEXT = "FROM passages p JOIN documents d ON d.id = p.document AND d.live = 1 JOIN sentences s ON s.passage = p.id"


def _sentence_words(connection: sqlite3.Connection) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    cursor = connection.execute(f"SELECT s.id, d.id, d.title, p.heading, s.reading {_CONTEXT} ORDER BY s.id")
    for number, document, title, heading, reading in cursor:
        yield number, document, (reading, f"{context(title, heading)}{reading}")


def _passage_words(connection: sqlite3.Connection) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    cursor = connection.execute(f"SELECT p.id, d.id, d.title, p.heading, s.reading {_CONTEXT} ORDER BY p.id, s.ordinal")
    for (number, document, title, heading), readings in _by_passage(cursor):
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
