"""What SQLite leaves in the unused middle of pages is overwritten, and nothing else is."""

from __future__ import annotations

import random
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index.connections import connect
from index.wipe import wipe_unused


def wiped(path: Path) -> int:
    """Return how many pages are wiped of a database that this process has open, as the catalog's writer has."""
    with closing(connect(path, str(path), 5.0)):
        return wipe_unused(path)


def word(number: int) -> str:
    """Return a word that stands in one row only."""
    return f"zq{number:08d}"


def thinned(path: Path, seed: int) -> list[tuple[int, str]]:
    """Make a database of which most rows are deleted again, in any order, and return the rows that are left."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON;"
            "CREATE TABLE notes (id INTEGER PRIMARY KEY, words TEXT); CREATE INDEX by_words ON notes (words);"
        )
        for number in range(1000):
            connection.execute("INSERT INTO notes VALUES (?, ?)", (number, f"{word(number)} " * dice.randint(1, 30)))
        for number in dice.sample(range(1000), 900):
            connection.execute("DELETE FROM notes WHERE id = ?", (number,))
        return connection.execute("SELECT * FROM notes ORDER BY id").fetchall()


@pytest.mark.parametrize("seed", range(4))
def test_no_deleted_word_is_left_and_no_other_is_touched(tmp_path: Path, seed: int) -> None:
    """The database is whole, says what it said, and holds no byte of what it does not say; a second look finds none."""
    path = tmp_path / "some.sqlite"
    rows = thinned(path, seed)
    assert wiped(path) > 0
    assert wiped(path) == 0
    held = {found.decode() for found in re.findall(rb"zq\d{8}", path.read_bytes())}
    assert held == {word(number) for number, _ in rows}
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("SELECT * FROM notes ORDER BY id").fetchall() == rows
        assert connection.execute("SELECT count(*) FROM notes WHERE words >= ''").fetchone() == (len(rows),)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are counted on Linux")
def test_the_file_is_closed_after_the_last_connection_and_not_before(tmp_path: Path) -> None:
    """Before that, closing it would take SQLite's locks away; after that, nothing keeps the disk busy."""
    path = tmp_path / "some.sqlite"
    thinned(path, 1)

    def opened() -> int:
        links = (link for link in Path("/proc/self/fd").iterdir() if link.exists())
        return sum(link.resolve() == path for link in links)

    one, other = connect(path, str(path), 5.0), connect(path, str(path), 5.0)
    for connection in (one, other):
        connection.execute("SELECT count(*) FROM notes").fetchone()
    wipe_unused(path)
    wipe_unused(path)
    assert opened() == 3
    one.close()
    one.close()
    assert opened() >= 2
    other.close()
    assert opened() == 0


def test_another_file_of_the_same_name_is_opened_anew(tmp_path: Path) -> None:
    """A catalog that was made anew is not taken for the one before."""
    path = tmp_path / "some.sqlite"
    thinned(path, 1)
    wiped(path)
    path.rename(tmp_path / "aside.sqlite")
    rows = thinned(path, 2)
    assert wiped(path) > 0
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT * FROM notes ORDER BY id").fetchall() == rows


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """It is not made."""
    with pytest.raises(FileNotFoundError):
        wipe_unused(tmp_path / "none.sqlite")
    assert not list(tmp_path.iterdir())
