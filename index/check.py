"""Hold a citation against what the briefings say today."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from index.allowed import ALL
from index.cite import parse_citation
from index.columns import words_digest
from index.history import kept_text
from index.reading import fold
from index.records import Citation, Span
from index.reports import CitationCheck, Standing
from index.successor import Stood, between_neighbors, nearest_in_words

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from index.allowed import Allowed

_DIGEST_BYTES = 4
"""A citation holds this much of a document's digest."""


def check_citation(
    connection: sqlite3.Connection, text: str, allowed: Allowed, was: str | None = None, former: Allowed = ALL
) -> CitationCheck:
    """Return what has become of a citation.

    It stands where the document is what it was; it has moved where its words stand elsewhere now, in another file or
    at another place; it has changed where the document is there without them; otherwise it is gone. A document that is
    not allowed is not there.

    What stands now in the place of words that have changed is the sentence of the document nearest to them
    (`nearest_in_words`); where nobody knows the words, it is the one between what stood around them.

    Args:
        connection: the catalog of an index that is up to date, inside a transaction.
        text: the citation as a person gives it.
        allowed: the documents that may be told of.
        was: the words that it is of, where a person knows them; otherwise they are taken from what history keeps.
        former: the documents that were visible once and may be told of.

    Raises:
        QuestionError: it is not a citation.
    """
    citation = parse_citation(text)
    was = was or _kept_words(connection, citation, allowed, former)
    documents = _documents_with(connection, citation.digest, allowed)
    if citation.source in documents:
        return _standing(text, citation, documents[citation.source])
    moved = next(_elsewhere(connection, citation, allowed, was), None)
    if moved is None or moved.source != citation.source:
        moved = _renamed(citation, documents) or moved
    if moved is not None:
        return CitationCheck(text, Standing.MOVED, _text_at(connection, moved), moved)
    row = connection.execute(
        "SELECT id, digest FROM documents WHERE live = 1 AND source = ?", (citation.source,)
    ).fetchone()
    if row is None or row[0] not in allowed:
        return CitationCheck(text, Standing.GONE, None, None, was)
    changed = CitationCheck(text, Standing.CHANGED, None, None, was)
    span = _successor(connection, citation, row[0], was)
    if span is None:
        return changed
    now = Citation(citation.source, span, row[1].hex())
    return replace(changed, text=_text_at(connection, now), now=now)


def _kept_words(connection: sqlite3.Connection, citation: Citation, allowed: Allowed, former: Allowed) -> str | None:
    """Return the words of a citation where history keeps them; not of a document that may not be told of today."""
    found = kept_text(connection, bytes.fromhex(citation.digest), citation.source)
    if found is None or found[0] not in former or citation.span.end > len(found[1]):
        return None
    source = "SELECT source FROM documents WHERE id = ?"
    today = connection.execute(f"SELECT id FROM documents WHERE live = 1 AND source = ({source})", found[:1]).fetchone()  # noqa: S608 - ours
    return None if today is not None and today[0] not in allowed else _cut(found[1], citation.span)


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


def _elsewhere(
    connection: sqlite3.Connection, citation: Citation, allowed: Allowed, was: str | None
) -> Iterator[Citation]:
    """Yield where a sentence's words stand today, in its own document before others."""
    words = connection.execute(
        'SELECT digest FROM past WHERE document = ? AND start = ? AND "end" = ?',
        (bytes.fromhex(citation.digest), citation.span.start, citation.span.end),
    ).fetchone()
    digests = [words[0]] if words else []
    if was is not None:
        digests.append(words_digest(fold(was)))
    for digest in digests:
        rows = connection.execute(
            'SELECT d.id, d.source, s.start, s."end", d.digest FROM sentences s'
            " JOIN documents d ON d.id = s.document AND d.live = 1 WHERE s.digest = ?"
            " ORDER BY d.source <> ?, d.source, abs(s.start - ?)",
            (digest, citation.source, citation.span.start),
        )
        for number, source, start, end, document in rows:
            if number in allowed:
                yield Citation(source, Span(start, end), document.hex())


def _successor(connection: sqlite3.Connection, citation: Citation, document: int, was: str | None) -> Span | None:
    """Return where what took the place of a sentence stands in its document; None where nobody can tell."""
    rows = connection.execute(
        'SELECT start, "end", reading, digest FROM sentences WHERE document = ? ORDER BY ordinal', (document,)
    ).fetchall()
    if was is not None:
        place = nearest_in_words(fold(was), [reading for _, _, reading, _ in rows])
    else:
        stood = connection.execute(
            'SELECT start, "end", digest FROM past WHERE document = ? ORDER BY start',
            (bytes.fromhex(citation.digest),),
        )
        at = (citation.span.start, citation.span.end)
        place = between_neighbors([Stood(*row) for row in stood], at, [row[3] for row in rows])
    return None if place is None else Span(*rows[place][:2])


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
