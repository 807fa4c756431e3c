"""From a catalog to what a person sees of it: its documents, and the state of the index."""

from __future__ import annotations

import datetime as dt
import difflib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.besides import read_besides
from index.classifications import BY_DEFAULT
from index.errors import QuestionError
from index.facts import history_since, read_facts
from index.filter import marking_of
from index.inside import outer_of
from index.records import BlockKind, Sentence, Skipped, Span
from index.reports import DocumentSummary, Status, StoredDocument
from index.schema import CATALOG_NAME, format_of

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from index.allowed import Allowed
    from index.classifications import Classifications
    from index.folders import Folders
    from index.records import DateOrigin, Marking
    from index.reports import Finding

_SUMMARY = "d.source, d.title, d.date, d.tags, d.notices, (SELECT count(*) FROM sentences s WHERE s.document = d.id)"


@dataclass(frozen=True, slots=True)
class Found:
    """What was found besides the catalog: in the briefings folders as they are now, and in the stores.

    Attributes:
        pending: sources that are new, changed or gone since.
        ignored: number of files and folders that patterns leave out.
        health: whether catalog and stores fit each other.
    """

    pending: tuple[str, ...]
    ignored: int
    health: Finding


def list_documents(
    connection: sqlite3.Connection, allowed: Allowed, classifications: Classifications = BY_DEFAULT
) -> tuple[DocumentSummary, ...]:
    """Return the allowed documents without their text, in the order of sources; marked by these classifications."""
    rows = connection.execute(f"SELECT d.id, {_SUMMARY} FROM documents d WHERE d.live = 1 ORDER BY d.source")  # noqa: S608 - ours
    besides, marking = read_besides(connection), marking_of(connection, classifications)
    return tuple(
        _summary((*row,), marking(number), *besides.get(number, ())) for number, *row in rows if number in allowed
    )


def load_document(
    connection: sqlite3.Connection, source: str, allowed: Allowed, classifications: Classifications = BY_DEFAULT
) -> StoredDocument:
    """Return one allowed document with its text and sentences; marked by these classifications.

    Raises:
        QuestionError: there is none of this name that is allowed; the message says which of the allowed is nearest, and
            is the same whether there is one that is not.
    """
    row = connection.execute(
        f"SELECT d.id, d.text, d.digest, {_SUMMARY} FROM documents d WHERE d.live = 1 AND d.source = ?",  # noqa: S608 - ours
        (source,),
    ).fetchone()
    if row is None or row[0] not in allowed:
        raise _unknown(connection, source, allowed)
    number, text, digest, *summary = row
    sentences = connection.execute(
        'SELECT s.ordinal, s.start, s."end", s.reading, s.line, s.page, p.heading, s.kind FROM sentences s'
        " JOIN passages p ON p.id = s.passage WHERE s.document = ? ORDER BY s.ordinal",
        (number,),
    )
    marking = marking_of(connection, classifications)(number)
    return StoredDocument(
        _summary((*summary,), marking, *read_besides(connection).get(number, ())),
        text,
        digest.hex(),
        tuple(_sentence(text, sentence) for sentence in sentences),
    )


def describe_index(
    connection: sqlite3.Connection, folders: Folders, index_folder: Path, found: Found, allowed: Allowed
) -> Status:
    """Return the state of an index, as far as the allowed documents go.

    Where not all are allowed, nothing is told of files that are not in the index, whose markings nobody knows, nor how
    much room all documents take together.

    Args:
        connection: the catalog, inside a transaction.
        folders: the briefings folders.
        index_folder: the folder of catalog and stores.
        found: what was found besides the catalog.
        allowed: the documents that are told of.
    """
    facts = read_facts(connection)
    live = connection.execute("SELECT id, source FROM documents WHERE live = 1")
    documents = {source: number for number, source in live if number in allowed}
    numbers = json.dumps(list(documents.values()))
    sentences, passages = (_count(connection, table, numbers) for table in ("sentences", "passages"))
    skipped = connection.execute("SELECT source, reason FROM skipped ORDER BY source") if allowed.all_of_them else ()
    return Status(
        folders=folders,
        index=index_folder,
        model=facts.model_name if facts else None,
        format_version=format_of(connection),
        generation=facts.generation if facts else 0,
        updated=facts.updated if facts else None,
        history_since=history_since(connection),
        age_s=(dt.datetime.now(dt.UTC) - facts.updated).total_seconds() if facts else None,
        files=sum(outer_of(source, documents) is None for source in documents),
        documents=len(documents),
        sentences=sentences,
        passages=passages,
        catalog_bytes=_bytes_of(index_folder, f"{CATALOG_NAME}*") if allowed.all_of_them else None,
        store_bytes=_bytes_of(index_folder, "stores/**/*") if allowed.all_of_them else None,
        pending=tuple(source for source in found.pending if allowed.all_of_them or source in documents),
        skipped=tuple(Skipped(*row) for row in skipped),
        ignored=found.ignored if allowed.all_of_them else None,
        health=found.health,
    )


def _count(connection: sqlite3.Connection, table: str, documents: str) -> int:
    query = f"SELECT count(*) FROM {table} WHERE document IN (SELECT value FROM json_each(?))"  # noqa: S608 - ours
    return int(connection.execute(query, (documents,)).fetchone()[0])


def _bytes_of(folder: Path, files: str) -> int:
    return sum(path.stat().st_size for path in folder.glob(files) if path.is_file())


_SummaryRow = tuple[str, str | None, str | None, str, str, int]
_SentenceRow = tuple[int, int, int, str, int | None, int | None, str, str]


def _summary(
    row: _SummaryRow, marking: Marking | None, author: str | None = None, origin: DateOrigin | None = None
) -> DocumentSummary:
    source, title, date, tags, notices, count = row
    return DocumentSummary(
        source=source,
        title=title,
        date=None if date is None else dt.date.fromisoformat(date),
        tags=tuple(json.loads(tags)),
        classification=marking.words if marking else None,
        sentences=count,
        notices=tuple(json.loads(notices)),
        author=author,
        date_origin=origin,
        classification_origin=marking.origin if marking else None,
    )


def _sentence(text: str, row: _SentenceRow) -> Sentence:
    ordinal, start, end, reading, line, page, heading, kind = row
    return Sentence(
        ordinal=ordinal,
        span=Span(start, end),
        text=text[start:end],
        reading=reading,
        line=line,
        page=page,
        heading=tuple(json.loads(heading)),
        kind=BlockKind(kind),
    )


def _unknown(connection: sqlite3.Connection, source: str, allowed: Allowed) -> QuestionError:
    rows = connection.execute("SELECT id, source FROM documents WHERE live = 1")
    known = [name for number, name in rows if number in allowed]
    by_name = {name.rpartition("/")[2]: name for name in known}
    near = difflib.get_close_matches(source, known, 1, 0.4) or [
        by_name[name] for name in difflib.get_close_matches(source, list(by_name), 1, 0.4)
    ]
    return QuestionError(
        f"there is no briefing {source!r}", f"the nearest is {near[0]}" if near else "see `briefbot status`"
    )
