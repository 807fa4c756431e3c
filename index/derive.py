"""From the catalog to the files that search reads: vectors in FAISS and words in Tantivy, of some documents."""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from index.catalog import STORED_VECTOR
from index.definitions import definitions_in
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
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.definitions import Definition
    from index.stores.segments import Segment

_BATCH = 4096


def derive_part(connection: sqlite3.Connection, folder: Path, documents: Sequence[int], dimension: int) -> Part:
    """Write a part of some documents into the stores in `folder`, and return it.

    Args:
        connection: the catalog, inside a transaction that sees the generation.
        folder: where `make_stores` made empty stores.
        documents: catalog ids of the documents, ascending.
        dimension: length of a vector.

    Raises:
        OSError: a file cannot be written.
    """
    name, which = secrets.token_hex(8), json.dumps(list(documents))
    vectors = _sentence_vectors(connection, which)
    sentences = write_vectors(vectors_path(folder, SENTENCE_VECTORS, name), dimension, vectors)
    means = _passage_vectors(connection, which, dimension)
    write_vectors(vectors_path(folder, PASSAGE_VECTORS, name), dimension, means)
    write_definitions(definitions_path(folder, name), _definitions(connection, which))
    return Part(
        name,
        tuple(documents),
        sentences,
        _write_words(folder / SENTENCE_WORDS, SENTENCE_FIELDS, _sentence_words(connection, which)),
        _write_words(folder / PASSAGE_WORDS, PASSAGE_FIELDS, _passage_words(connection, which)),
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


def _write_words(folder: Path, fields: Sequence[str], rows: _Rows) -> tuple[Segment, ...]:
    """Write texts into segments of their own in a folder of words, which does not list them yet."""
    apart = folder / "apart"
    apart.mkdir()
    with WordWriter(apart, fields) as writer:
        writer.add(rows)
    segments = move_segments(apart, folder)
    shutil.rmtree(apart)
    return segments


def _sentence_vectors(
    connection: sqlite3.Connection, documents: str
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
    cursor = connection.execute(
        "SELECT s.id, v.vector FROM json_each(?) w JOIN sentences s ON s.document = w.value"
        " JOIN vectors v ON v.digest = s.digest ORDER BY s.id",
        (documents,),
    )
    while rows := cursor.fetchmany(_BATCH):
        yield _columns(rows)


def _columns(rows: list[tuple[int, bytes]]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    ids = np.array([number for number, _ in rows], np.int64)
    vectors = np.frombuffer(b"".join(vector for _, vector in rows), STORED_VECTOR)
    return ids, vectors.reshape(len(rows), -1).astype(np.float32)


def _passage_vectors(
    connection: sqlite3.Connection, documents: str, dimension: int
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
    """Yield passages' ids and vectors: the normalized mean of their sentences' vectors.

    Measured on three sets of questions, this does as well as encoding each passage a second time, for nothing.
    """
    cursor = connection.execute(
        "SELECT s.passage, v.vector FROM json_each(?) w JOIN sentences s ON s.document = w.value"
        " JOIN vectors v ON v.digest = s.digest ORDER BY s.passage",
        (documents,),
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
