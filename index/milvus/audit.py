"""Hold a shared index against itself: what `briefbot verify` finds there."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from index.columns import words_digest
from index.milvus.counts import ALL
from index.milvus.draw import draw_sentences, draw_text
from index.milvus.literals import both, one_of, quoted
from index.milvus.tables import DOCUMENTS, PASSAGES, SENTENCES, TERMS
from index.milvus.vectors import received
from index.reports import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from index.milvus.roster import Roster
    from index.milvus.server import Row, Server
    from index.milvus.tables import Table
    from index.milvus.view import View

_TODO = "run `briefbot index --rebuild`"
_FIELDS = ("id", "ordinal", "start", "end", "reading", "words", "text", "vector")
_UNIT = 0.01
"""How far from 1 the length of a vector in half precision may be."""


def audit(server: Server, view: View, roster: Roster, allowed: NDArray[np.int64] | None) -> Iterator[Finding]:
    """Yield what is found: of the catalog, of the sentences, of the counts.

    Args:
        server: where the index is.
        view: what is looked at.
        roster: its documents.
        allowed: ids of the documents that may be named, None for all.
    """
    yield Finding("catalog", Level.OK, f"{len(roster.numbers):,} documents in generation {view.generation}")
    looked_at = 0
    for row in server.every(DOCUMENTS, both(view.visible, "piece == 0"), ["id", "source", "digest", "sentences"]):
        if allowed is None or row["id"] in allowed:
            wrong = _wrong(server, row)
            if wrong:
                yield Finding("sentences", Level.PROBLEM, f"{wrong} of {row['source']}", _TODO)
            looked_at += row["sentences"]
    yield Finding("sentences", Level.OK, f"{looked_at:,} looked at")
    yield _counts(server, view, roster)


def _wrong(server: Server, document: Row) -> str:
    """Return what is wrong with a document, as the beginning of a sentence; empty where nothing is."""
    text = draw_text(server, document["id"])
    if hashlib.sha256(text.encode()).hexdigest() != document["digest"]:
        return "the text is not what its digest says"
    rows = draw_sentences(server, document["id"], _FIELDS)
    if [row["ordinal"] for row in rows] != list(range(document["sentences"])):
        return "there are not all sentences"
    if any(
        text[row["start"] : row["end"]] != row["text"] or words_digest(row["reading"]).hex() != row["words"]
        for row in rows
    ):
        return "the sentences do not fit the text"
    lengths = np.array([np.linalg.norm(received(row["vector"])) for row in rows])
    # Not `any(off > _UNIT)`: what is not a number is off as well. Milvus takes NaN for a vector.
    return "" if bool((np.abs(lengths - 1) < _UNIT).all()) else "the vectors are not of length 1"


def _counts(server: Server, view: View, roster: Roster) -> Finding:
    """Return whether as many sentences and passages are counted as there are."""
    held = {
        "sentence": sum(sentences for sentences, _ in roster.counts.values()),
        "passage": sum(passages for _, passages in roster.counts.values()),
    }
    for field, table in (("sentence", SENTENCES), ("passage", PASSAGES)):
        condition = both(view.born, one_of("field", [field]), f"term == {quoted(ALL)}")
        counted = sum(row["texts"] for row in server.every(TERMS, condition, ["id", "texts"]))
        there = _number_of(server, table, view)
        if not counted == there == held[field]:
            what = f"{counted:,} {field}s are counted, {there:,} there and {held[field]:,} listed"
            return Finding("stores", Level.PROBLEM, what, _TODO)
    return Finding("stores", Level.OK, "as many as are counted")


def _number_of(server: Server, table: Table, view: View) -> int:
    return sum(len(page) for page in server.pages(table, view.visible, ["id"]))
