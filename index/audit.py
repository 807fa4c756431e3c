"""Hold a whole index against itself and against the briefings: what `briefbot verify` finds."""

from __future__ import annotations

import hashlib
import math
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from index.columns import about_columns, passage_columns, sentence_columns, words_digest
from index.errors import BriefbotError, StoreError
from index.facts import read_facts
from index.group import group
from index.inside import file_of
from index.readers import read_all
from index.reports import Finding, Level
from index.schema import STORES
from index.segment import segment
from index.stored_vector import STORED_VECTOR
from index.stores.layout import open_stores
from index.stores.manifest import check_store

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from index.allowed import Allowed
    from index.folders import Folders
    from index.records import Document, Sentence
    from index.stores.base import VectorStore
    from index.stores.layout import Stores

_REBUILD = "run `briefbot index --rebuild`"
_BATCH = 4096
_UNPUBLISHED = Finding("stores", Level.PROBLEM, "no generation was ever published", "run `briefbot index`")


def audit(connection: sqlite3.Connection, folders: Folders, index_folder: Path, allowed: Allowed) -> Iterator[Finding]:
    """Yield what is found, one area after another: catalog, sentences, stores, briefings.

    Args:
        connection: the catalog, inside a transaction.
        folders: the briefings folders.
        index_folder: the folder of catalog and stores.
        allowed: the documents that may be told of; of catalog and stores, which hold the others as well, only whether
            they are whole is told where not all may.
    """
    yield _told(_catalog(connection), allowed)
    yield from _sentences(connection, allowed)
    yield _told(_stores(connection, index_folder), allowed)
    yield from _briefings(connection, folders, allowed)


def quick_audit(connection: sqlite3.Connection, index_folder: Path, allowed: Allowed) -> Finding:
    """Return whether the stores open and fit the catalog, in one line; their bytes and the briefings are not read.

    Args:
        connection: the catalog, inside a transaction.
        index_folder: the folder of catalog and stores.
        allowed: the documents that may be told of; where not all may, no number of theirs is.
    """
    facts = read_facts(connection)
    if facts is None:
        return _UNPUBLISHED
    try:
        stores = open_stores(index_folder / STORES / facts.store)
    except StoreError as error:
        return Finding("stores", Level.PROBLEM, error.what, "run `briefbot index`: they are made again")
    finding = _sizes(connection, stores) or Finding("stores", Level.OK, "the stores open and fit the catalog")
    return _told(finding, allowed)


def _told(finding: Finding, allowed: Allowed) -> Finding:
    whole = allowed.all_of_them or finding.level is Level.OK
    return finding if whole else replace(finding, what="not as it was written")


def _catalog(connection: sqlite3.Connection) -> Finding:
    rows = connection.execute("PRAGMA integrity_check(1)").fetchall()
    if rows != [("ok",)]:
        return Finding("catalog", Level.PROBLEM, f"SQLite finds it damaged: {rows[0][0]}", _REBUILD)
    (missing,) = connection.execute(
        "SELECT count(*) FROM sentences s JOIN documents d ON d.id = s.document AND d.live = 1"
        " WHERE s.digest NOT IN (SELECT digest FROM vectors)"
    ).fetchone()
    if missing:
        return Finding("catalog", Level.PROBLEM, f"{missing:,} sentences have no vector", _REBUILD)
    return Finding("catalog", Level.OK, "whole")


def _sentences(connection: sqlite3.Connection, allowed: Allowed) -> Iterator[Finding]:
    documents = connection.execute("SELECT id, source, text, digest FROM documents WHERE live = 1 ORDER BY source")
    checked = 0
    for number, source, text, digest in documents.fetchall():
        if number not in allowed:
            continue
        rows = connection.execute(
            'SELECT start, "end", reading, digest FROM sentences WHERE document = ? ORDER BY ordinal',
            (number,),
        ).fetchall()
        checked += len(rows)
        if hashlib.sha256(text.encode()).digest() != digest:
            yield Finding("sentences", Level.PROBLEM, f"the text of {source} is not what its digest says", _REBUILD)
        if any(words_digest(reading) != words for _, _, reading, words in rows) or not _in_order(
            [(start, end) for start, end, _, _ in rows], len(text)
        ):
            yield Finding("sentences", Level.PROBLEM, f"the sentences of {source} do not fit its text", _REBUILD)
    yield Finding("sentences", Level.OK, f"{checked:,} looked at")


def _in_order(spans: list[tuple[int, int]], length: int) -> bool:
    inside = all(0 <= start < end <= length for start, end in spans)
    return inside and all(before[1] <= after[0] for before, after in pairwise(spans))


def _stores(connection: sqlite3.Connection, index_folder: Path) -> Finding:
    facts = read_facts(connection)
    if facts is None:
        return _UNPUBLISHED
    store = index_folder / STORES / facts.store
    try:
        check_store(store, math.inf)
        stores = open_stores(store)
    except StoreError as error:
        return Finding("stores", Level.PROBLEM, error.what, "run `briefbot index`: they are made again")
    if finding := _sizes(connection, stores):
        return finding
    if differing := _differing_vectors(connection, stores.sentence_vectors):
        what = f"its vectors of {differing:,} sentences are not those that its stores were made from"
        return Finding("catalog", Level.PROBLEM, what, _REBUILD)
    return Finding("stores", Level.OK, f"generation {facts.generation} is whole, every byte as it was written")


