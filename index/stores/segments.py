"""Tantivy's segments as files that never change: which ones a folder of words consists of, and sharing them.

A Tantivy index is a list of segments in `meta.json`, and a few files for each, named by its id. No segment is ever
written to again, and BM25's figures are summed over the listed ones: so a folder that lists the segments of several
writers, their files beside it, answers as if one had written them all. (Tantivy's own way to take texts out is a list
of deleted rows beside a segment: their words would stay in the file, and in BM25's figures.)
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.stores.links import link_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_LIST = "meta.json"


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment of a folder of words.

    Attributes:
        id: as Tantivy names it, 36 characters.
        texts: how many texts it holds.
    """

    id: str
    texts: int


_ENDINGS = ("fast", "fieldnorm", "idx", "pos", "store", "term")


def segment_files(segments: Iterable[Segment]) -> Iterator[str]:
    """Yield the names of the files that segments consist of."""
    for one in segments:
        stem = one.id.replace("-", "")
        yield from (f"{stem}.{ending}" for ending in _ENDINGS)


def listed_segments(folder: Path) -> tuple[Segment, ...]:
    """Return the segments that a writer listed in a folder of words.

    Raises:
        OSError: the list cannot be read.
    """
    listed = json.loads((folder / _LIST).read_text(encoding="utf-8"))["segments"]
    return tuple(Segment(one["segment_id"], one["max_doc"]) for one in listed)


def list_segments(folder: Path, segments: Iterable[Segment]) -> None:
    """Say that a folder of words, to which nobody reads yet, consists of these segments.

    Raises:
        OSError: the list cannot be written.
    """
    said = json.loads((folder / _LIST).read_text(encoding="utf-8"))
    said["segments"] = [{"segment_id": one.id, "max_doc": one.texts, "deletes": None} for one in segments]
    (folder / _LIST).write_text(json.dumps(said), encoding="utf-8")


def move_segments(folder: Path, target: Path) -> tuple[Segment, ...]:
    """Move the files of all segments that a folder lists into another folder of words, and return the segments.

    Raises:
        OSError: one cannot be moved.
    """
    segments = listed_segments(folder)
    for name in segment_files(segments):
        (folder / name).rename(target / name)
    return segments


def link_segments(folder: Path, segments: Iterable[Segment], target: Path) -> tuple[str, ...]:
    """Share the files of segments with another folder of words, and return the files' names.

    Raises:
        OSError: one is not there, or there is no room.
    """
    names = tuple(segment_files(segments))
    for name in names:
        link_file(folder / name, target / name)
    return names
