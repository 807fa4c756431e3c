"""The briefings as they were at a moment: an index of what was visible then, made for as long as it is asked."""

from __future__ import annotations

import json
import time
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from index.catalog import Catalog
from index.facts import read_facts, write_facts
from index.history import check_moment, copy_at, copy_vectors
from index.levels import HEAD, Stated, levels_by
from index.location import write_error
from index.publish import derive_again
from index.reader_pool import ReaderPool
from index.schema import create_catalog
from index.sqlite_errors import translated

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3
    from collections.abc import Callable, Iterator

    from index.classifications import Classifications
    from index.encoders.base import Encoder
    from index.levels import Levels
    from index.snapshot import CatalogSnapshot

_PREFIX = "then-"
_LEFT_S = 3600.0
"""A folder of an as-of question that is older than this was left behind by a process that was killed."""
_ENCODED_TOGETHER = 512


@contextmanager
def documents_at(
    connection: sqlite3.Connection, moment: dt.datetime, classifications: Classifications
) -> Iterator[sqlite3.Connection]:
    """Give a catalog, in memory, of the documents that were visible at a moment, with their sentences.

    A document is marked as it was, or as its source is marked today where that is higher.

    Args:
        connection: the catalog, inside a transaction.
        moment: when they were visible.
        classifications: the markings, lowest first.

    Raises:
        QuestionError: no history is kept, or none of that moment.
    """
    check_moment(connection, moment)
    with closing(create_catalog(Path(":memory:"))) as then, translated(Path(":memory:")):
        then.execute("BEGIN")
        _fill(connection, moment, then, classifications, live=1)
        yield then


@contextmanager
def snapshot_at(
    pool: ReaderPool, moment: dt.datetime, folder: Path, encoder: Callable[[], Encoder]
) -> Iterator[CatalogSnapshot]:
    """Give the generation that an index of the briefings of a moment would have; the rest is as in `documents_at`.

    Catalog and stores are made in a folder of their own in the index's folder, and removed at the end: O(n) for the
    number of sentences. One core takes 0.8 s for 10,000 of them and 8 s for 100,000.

    Args:
        pool: readers of the index.
        moment: when they were visible.
        folder: the index's folder.
        encoder: gives the encoder, for texts whose vectors are not kept: another model has made them.
    """
    _clear(folder)
    try:
        place = TemporaryDirectory(prefix=_PREFIX, dir=folder, ignore_cleanup_errors=True)
    except OSError as error:
        raise write_error(error, folder) from error
    with place as made:
        _make(pool, moment, Path(made), encoder)
        with closing(ReaderPool(Path(made), pool.classifications)) as then, then.snapshot() as snapshot:
            yield snapshot


def _make(pool: ReaderPool, moment: dt.datetime, made: Path, encoder: Callable[[], Encoder]) -> None:
    with Catalog(made) as catalog:
        with pool.reading() as connection, catalog.transaction() as then:
            check_moment(connection, moment)
            _fill(connection, moment, then, pool.classifications, live=0)
            copy_vectors(connection, moment, then)
            if (facts := read_facts(connection)) is not None:
                write_facts(then, facts)
        for texts in catalog.texts_without_vector(_ENCODED_TOGETHER):
            catalog.add_vectors(
                [digest for digest, _ in texts], encoder().encode_documents([text for _, text in texts])
            )
        with catalog.transaction() as then:
            then.execute("UPDATE documents SET live = 1")
        derive_again(catalog, made)


def _fill(
    connection: sqlite3.Connection,
    moment: dt.datetime,
    then: sqlite3.Connection,
    classifications: Classifications,
    live: int,
) -> None:
    copy_at(connection, moment, then, live)
    levels = levels_by(classifications)
    today = {source: level for _, source, level in _leveled(connection, "live = 1", levels)}
    for number, source, level in tuple(_leveled(then, "1", levels)):
        if today.get(source, 0) > level:
            raised = classifications.markings[today[source]]
            then.execute("UPDATE documents SET classification = ? WHERE id = ?", (raised, number))


def _leveled(connection: sqlite3.Connection, which: str, levels: Levels) -> Iterator[tuple[int, str, int]]:
    """Yield id, source and level of documents."""
    rows = connection.execute(
        f"SELECT id, source, digest, classification, notices, substr(text, 1, {HEAD}) FROM documents WHERE {which}"  # noqa: S608 - ours
    )
    for number, source, digest, marking, notices, head in rows.fetchall():
        stated = Stated(digest, marking, tuple(json.loads(notices)))
        yield number, source, levels.of(stated, partial(str, head))


def _clear(folder: Path) -> None:
    """Remove what killed processes left of as-of questions: it holds the text of briefings."""
    import shutil

    for left in folder.glob(f"{_PREFIX}*"):
        try:
            if time.time() - left.stat().st_mtime > _LEFT_S:
                shutil.rmtree(left, ignore_errors=True)
        except OSError:  # another process was first
            continue
