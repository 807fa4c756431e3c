"""From one generation's stores to the next one's: what is the same is shared, and what has changed is derived."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.code import write_codes
from index.derive import derive_parts, make_stores
from index.errors import StoreError
from index.stores.layout import (
    PASSAGE_VECTORS,
    PASSAGE_WORDS,
    SENTENCE_VECTORS,
    SENTENCE_WORDS,
    definitions_path,
    vectors_path,
)
from index.stores.links import link_file
from index.stores.manifest import check_store
from index.stores.packing import fresh_parts, kept_parts, part_sentences
from index.stores.parts import Parts, read_parts, write_parts
from index.stores.segments import link_segments, list_segments, segment_files
from index.stores.vectors import ids_path

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from index.stores.manifest import Sealed
    from index.stores.parts import Part
    from index.stores.segments import Segment


@dataclass(frozen=True, slots=True)
class Grown:
    """How the files of a generation's stores came there.

    Attributes:
        linked: those that are shared, as they were sealed in the older stores.
        flushed: fresh ones that are on the disk for good already.
    """

    linked: Sealed
    flushed: frozenset[str]


def grow_stores(connection: sqlite3.Connection, folder: Path, older: Path | None, dimension: int) -> Grown:
    """Write the stores of all visible documents into `folder`, which must exist and be empty.

    Args:
        connection: the catalog, inside a transaction that sees the generation.
        folder: where the stores are written.
        older: the stores of the generation before, which share what has not changed; None for none.
        dimension: length of a vector.

    Returns:
        What sealing them needs to know.

    Raises:
        OSError: a file cannot be written.
    """
    make_stores(folder)
    visible = {number for (number,) in connection.execute("SELECT id FROM documents WHERE live = 1")}
    (total,) = connection.execute("SELECT count(*) FROM sentences").fetchone()
    target = part_sentences(total)
    sealed, there = _usable(older, dimension)
    kept = kept_parts(there, visible, target)
    linked = tuple(_link(kept, older, folder)) if older else ()
    loose = visible.difference(*(part.documents for part in kept))
    fresh = list(derive_parts(connection, folder, fresh_parts(_sizes(connection, loose), target), dimension))
    parts = (*kept, *fresh)
    list_segments(folder / SENTENCE_WORDS, _sentence_segments(parts))
    list_segments(folder / PASSAGE_WORDS, _passage_segments(parts))
    written = Parts(dimension, parts)
    write_parts(folder, written)
    for store in (SENTENCE_VECTORS, PASSAGE_VECTORS):
        linked += tuple(write_codes(folder, store, written, older, sealed))
    return Grown({name: sealed[name] for name in linked}, frozenset(_written_by_tantivy(fresh)))


def _written_by_tantivy(parts: Iterable[Part]) -> Iterator[str]:
    """Yield the files of segments below the folder of stores: Tantivy flushes each as it closes it."""
    for part in parts:
        for store, segments in (
            (SENTENCE_WORDS, part.sentence_segments),
            (PASSAGE_WORDS, part.passage_segments),
        ):
            yield from (f"{store}/{name}" for name in segment_files(segments))


def _usable(older: Path | None, dimension: int) -> tuple[Sealed, tuple[Part, ...]]:
    """Return what of older stores can be shared: nothing where they are not whole, or of another dimension."""
    try:
        if older is not None:
            sealed, parts = check_store(older, read_up_to_bytes=0), read_parts(older)
            if parts.dimension == dimension:
                return sealed, parts.all
    except StoreError:
        pass
    return {}, ()


def _link(parts: tuple[Part, ...], older: Path, folder: Path) -> Iterator[str]:
    """Share the files of parts, and yield their names below the folder of stores."""
    for part in parts:
        for store in (SENTENCE_VECTORS, PASSAGE_VECTORS):
            path = vectors_path(older, store, part.name)
            yield _share(path, older, folder)
            yield _share(ids_path(path), older, folder)
        yield _share(definitions_path(older, part.name), older, folder)
    for store, of in ((SENTENCE_WORDS, _sentence_segments), (PASSAGE_WORDS, _passage_segments)):
        for name in link_segments(older / store, of(parts), folder / store):
            yield f"{store}/{name}"


def _sentence_segments(parts: tuple[Part, ...]) -> tuple[Segment, ...]:
    return tuple(one for part in parts for one in part.sentence_segments)


def _passage_segments(parts: tuple[Part, ...]) -> tuple[Segment, ...]:
    return tuple(one for part in parts for one in part.passage_segments)


def _share(path: Path, older: Path, folder: Path) -> str:
    name = path.relative_to(older)
    link_file(path, folder / name)
    return name.as_posix()


def _sizes(connection: sqlite3.Connection, documents: set[int]) -> dict[int, int]:
    """Return how many sentences each of these documents has."""
    rows = connection.execute(
        "SELECT w.value, count(s.id) FROM json_each(?) w LEFT JOIN sentences s ON s.document = w.value"
        " GROUP BY w.value",
        (json.dumps(sorted(documents)),),
    )
    return dict(rows.fetchall())
