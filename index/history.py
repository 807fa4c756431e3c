"""Texts that were visible once, kept with their dates where a person asked for it; otherwise nothing old is kept."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from index.besides import carry_besides, drop_besides
from index.errors import QuestionError
from index.facts import history_since, write_history_since

if TYPE_CHECKING:
    import sqlite3

_DOCUMENT = (
    "source, size, mtime_ns, checked_ns, file_digest, digest, title, title_digest, date, tags, classification, notices,"
    " text"
)
_AT = "SELECT document FROM history WHERE valid_from <= :moment AND (valid_to IS NULL OR valid_to > :moment)"
_PLACES = ", ".join("?" * len(_DOCUMENT.split(",")))


def stamp(moment: dt.datetime) -> str:
    """Return a moment as history keeps it: UTC, in a form whose order is that of time."""
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")


def begin_history(connection: sqlite3.Connection, moment: dt.datetime) -> None:
    """Keep what is replaced or deleted from a moment on, inside a transaction; where it is kept already, go on."""
    if history_since(connection) is None:
        write_history_since(connection, moment)
        note_visible(connection, moment)


def end_history(connection: sqlite3.Connection) -> None:
    """Erase all texts that were kept, and keep no more, inside a transaction."""
    old = "SELECT id FROM documents WHERE live < 0"
    for (number,) in connection.execute(old).fetchall():
        drop_besides(connection, number)
    for table in ("sentences", "passages"):
        connection.execute(f"DELETE FROM {table} WHERE document IN ({old})")  # noqa: S608 - ours
    connection.execute("DELETE FROM documents WHERE live < 0")
    connection.execute("DELETE FROM history")
    connection.execute(
        "DELETE FROM vectors WHERE digest NOT IN (SELECT digest FROM sentences)"
        " AND digest NOT IN (SELECT title_digest FROM documents WHERE title_digest IS NOT NULL)"
    )
    write_history_since(connection, None)


def supersede(connection: sqlite3.Connection, source: str, moment: dt.datetime) -> None:
    """Let a visible document be one that was, inside a transaction."""
    connection.execute(
        "UPDATE history SET valid_to = ? WHERE document = (SELECT id FROM documents WHERE live = 1 AND source = ?)",
        (stamp(moment), source),
    )
    connection.execute("UPDATE documents SET live = -id WHERE live = 1 AND source = ?", (source,))


def go_on(connection: sqlite3.Connection, source: str) -> bool:
    """Return whether a staged document has the text that is visible, inside a transaction: it has been so as long then.

    So it is where files are read again by other rules, or only a file's bytes have changed.
    """
    same = connection.execute(
        "SELECT old.id, new.id FROM documents old JOIN documents new ON new.source = old.source AND new.live = 0"
        " AND new.digest = old.digest WHERE old.live = 1 AND old.source = ?",
        (source,),
    ).fetchone()
    if same is not None:
        connection.execute("UPDATE history SET document = ?2 WHERE document = ?1", same)
    return same is not None


def note_visible(connection: sqlite3.Connection, moment: dt.datetime) -> None:
    """Note, inside a transaction, that visible documents of which that is not known are so from a moment on."""
    connection.execute(
        "INSERT INTO history SELECT id, ?, NULL FROM documents"
        " WHERE live = 1 AND id NOT IN (SELECT document FROM history)",
        (stamp(moment),),
    )


def check_moment(connection: sqlite3.Connection, moment: dt.datetime) -> None:
    """Raise QuestionError where nobody knows what the folder held at a moment."""
    since = history_since(connection)
    if since is None:
        todo = "run `briefbot index --history`: from then on what is replaced or deleted is kept"
        raise QuestionError("no history is kept in this index", todo)
    if stamp(moment) < stamp(since):
        what = f"history is kept since {since:%Y-%m-%d %H:%M:%S} UTC, and not as of {moment:%Y-%m-%d %H:%M:%S}"
        raise QuestionError(what, "name a later moment")


def kept_text(connection: sqlite3.Connection, digest: bytes, source: str) -> tuple[int, str] | None:
    """Return the id and text of a document that was visible once, whose digest begins so; rather of this source.

    None where there is none, or no history is kept.
    """
    if history_since(connection) is None:
        return None
    row: tuple[int, str] | None = connection.execute(
        "SELECT id, text FROM documents WHERE live < 0 AND substr(digest, 1, ?) = ? ORDER BY source <> ?, id DESC",
        (len(digest), digest, source),
    ).fetchone()
    return row


def copy_at(connection: sqlite3.Connection, moment: dt.datetime, then: sqlite3.Connection, live: int) -> None:
    """Copy the documents that were visible at a moment into an empty catalog, with their sentences; no vectors.

    Args:
        connection: the catalog whose history is kept, inside a transaction.
        moment: when they were visible.
        then: the other catalog, inside a transaction that writes.
        live: what they are there: 1 for visible, 0 for staged.
    """
    at = {"moment": stamp(moment), "live": live}
    rows = connection.execute(f"SELECT id, :live, {_DOCUMENT} FROM documents WHERE id IN ({_AT})", at)  # noqa: S608 - ours
    then.executemany(f"INSERT INTO documents (id, live, {_DOCUMENT}) VALUES (?, ?, {_PLACES})", rows)  # noqa: S608 - ours
    for (number,) in connection.execute(_AT, at).fetchall():
        carry_besides(connection, number, then, number)
    for table, columns in (("passages", 4), ("sentences", 11)):
        rows = connection.execute(f"SELECT * FROM {table} WHERE document IN ({_AT})", at)  # noqa: S608 - ours
        then.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})", rows)  # noqa: S608 - ours


def copy_vectors(connection: sqlite3.Connection, moment: dt.datetime, then: sqlite3.Connection) -> None:
    """Copy the vectors of what was visible at a moment into another catalog; the rest is as in `copy_at`."""
    texts = (
        f"SELECT digest FROM sentences WHERE document IN ({_AT}) UNION"  # noqa: S608 - ours
        f" SELECT title_digest FROM documents WHERE title_digest IS NOT NULL AND id IN ({_AT})"
    )
    rows = connection.execute(f"SELECT * FROM vectors WHERE digest IN ({texts})", {"moment": stamp(moment)})  # noqa: S608 - ours
    then.executemany("INSERT INTO vectors VALUES (?, ?)", rows)


def carry_history(old: sqlite3.Connection, new: sqlite3.Connection, moment: dt.datetime) -> None:
    """Carry all that is kept from a catalog to its successor, inside a transaction of that one.

    A visible document that both hold has been so as long as in the old one; what only the old one holds was visible
    until now. Vectors are not carried: another model may have made them.

    Args:
        old: the old catalog, inside a transaction.
        new: the successor, already published, without a history of its own.
        moment: when the successor takes over.
    """
    since = history_since(old)
    if since is None or history_since(new) is not None:
        return
    write_history_since(new, since)
    visible = {row[:2]: row[2] for row in new.execute("SELECT source, digest, id FROM documents WHERE live = 1")}
    rows = old.execute(
        "SELECT d.id, d.source, d.digest, d.live, h.valid_from, h.valid_to FROM history h"
        " JOIN documents d ON d.id = h.document"
    ).fetchall()
    for number, source, digest, live, valid_from, valid_to in rows:
        same = visible.get((source, digest)) if live == 1 else None
        if same is not None:
            new.execute("INSERT INTO history VALUES (?, ?, NULL)", (same, valid_from))
        else:
            copied = _copy_old(old, new, number)
            new.execute("INSERT INTO history VALUES (?, ?, ?)", (copied, valid_from, valid_to or stamp(moment)))
    note_visible(new, moment)


def _copy_old(old: sqlite3.Connection, new: sqlite3.Connection, number: int) -> int:
    """Copy a document that is not visible any more, and return its id there."""
    row = old.execute(f"SELECT {_DOCUMENT} FROM documents WHERE id = ?", (number,)).fetchone()  # noqa: S608 - ours
    query = f"INSERT INTO documents (live, {_DOCUMENT}) VALUES (-9223372036854775808, {_PLACES})"  # noqa: S608 - ours
    copied = new.execute(query, row).lastrowid or 0
    new.execute("UPDATE documents SET live = -id WHERE id = ?", (copied,))
    carry_besides(old, number, new, copied)
    passages = {}
    for passage in old.execute("SELECT id, ordinal, heading FROM passages WHERE document = ?", (number,)).fetchall():
        query = "INSERT INTO passages (document, ordinal, heading) VALUES (?, ?, ?)"
        passages[passage[0]] = new.execute(query, (copied, *passage[1:])).lastrowid
    columns = 'ordinal, start, "end", line, page, kind, reading, digest'
    for passage, *sentence in old.execute(f"SELECT passage, {columns} FROM sentences WHERE document = ?", (number,)):  # noqa: S608 - ours
        new.execute(
            f"INSERT INTO sentences (document, passage, {columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - ours
            (copied, passages[passage], *sentence),
        )
    return copied
