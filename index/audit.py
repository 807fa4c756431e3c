"""Hold a whole index against itself and against the briefings: what `briefbot verify` finds."""

from __future__ import annotations

import hashlib
import math
from itertools import pairwise
from typing import TYPE_CHECKING

from index.catalog import words_digest
from index.errors import BriefbotError, StoreError
from index.facts import read_facts
from index.publish import STORES
from index.readers import read
from index.reports import Finding, Level
from index.segment import segment
from index.stores.layout import open_stores
from index.stores.manifest import check_store

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from index.records import Document

_REBUILD = "run `briefbot index --rebuild`"


def audit(connection: sqlite3.Connection, folder: Path, index_folder: Path) -> Iterator[Finding]:
    """Yield what is found, one area after another: catalog, sentences, stores, briefings.

    Args:
        connection: the catalog, inside a transaction.
        folder: the briefings folder.
        index_folder: the folder of catalog and stores.
    """
    yield _catalog(connection)
    yield from _sentences(connection)
    yield _stores(connection, index_folder)
    yield from _briefings(connection, folder)


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


def _sentences(connection: sqlite3.Connection) -> Iterator[Finding]:
    documents = connection.execute("SELECT id, source, text, digest FROM documents WHERE live = 1 ORDER BY source")
    checked = 0
    for number, source, text, digest in documents.fetchall():
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
        return Finding("stores", Level.PROBLEM, "no generation was ever published", "run `briefbot index`")
    store = index_folder / STORES / facts.store
    try:
        check_store(store, math.inf)
        stores = open_stores(store)
    except StoreError as error:
        return Finding("stores", Level.PROBLEM, error.what, "run `briefbot index`: they are made again")
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
    return Finding("stores", Level.OK, f"generation {facts.generation} is whole, every byte as it was written")


def _briefings(connection: sqlite3.Connection, folder: Path) -> Iterator[Finding]:
    rows = connection.execute("SELECT id, source, digest FROM documents WHERE live = 1 ORDER BY source").fetchall()
    for number, source, digest in rows:
        today = _read_again(folder, source)
        if today is None:
            yield Finding("briefings", Level.WARNING, f"{source} cannot be read any more", "run `briefbot index`")
        elif today.digest != digest.hex():
            what = f"{source} is not what was indexed any more"
            yield Finding("briefings", Level.WARNING, what, "run `briefbot index`")
        elif _stored_sentences(connection, number) != [(s.span.start, s.span.end, s.reading) for s in segment(today)]:
            what = f"the sentences of {source} are not those that reading it again gives"
            yield Finding("briefings", Level.PROBLEM, what, _REBUILD)
    yield Finding("briefings", Level.OK, f"{len(rows):,} held against their files")


def _read_again(folder: Path, source: str) -> Document | None:
    try:
        return read(source, (folder / source).read_bytes())
    except (OSError, BriefbotError):
        return None


def _stored_sentences(connection: sqlite3.Connection, number: int) -> list[tuple[int, int, str]]:
    query = 'SELECT start, "end", reading FROM sentences WHERE document = ? ORDER BY ordinal'
    return connection.execute(query, (number,)).fetchall()
