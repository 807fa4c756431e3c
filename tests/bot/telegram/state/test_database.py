"""The file itself: several threads and processes, transactions that are whole."""

from __future__ import annotations

import sqlite3
import threading
from typing import TYPE_CHECKING

import pytest

from bot.telegram.errors import StateError
from bot.telegram.state.database import Database

if TYPE_CHECKING:
    from pathlib import Path


def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    """Neither half of it, nor the transaction itself."""
    with pytest.raises(ZeroDivisionError):
        _write_and_fail(database)
    with database.writing() as connection:
        assert connection.execute("SELECT count(*) FROM memo").fetchone() == (0,)


def _write_and_fail(database: Database) -> None:
    with database.writing() as connection:
        connection.execute("INSERT INTO memo VALUES ('a', 'b')")
        raise ZeroDivisionError


def test_what_sqlite_raises_is_told_in_one_line(database: Database) -> None:
    """With the file that it is about."""
    with pytest.raises(StateError, match=r"telegram\.sqlite3.*no such table"), database.writing() as connection:
        connection.execute("SELECT * FROM nowhere")
    with pytest.raises(StateError, match="no such table"), database.reading() as connection:
        connection.execute("SELECT * FROM nowhere")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """A file where the folder should be."""
    (tmp_path / "state").write_text("in the way", encoding="utf-8")
    with pytest.raises(StateError, match="state"):
        Database(tmp_path / "state")


def test_threads_write_beside_each_other(database: Database) -> None:
    """Each transaction is whole, and none is lost."""

    def write(number: int) -> None:
        for count in range(25):
            with database.writing() as connection:
                connection.execute("INSERT INTO memo VALUES (?, '')", (f"{number}.{count}",))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM memo").fetchone() == (100,)


def test_a_process_waits_for_another_that_writes(database: Database) -> None:
    """The command line pairs while the bot runs."""
    with Database(database.path.parent) as elsewhere:
        held, done = threading.Event(), threading.Event()

        def hold() -> None:
            with elsewhere.writing() as connection:
                connection.execute("INSERT INTO memo VALUES ('theirs', '')")
                held.set()
                done.wait(5)

        other = threading.Thread(target=hold)
        other.start()
        held.wait(30)
        threading.Timer(0.2, done.set).start()
        with database.writing() as connection:
            connection.execute("INSERT INTO memo VALUES ('ours', '')")
        other.join()
        with elsewhere.reading() as connection:
            assert connection.execute("SELECT count(*) FROM memo").fetchone() == (2,)


def test_what_is_deleted_is_overwritten(database: Database) -> None:
    """SQLite would leave the words in the file."""
    with database.reading() as connection:
        assert connection.execute("PRAGMA secure_delete").fetchone() == (1,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_every_table_holds_what_its_types_say(database: Database) -> None:
    """A wrong type is an error, not another value."""
    with pytest.raises(StateError, match="cannot store TEXT"), database.writing() as connection:
        connection.execute("INSERT INTO stranger VALUES (1, 'soon')")
    with database.reading() as connection:
        tables = connection.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table'").fetchall()
    assert all(strict for name, strict in tables if not name.startswith("sqlite_"))
    assert sqlite3.sqlite_version_info > (3, 37)
