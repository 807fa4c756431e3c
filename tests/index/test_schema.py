"""A catalog is opened whole and of this format, or refused in one line."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from index import schema
from index.errors import BriefbotError, BusyError, CatalogError, DiskFullError, FolderError
from index.schema import (
    FORMAT_VERSION,
    check_format,
    create_catalog,
    is_blank,
    is_whole,
    open_catalog,
)
from index.sqlite_errors import translated

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    Bound = Callable[[], AbstractContextManager[None]]
    Limit = Callable[[int], AbstractContextManager[None]]

NAMES = {"facts", "documents", "passages", "sentences", "vectors", "past", "skipped"}


def one_line(error: BaseException) -> str:
    """Return an error's message, which must be one line."""
    assert len(str(error).splitlines()) == 1
    return str(error)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the path of a new catalog that holds one fact."""
    path = tmp_path / "catalog.sqlite"
    with closing(create_catalog(path)) as connection:
        connection.execute("INSERT INTO facts VALUES ('generation', '7')")
    return path


def facts(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return all facts."""
    return connection.execute("SELECT name, value FROM facts").fetchall()


def foreign(path: Path, script: str) -> None:
    """Do something to a database without briefbot."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)


def test_a_new_catalog_has_its_tables_and_its_format(tmp_path: Path) -> None:
    """It is made at once, in write-ahead mode, for what is deleted to be wiped."""
    with closing(create_catalog(tmp_path / "catalog.sqlite")) as connection:
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        assert {name for (name,) in tables} >= NAMES
        settings = [
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("user_version", "journal_mode", "synchronous", "secure_delete")
        ]
    assert settings == [FORMAT_VERSION, "wal", 2, 1]


def test_what_was_written_is_there_again(path: Path) -> None:
    """Opening a catalog a second time keeps what it holds, for writing and for reading."""
    for opened in (create_catalog, open_catalog):
        with closing(opened(path)) as connection:
            assert facts(connection) == [("generation", "7")]


def test_a_reader_cannot_write(path: Path) -> None:
    """A catalog that is open for reading refuses to be changed."""
    with (
        closing(open_catalog(path)) as connection,
        pytest.raises(sqlite3.OperationalError, match="readonly"),
    ):
        connection.execute("DELETE FROM facts")


def test_a_reader_sees_one_state_beside_a_writer(path: Path) -> None:
    """What is committed while a reader is inside a transaction is not seen before the next one."""
    with closing(open_catalog(path)) as reader, closing(create_catalog(path)) as writer:
        reader.execute("BEGIN")
        assert len(facts(reader)) == 1
        writer.execute("INSERT INTO facts VALUES ('store', 's')")
        assert len(facts(reader)) == 1
        reader.execute("COMMIT")
        assert len(facts(reader)) == 2


@pytest.mark.parametrize("name", ["what? #5 100%.sqlite", "été 会談.sqlite"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    """A name that means something in a URI is a name like any other."""
    create_catalog(tmp_path / name).close()
    open_catalog(tmp_path / name).close()
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("another", [True, False])
def test_a_catalog_that_is_set_aside_while_it_is_opened_is_not_refused_for_its_rights(
    another: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is the new one that is opened, and where none has come yet, that is what is said."""
    path = tmp_path / "catalog.sqlite"
    create_catalog(path).close()
    connect, aside = schema._connect_to_read, tmp_path / "aside"

    def late(path: Path) -> sqlite3.Connection:
        if aside.exists():
            return connect(path)
        path.rename(aside)
        try:
            return connect(path)
        finally:
            if another:
                create_catalog(path).close()

    monkeypatch.setattr(schema, "_connect_to_read", late)
    if another:
        open_catalog(path).close()
    else:
        with pytest.raises(CatalogError, match="there is no index at"):
            open_catalog(path)
    aside.unlink()
    assert is_blank(path) is not another


def test_a_missing_catalog_is_named(tmp_path: Path) -> None:
    """Reading makes no file, and says how to make an index."""
    with pytest.raises(CatalogError, match="there is no index at") as refusal:
        open_catalog(tmp_path / "catalog.sqlite")
    assert one_line(refusal.value).endswith("run `briefbot index` to make it")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("opened", [create_catalog, open_catalog])
