"""The list of all documents of a shared index."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from index.milvus.numbers import document_id
from index.milvus.roster import read_roster
from index.milvus.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.milvus.server import Server
    from index.milvus.tables import Table

ABOUT = {"title": None, "date": None, "tags": [], "classification": None, "notices": [], "author": None}


class _Rows:
    """A server that has these documents, each by generation and source."""

    def __init__(self, *documents: tuple[int, str]) -> None:
        self.documents = documents

    def every(self, table: Table, condition: str, fields: Sequence[str]) -> list[dict[str, object]]:  # noqa: ARG002
        """Return them as rows."""
        assert "piece == 0" in condition
        return [
            {
                "id": document_id(born, place),
                "born": born,
                "source": source,
                "size": 3,
                "file_digest": "00" * 32,
                "digest": "00" * 32,
                "about": json.dumps({**ABOUT, "date_origin": None}),
                "sentences": 2,
                "passages": 1,
                "rules": 1,
            }
            for place, (born, source) in enumerate(self.documents)
        ]


def test_of_two_documents_of_one_source_the_later_is_listed() -> None:
    """Two writers may have brought the same file: between their marks both are there."""
    rows = _Rows((7, "a.md"), (3, "a.md"), (5, "b.md"))
    roster = read_roster(cast("Server", rows), View(7, 7, (), (), 0))
    assert roster.numbers.tolist() == [document_id(5, 2), document_id(7, 0)]
    assert (roster.sentences(roster.numbers), roster.passages(roster.numbers)) == (4, 2)


def test_what_is_put_in_while_reading_is_gone_afterwards() -> None:
    """So that a list stays a list of documents without their texts."""
    roster = read_roster(cast("Server", _Rows((1, "a.md"))), View(1, 1, (), (), 0))
    with roster.reading() as connection:
        connection.execute("UPDATE documents SET text = 'drawn'")
    with roster.reading() as connection:
        assert connection.execute("SELECT text FROM documents").fetchall() == [("",)]
