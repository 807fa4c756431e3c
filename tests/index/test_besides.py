"""Who wrote a briefing, and where its date was found, are kept; an index without them is one all the same."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from typing import TYPE_CHECKING

import pytest
from fake_encoder import Desk, desk

from index.allowed import Allowed
from index.describe import list_documents
from index.readers import read
from index.records import DateOrigin
from index.schema import CATALOG_NAME

if TYPE_CHECKING:
    from pathlib import Path

    from index.reports import DocumentSummary

NOTES = {
    "front.md": ("---\ndate: 2022-05-31\nauthor: Ana Silva\n---\nWords.\n", DateOrigin.FRONT_MATTER, "Ana Silva"),
    "both.md": (
        "---\nauthors: [Ana Silva, Bo Lund]\n---\nDate: 31 May 2022\n",
        DateOrigin.FIRST_LINES,
        "Ana Silva, Bo Lund",
    ),
    "2022-05-31 name.md": ("Words.\n", DateOrigin.FILE_NAME, None),
    "lines.md": ("# Note\n\n31 May 2022\n\nWords.\n", DateOrigin.FIRST_LINES, None),
    "none.md": ("Words of no day.\n", None, None),
}


@pytest.fixture
def at(tmp_path: Path) -> Desk:
    """Return a desk with notes that tell their dates in different ways."""
    made = desk(tmp_path)
    for name, (text, _, _) in NOTES.items():
        made.write(name, text)
    made.sync()
    return made


def told(at: Desk) -> dict[str, DocumentSummary]:
    """Return what the index says of each note."""
    with at.pool.reading() as connection:
        return {document.source: document for document in list_documents(connection, Allowed())}


@pytest.mark.parametrize("name", NOTES)
def test_a_reader_tells_who_wrote_a_note_and_where_its_date_was_found(name: str) -> None:
    """And so does the index."""
    text, origin, author = NOTES[name]
    about = read(name, text.encode()).metadata
    assert (about.date_origin, about.author) == (origin, author)
    assert about.date == (dt.date(2022, 5, 31) if origin else None)


def test_the_index_keeps_it(at: Desk) -> None:
    """For each note, and no longer than it."""
    assert {name: (one.date_origin, one.author) for name, one in told(at).items()} == {
        name: (origin, author) for name, (_, origin, author) in NOTES.items()
    }
    at.write("front.md", "Words of nobody.\n", day=1)
    (at.notes / "lines.md").unlink()
    at.sync()
    assert (told(at)["front.md"].date_origin, told(at)["front.md"].author) == (None, None)
    assert at.rows("SELECT count(*) FROM besides") == [(2,)]


def test_an_index_that_was_made_before_is_read_and_brought_up_to_date(at: Desk) -> None:
    """Nothing is told until a sync has read the notes again."""
    with sqlite3.connect(os.fspath(at.index / CATALOG_NAME)) as connection:
        connection.executescript("DROP TABLE besides; UPDATE facts SET value = '1' WHERE name = 'rules';")
        connection.execute("UPDATE documents SET file_digest = x'00'")
    connection.close()
    assert {one.author for one in told(at).values()} == {None}
    assert at.sync().changed == tuple(sorted(NOTES))
    assert told(at)["front.md"].author == "Ana Silva"