def test_a_newer_format_is_refused_and_left_as_it_was(path: Path, opened: Callable[[Path], sqlite3.Connection]) -> None:
    """The catalog of a newer briefbot loses nothing, and both formats are told."""
    foreign(path, f"PRAGMA journal_mode = DELETE; PRAGMA user_version = {FORMAT_VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(CatalogError) as refusal:
        opened(path)
    assert f"has format {FORMAT_VERSION + 1}, and this briefbot knows {FORMAT_VERSION}" in one_line(refusal.value)
    assert "update briefbot" in refusal.value.todo
    assert path.read_bytes() == before


@pytest.mark.parametrize("opened", [create_catalog, open_catalog])
def test_another_programs_database_is_refused(tmp_path: Path, opened: Callable[[Path], sqlite3.Connection]) -> None:
    """A database without briefbot's mark is not written to."""
    path = tmp_path / "catalog.sqlite"
    foreign(path, "CREATE TABLE theirs (x)")
    before = path.read_bytes()
    with pytest.raises(CatalogError, match="is not a whole briefbot catalog") as refusal:
        opened(path)
    assert "--rebuild" in one_line(refusal.value)
    assert path.read_bytes() == before


def test_an_empty_file_is_made_a_catalog_and_not_read_as_one(tmp_path: Path) -> None:
    """A catalog whose making was interrupted before its first page is finished by the next writer."""
    path = tmp_path / "catalog.sqlite"
    path.touch()
    with pytest.raises(CatalogError, match="is not a whole briefbot catalog"):
        open_catalog(path)
    with closing(create_catalog(path)) as connection:
        assert facts(connection) == []


@pytest.mark.parametrize("opened", [create_catalog, open_catalog])
@pytest.mark.parametrize("content", [b"no database at all" * 100, b"\0" * 5000])
def test_a_damaged_catalog_is_refused(
    tmp_path: Path, opened: Callable[[Path], sqlite3.Connection], content: bytes
) -> None:
    """A file that is no database is said to be damaged, with the remedy, and is left as it is."""
    path = tmp_path / "catalog.sqlite"
    path.write_bytes(content)
    with pytest.raises(CatalogError, match=r"the catalog .* is damaged") as refusal:
        opened(path)
    assert "briefbot index --rebuild" in one_line(refusal.value)
    assert path.read_bytes() == content


def test_a_catalog_that_was_cut_off_is_not_whole(path: Path) -> None:
    """Half a catalog is noticed, at the latest by the check that reads all of it."""
    assert is_whole(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert not is_whole(path)


def test_a_catalog_with_a_spoilt_page_is_not_whole(path: Path) -> None:
    """Bytes that were overwritten in the middle are found by SQLite's own check."""
    content = bytearray(path.read_bytes())
    content[4096:8192] = b"\x55" * 4096
    path.write_bytes(content)
    assert not is_whole(path)


def test_a_missing_catalog_is_not_whole(tmp_path: Path) -> None:
    """The check of a file that is not there is no error."""
    assert not is_whole(tmp_path / "catalog.sqlite")


def test_check_format_takes_this_format(path: Path) -> None:
    """The format that this program writes is the one that it reads."""
    with closing(sqlite3.connect(path)) as connection:
        check_format(connection, path)


def test_a_locked_catalog_is_busy(path: Path) -> None:
    """What another connection holds is said to be busy, not broken."""
    with closing(create_catalog(path)) as holder, closing(create_catalog(path)) as second:
        holder.execute("BEGIN IMMEDIATE")
        second.execute("PRAGMA busy_timeout = 1")
        with pytest.raises(BusyError, match="another process is writing"), translated(path):
            second.execute("BEGIN IMMEDIATE")


def test_a_full_database_is_a_full_disk(path: Path) -> None:
    """When SQLite finds no room, the error asks for space, and what was there stays."""
    with closing(create_catalog(path)) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DiskFullError, match="no room left") as refusal, translated(path):
            connection.execute("INSERT INTO facts VALUES ('long', ?)", ("x" * 100_000,))
        assert "free some space" in one_line(refusal.value)
        assert facts(connection) == [("generation", "7")]


@pytest.mark.parametrize("size", [1_000, 20_000, 40_000])
def test_no_room_for_a_new_catalog_is_a_full_disk(tmp_path: Path, largest_file: Limit, size: int) -> None:
    """Wherever room ends (the file itself, its log, the shared memory), it is called by its name."""
    with largest_file(size), pytest.raises(DiskFullError, match="no room left"):
        create_catalog(tmp_path / "catalog.sqlite")


def test_other_failures_name_the_catalog(path: Path) -> None:
    """Whatever else SQLite says is told in one line with its path."""
    with (
        closing(open_catalog(path)) as connection,
        pytest.raises(CatalogError, match=r"catalog\.sqlite failed \(no such table: nowhere\)") as refusal,
        translated(path),
    ):
        connection.execute("SELECT * FROM nowhere")
    assert isinstance(refusal.value.__cause__, sqlite3.OperationalError)
    assert one_line(refusal.value).endswith("run `briefbot doctor`")


def test_a_folder_in_the_catalogs_place_is_refused(tmp_path: Path) -> None:
    """A folder of the catalog's name cannot be opened, and is named."""
    (tmp_path / "catalog.sqlite").mkdir()
    with pytest.raises(FolderError, match=r"cannot open .*catalog\.sqlite"):
        create_catalog(tmp_path / "catalog.sqlite")


def test_a_refused_catalog_is_closed(tmp_path: Path) -> None:
    """No connection is left behind: a refused file can be replaced and then opened."""
    path = tmp_path / "catalog.sqlite"
    path.write_bytes(b"no database at all" * 100)
    for opened in (create_catalog, open_catalog):
        with pytest.raises(BriefbotError):
            opened(path)
    path.unlink()
    create_catalog(path).close()


@pytest.fixture
def readable(open_folder: Path) -> Path:
    """Return the path of a catalog that every user may read, in a folder that only its owner may write."""
    path = open_folder / "catalog.sqlite"
    with closing(create_catalog(path)) as connection:
        connection.execute("INSERT INTO facts VALUES ('generation', '7')")
    path.chmod(0o444)
    open_folder.chmod(0o555)
    return path


def test_a_catalog_in_a_read_only_folder_is_read(readable: Path, bound_by_permissions: Bound) -> None:
    """Where SQLite can make no file beside the catalog, the catalog is read all the same."""
    with bound_by_permissions(), closing(open_catalog(readable)) as connection:
        assert facts(connection) == [("generation", "7")]
    assert [path.name for path in readable.parent.iterdir()] == ["catalog.sqlite"]


def test_a_log_in_a_read_only_folder_is_read_too(
    open_folder: Path, tmp_path: Path, bound_by_permissions: Bound
) -> None:
    """What another user has written, and not yet moved from the log into the catalog, is seen."""
    with closing(create_catalog(tmp_path / "catalog.sqlite")) as writer:
        writer.execute("INSERT INTO facts VALUES ('generation', '8')")
        for path in tmp_path.glob("catalog.sqlite*"):
            shutil.copy(path, open_folder)
    for path in open_folder.iterdir():
        path.chmod(0o444)
    open_folder.chmod(0o555)
    with bound_by_permissions(), closing(open_catalog(open_folder / "catalog.sqlite")) as connection:
        assert facts(connection) == [("generation", "8")]


def test_a_catalog_that_may_not_be_read_is_named(readable: Path, bound_by_permissions: Bound) -> None:
    """Without the right to read it there is one line that says so; nothing is called damaged."""
    readable.chmod(0)
    with bound_by_permissions(), pytest.raises(FolderError, match="check its permissions"):
        open_catalog(readable)
    with bound_by_permissions():
        assert not os.access(readable, os.R_OK)


def test_a_catalog_that_may_not_be_written_is_named(readable: Path, bound_by_permissions: Bound) -> None:
    """Opening it for writing says in one line that it cannot be."""
    with bound_by_permissions(), pytest.raises(FolderError, match="cannot open"):
        create_catalog(readable)


def test_a_folder_that_may_not_be_entered_is_an_error_of_one_line(
    open_folder: Path, bound_by_permissions: Bound
) -> None:
    """A catalog that cannot even be looked at is named with what to do."""
    closed = open_folder / "closed"
    closed.mkdir()
    closed.chmod(0)
    with bound_by_permissions(), pytest.raises(FolderError, match="check its permissions"):
        is_blank(closed / "catalog.sqlite")
