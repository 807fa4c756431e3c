"""The page of a PDF that a citation is of, as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.cite import parse_citation
from index.errors import QuestionError
from index.inside import file_of
from index.original import read_file_of
from index.readers import draw

if TYPE_CHECKING:
    import sqlite3

    from index.allowed import Allowed
    from index.folders import Folders


def picture(connection: sqlite3.Connection, folders: Folders, text: str, allowed: Allowed) -> bytes | None:
    """Return the page on which a citation's words begin, as PNG with the words highlighted; None for other than PDF.

    Args:
        connection: the catalog, inside a transaction.
        folders: the briefings folders.
        text: the citation as a person gives it.
        allowed: the documents that may be told of.

    Raises:
        QuestionError: it is not a citation, or its document is not what it was, or its file is not what was indexed.
        ReadingError: the file cannot be read.
    """
    citation = parse_citation(text)
    row = connection.execute(
        "SELECT id, digest FROM documents WHERE live = 1 AND source = ?", (citation.source,)
    ).fetchone()
    if row is None or row[0] not in allowed or not row[1].hex().startswith(citation.digest):
        raise QuestionError(f"{text} does not stand any more", "see what `briefbot verify` says of it")
    content = read_file_of(connection, folders, citation.source)
    return draw(file_of(connection, citation.source), content, citation)
