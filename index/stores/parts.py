"""The parts that a generation's stores consist of, and which documents each holds."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from index.errors import StoreError
from index.stores.segments import Segment

if TYPE_CHECKING:
    from pathlib import Path

PARTS = "parts.json"
FORMAT = 2
"""Raised whenever the files of a part come to hold something else: then stores are made anew from the catalog."""


@dataclass(frozen=True, slots=True)
class Part:
    """What the stores hold of some documents; it never changes.

    Attributes:
        name: what its files are named by.
        documents: catalog ids of the documents, ascending.
        sentences: how many sentences they have.
        sentence_segments: of the words by sentence.
        passage_segments: of the words by passage.
    """

    name: str
    documents: tuple[int, ...]
    sentences: int
    sentence_segments: tuple[Segment, ...]
    passage_segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one generation.

    Attributes:
        dimension: length of a vector.
        all: the parts, no document in two of them.
    """

    dimension: int
    all: tuple[Part, ...]


def write_parts(folder: Path, parts: Parts) -> None:
    """Write which parts the stores in `folder` consist of.

    Raises:
        OSError: it cannot be written.
    """
    said = {"format": FORMAT, **_said_of(parts)}
    (folder / PARTS).write_text(json.dumps(said, default=_said_of), encoding="utf-8")


def _said_of(one: Parts | Part | Segment) -> dict[str, object]:
    """Return what is written of one of these; not `dataclasses.asdict`, which copies each id of a document."""
    return {field.name: getattr(one, field.name) for field in fields(one)}


def read_parts(folder: Path) -> Parts:
    """Return which parts the stores in `folder` consist of.

    Raises:
        StoreError: it is not said, or not so that it makes sense.
    """
    try:
        said = json.loads((folder / PARTS).read_text(encoding="utf-8"))
        made = said.get("format")
        parts = Parts(int(said["dimension"]), tuple(_part(row) for row in said["all"]))
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise StoreError(f"the store {folder} is not whole ({error})", "run `briefbot index`") from error
    if made != FORMAT:
        raise StoreError(
            f"the store {folder} has format {made}, and this briefbot's is {FORMAT}", "run `briefbot index`"
        )
    return parts


def _part(row: dict[str, object]) -> Part:
    documents, sentences = row["documents"], row["sentences"]
    if not isinstance(documents, list) or not isinstance(sentences, int):
        raise TypeError("a part without documents")
    return Part(
        str(row["name"]),
        tuple(documents),
        sentences,
        _segments(row["sentence_segments"]),
        _segments(row["passage_segments"]),
    )


def _segments(rows: object) -> tuple[Segment, ...]:
    if not isinstance(rows, list):
        raise TypeError("a part without segments")
    return tuple(Segment(row["id"], row["texts"]) for row in rows)
