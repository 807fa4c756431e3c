"""The file that a document is of, as it was indexed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import QuestionError
from index.file_state import file_digest
from index.inside import file_of

if TYPE_CHECKING:
    import sqlite3

    from index.allowed import Allowed
    from index.folders import Folders


def read_file_of(connection: sqlite3.Connection, folders: Folders, source: str) -> bytes:
    """Return the bytes of the file on disk that a visible document is of: its own, or that which it is inside.

    Raises:
        QuestionError: the file is not there, or is not what was indexed.
    """
    path = folders.file_of(file_of(connection, source))
    if path is None:
        raise QuestionError(f"{source} is in none of the briefings folders any more", "run `briefbot index`")
    try:
        content = path.read_bytes()
    except OSError as error:
        what = f"{source} cannot be opened ({error.strerror or error})"
        raise QuestionError(what, "run `briefbot index`") from error
    query = "SELECT file_digest FROM documents WHERE live = 1 AND source = ?"
    if connection.execute(query, (source,)).fetchone() != (file_digest(content),):
        raise QuestionError(f"{source} has changed since it was indexed", "run `briefbot index`")
    return content


def original(connection: sqlite3.Connection, folders: Folders, source: str, allowed: Allowed) -> bytes | None:
    """Return the bytes of a document's own file; None where it has none that may be given.

    So it is with one inside another file, and with a file of which something inside may not be told of.

    Args:
        connection: the catalog, inside a transaction.
        folders: the briefings folders.
        source: of a visible document.
        allowed: the documents that may be told of.

    Raises:
        QuestionError: there is none of this name; or its file is not there, or not what was indexed.
    """
    # "0" is the character after "/": what is between them is inside.
    rows = connection.execute(
        "SELECT id, source FROM documents WHERE live = 1"
        " AND (source = ?1 OR source > ?1 || '/' AND source < ?1 || '0')",
        (source,),
    ).fetchall()
    if not any(name == source and number in allowed for number, name in rows):
        raise QuestionError(f"there is no briefing {source}", "see what there is")
    if file_of(connection, source) != source or any(number not in allowed for number, _ in rows):
        return None
    return read_file_of(connection, folders, source)
