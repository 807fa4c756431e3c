"""Hold a citation against what the briefings say today."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from index.cite import parse_citation
from index.records import Citation, Span
from index.reports import CitationCheck, Standing

if TYPE_CHECKING:
    import sqlite3

    from index.allowed import Allowed

_DIGEST_BYTES = 4
"""A citation holds this much of a document's digest."""


def check_citation(connection: sqlite3.Connection, text: str, allowed: Allowed) -> CitationCheck:
    """Return what has become of a citation.

    It stands where the document is what it was; it has moved where its words stand elsewhere now, in another file or
    at another place; it has changed where the document is there without them; otherwise it is gone. A document that is
    not allowed is not there.

    Args:
        connection: the catalog of an index that is up to date, inside a transaction.
        text: the citation as a person gives it.
        allowed: the documents that may be told of.

    Raises:
        QuestionError: it is not a citation.
    """
    citation = parse_citation(text)
    documents = _documents_with(connection, citation.digest, allowed)
    if citation.source in documents:
        return _standing(text, citation, documents[citation.source])
    moved = _elsewhere(connection, citation, allowed)
    if moved is None or moved.source != citation.source:
        moved = _renamed(citation, documents) or moved
    if moved is not None:
        return CitationCheck(text, Standing.MOVED, _text_at(connection, moved), moved)
    row = connection.execute("SELECT id FROM documents WHERE live = 1 AND source = ?", (citation.source,)).fetchone()
    there = row is not None and row[0] in allowed
    return CitationCheck(text, Standing.CHANGED if there else Standing.GONE, None, None)


def _standing(text: str, citation: Citation, words: str) -> CitationCheck:
    if citation.span.end > len(words):
        return CitationCheck(text, Standing.GONE, None, None)
    return CitationCheck(text, Standing.STANDS, _cut(words, citation.span), None)


def _renamed(citation: Citation, documents: dict[str, str]) -> Citation | None:
    """Return the same span in another file that holds today what the citation's did."""
    for source, words in documents.items():
        if citation.span.end <= len(words):
            return Citation(source, citation.span, _digest(words))
    return None


def _documents_with(connection: sqlite3.Connection, digest: str, allowed: Allowed) -> dict[str, str]:
    """Return the text of each allowed document whose digest begins so, by source."""
    rows = connection.execute(
        "SELECT id, source, text FROM documents WHERE live = 1 AND substr(digest, 1, ?) = ? ORDER BY source",
        (_DIGEST_BYTES, bytes.fromhex(digest)),
    )
    return {source: text for number, source, text in rows if number in allowed}


def _elsewhere(connection: sqlite3.Connection, citation: Citation, allowed: Allowed) -> Citation | None:
    """Return where a sentence's words stand today, in its own document rather than in another."""
    rows = connection.execute(
        'SELECT d.id, d.source, s.start, s."end", d.digest FROM past w JOIN sentences s ON s.digest = w.digest'
        " JOIN documents d ON d.id = s.document AND d.live = 1"
        ' WHERE w.document = ? AND w.start = ? AND w."end" = ?'
        " ORDER BY d.source <> ?, d.source, abs(s.start - w.start)",
        (bytes.fromhex(citation.digest), citation.span.start, citation.span.end, citation.source),
    )
    places = (
        Citation(source, Span(start, end), digest.hex())
        for number, source, start, end, digest in rows
        if number in allowed
    )
    return next(places, None)


def _text_at(connection: sqlite3.Connection, citation: Citation) -> str:
    (text,) = connection.execute(
        "SELECT substr(text, ?, ?) FROM documents WHERE live = 1 AND source = ?",
        (citation.span.start + 1, citation.span.end - citation.span.start, citation.source),
    ).fetchone()
    return str(text)


def _cut(words: str, span: Span) -> str:
    return words[span.start : span.end]


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()