def _sizes(connection: sqlite3.Connection, stores: Stores) -> Finding | None:
    """Return that the stores hold another number than the catalog, or None where they do not."""
    for table, sizes in (
        ("sentences", (len(stores.sentence_vectors), len(stores.sentence_words))),
        ("passages", (len(stores.passage_vectors), len(stores.passage_words))),
    ):
        (count,) = connection.execute(
            f"SELECT count(*) FROM {table} t JOIN documents d ON d.id = t.document AND d.live = 1"  # noqa: S608 - ours
        ).fetchone()
        if set(sizes) != {count}:
            what = f"they hold {sizes[0]:,} and {sizes[1]:,} {table}, the catalog {count:,}"
            return Finding("stores", Level.PROBLEM, what, _REBUILD)
    return None


def _differing_vectors(connection: sqlite3.Connection, store: VectorStore) -> int:
    """Return how many sentences have another vector in the catalog than in the store, whose digests were right."""
    cursor = connection.execute(
        "SELECT s.id, v.vector FROM sentences s JOIN documents d ON d.id = s.document AND d.live = 1"
        " JOIN vectors v ON v.digest = s.digest ORDER BY s.id"
    )
    differing = 0
    while rows := cursor.fetchmany(_BATCH):
        kept = store.vectors(np.array([number for number, _ in rows], np.int64)).astype(STORED_VECTOR)
        differing += sum(row.tobytes() != vector for row, (_, vector) in zip(kept, rows, strict=True))
    return differing


def _briefings(connection: sqlite3.Connection, folders: Folders, allowed: Allowed) -> Iterator[Finding]:
    found = connection.execute("SELECT id, source, digest FROM documents WHERE live = 1 ORDER BY source").fetchall()
    rows = [row for row in found if row[0] in allowed]
    again = _Again(folders)
    for number, source, digest in rows:
        today = again.read(file_of(connection, source), source)
        if today is None:
            yield Finding("briefings", Level.WARNING, f"{source} cannot be read any more", "run `briefbot index`")
        elif today.digest != digest.hex():
            what = f"{source} is not what was indexed any more"
            yield Finding("briefings", Level.WARNING, what, "run `briefbot index`")
        elif other := _other_than(connection, number, today):
            what = f"the {other} of {source} are not those that reading it again gives"
            yield Finding("briefings", Level.PROBLEM, what, _REBUILD)
    yield Finding("briefings", Level.OK, f"{len(rows):,} held against their files")


def _other_than(connection: sqlite3.Connection, number: int, today: Document) -> str:
    """Return what is kept otherwise of a document than reading it again gives; empty where that is nothing."""
    sentences = segment(today)
    if _stored_sentences(connection, number) != [sentence_columns(sentence) for sentence in sentences]:
        return "sentences"
    return "title, date or headings" if _stored_context(connection, number) != _context(today, sentences) else ""


class _Again:
    """Reads files once more, each but once where its documents are asked for one after another."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders
        self._file: str | None = None
        self._documents: dict[str, Document] = {}

    def read(self, file: str, source: str) -> Document | None:
        """Return a document of a file as it is today, or None where it cannot be read any more."""
        if file != self._file:
            self._file, self._documents = file, {}
            with suppress(OSError, BriefbotError):
                path = self._folders.file_of(file)
                documents = () if path is None else read_all(file, path.read_bytes())
                self._documents = {document.source: document for document in documents}
        return self._documents.get(source)


def _stored_sentences(connection: sqlite3.Connection, number: int) -> list[tuple[object, ...]]:
    query = (
        'SELECT ordinal, start, "end", line, page, kind, reading, digest FROM sentences WHERE document = ?'
        " ORDER BY ordinal"
    )
    return connection.execute(query, (number,)).fetchall()


def _context(document: Document, sentences: Sequence[Sentence]) -> list[tuple[object, ...]]:
    """Return what is kept of a document beside its text and its sentences, as `_stored_context` does."""
    passages = group(sentences)
    return [
        about_columns(document),
        *(passage_columns(passage, sentences) for passage in passages),
        *((passage.first, passage.last) for passage in passages),
    ]


def _stored_context(connection: sqlite3.Connection, number: int) -> list[tuple[object, ...]]:
    about = "SELECT title, title_digest, date, tags, classification, notices FROM documents WHERE id = ?"
    passages = "SELECT ordinal, heading FROM passages WHERE document = ? ORDER BY ordinal"
    members = (
        "SELECT min(s.ordinal), max(s.ordinal) FROM passages p JOIN sentences s ON s.passage = p.id"
        " WHERE p.document = ? GROUP BY p.id ORDER BY p.ordinal"
    )
    return [row for query in (about, passages, members) for row in connection.execute(query, (number,))]
