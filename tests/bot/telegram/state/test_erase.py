"""What is deleted of a person is gone, from every table and from the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot_scene import NOW

from bot.telegram.state.erase import erase_person
from bot.telegram.state.pairings import Pairings

if TYPE_CHECKING:
    from bot.telegram.state.database import Database

WORDS = ("Zanzibar", "Timbuktu")
KEPT = frozenset({"attempt", "upload", "deed"})
"""Tables of which a person's rows stay: wrong codes, which limit guessing, and who published which briefing."""


def test_every_table_that_knows_a_person_is_erased(database: Database) -> None:
    """Also one that is made later: whatever has a column `person` is looked at here."""
    _fill(database)
    erased = erase_person(database, 7)
    for table, columns in _tables(database).items():
        if "person" in columns and table not in KEPT:
            with database.reading() as connection:
                left = connection.execute(f"SELECT person FROM {table}").fetchall()  # noqa: S608 - a table of ours
            assert left == [(8,)], table
    assert erased >= 6


def test_the_files_forget_it(database: Database) -> None:
    """As bytes, in the file and beside it; what others said stays."""
    _fill(database)
    erase_person(database, 7)
    content = b"".join(file.read_bytes() for file in database.path.parent.iterdir())
    assert WORDS[0].encode() not in content
    assert WORDS[1].encode() in content


def test_who_is_erased_is_paired_still(database: Database) -> None:
    """Ending that is an owner's."""
    pairings = Pairings(database)
    pairings.redeem(7, pairings.make_code(NOW), NOW)
    assert erase_person(database, 7) == 0
    assert pairings.find(7) is not None


def _tables(database: Database) -> dict[str, list[str]]:
    with database.reading() as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
            for name in names
            if not name.startswith("sqlite_")
        }


def _fill(database: Database) -> None:
    """Put a row of each of two people into every table that knows people."""
    kinds = {"INTEGER": 1, "REAL": NOW, "BLOB": b""}
    for table, columns in _tables(database).items():
        if "person" not in columns or table in KEPT:
            continue
        with database.writing() as connection:
            types = {row[1]: row[2] for row in connection.execute(f"PRAGMA table_info({table})")}
            for person, word in zip((7, 8), WORDS, strict=True):
                row = {name: kinds.get(kind, f"{word} {person}") for name, kind in types.items()}
                row |= {"person": person} | {name: person for name in ("id", "shown") if types.get(name) == "INTEGER"}
                marks = ", ".join("?" for _ in row)
                names = ", ".join(row)
                connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))  # noqa: S608
