"""What two indexes have in common that hold the same: as many of everything, and one checksum over every sentence."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.milvus.literals import both
from index.milvus.tables import DOCUMENTS, PASSAGES, SENTENCES
from index.milvus.vectors import received
from index.stored_vector import STORED_VECTOR

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from index.milvus.server import Server
    from index.milvus.view import View

_MODULUS = 1 << 128
_SENTENCES = """
SELECT d.source, d.digest, s.ordinal, s.start, s."end", s.digest, v.vector
FROM documents d JOIN sentences s ON s.document = d.id LEFT JOIN vectors v ON v.digest = s.digest WHERE d.live = 1
"""
_FIELDS = ["id", "source", "digest", "ordinal", "start", "end", "words", "vector"]

_Sentence = tuple[str, str, int, int, int, str, bytes]


@dataclass(frozen=True, slots=True)
class Contents:
    """What an index holds.

    Attributes:
        documents: how many.
        passages: how many.
        sentences: how many.
        checksum: 32 hex digits: over each document's source and digest, and each sentence's span, words and vector; in
            whatever order they come.
    """

    documents: int
    passages: int
    sentences: int
    checksum: str


def contents_of_catalog(connection: sqlite3.Connection) -> Contents:
    """Return what the visible documents of a catalog hold."""
    rows = connection.execute("SELECT source, digest FROM documents WHERE live = 1")
    documents = [(source, digest.hex()) for source, digest in rows]
    (passages,) = connection.execute(
        "SELECT count(*) FROM passages p JOIN documents d ON d.id = p.document AND d.live = 1"
    ).fetchone()
    sentences = (
        (source, digest.hex(), ordinal, start, end, words.hex(), vector or b"")
        for source, digest, ordinal, start, end, words, vector in connection.execute(_SENTENCES)
    )
    return _contents(documents, int(passages), sentences)


def contents_of_view(server: Server, view: View) -> Contents:
    """Return what a shared index holds."""
    rows = server.every(DOCUMENTS, both(view.visible, "piece == 0"), ["id", "source", "digest"])
    passages = sum(len(page) for page in server.pages(PASSAGES, view.visible, ["id"]))
    return _contents([(row["source"], row["digest"]) for row in rows], passages, _sentences(server, view))


def _sentences(server: Server, view: View) -> Iterator[_Sentence]:
    for page in server.pages(SENTENCES, view.visible, _FIELDS):
        for row in page:
            vector = received(row["vector"]).astype(STORED_VECTOR).tobytes()
            yield row["source"], row["digest"], row["ordinal"], row["start"], row["end"], row["words"], vector


def _contents(documents: list[tuple[str, str]], passages: int, sentences: Iterator[_Sentence]) -> Contents:
    total = count = 0
    for document in documents:
        total += _number(json.dumps(document).encode())
    for *said, vector in sentences:
        total += _number(json.dumps(said).encode() + vector)
        count += 1
    return Contents(len(documents), passages, count, f"{total % _MODULUS:032x}")


def _number(content: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(content, digest_size=16).digest())
