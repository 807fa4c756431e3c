"""A damaged catalog is noticed, set aside and made anew from the folder by whoever may write."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from fake_encoder import Desk, desk

from index.aside import ASIDE, KEPT
from index.errors import CatalogError, DamagedError, DiskFullError, FolderError
from index.history_mark import is_marked
from index.schema import CATALOG_NAME, FORMAT_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FERRY = "# Ferry\n\nThe ferry leaves at nine. It is often late.\n"
SECRET = b"xylophones"


@pytest.fixture
def at(tmp_path: Path) -> Desk:
    """Return a desk with two notes that are indexed."""
    made = desk(tmp_path)
    made.write("ferry.md", FERRY)
    made.write("secret.md", "Nobody knows of xylophones.\n")
    made.sync()
    return made


def _headless(content: bytes) -> bytes:
    return bytes(100) + content[100:]


def _cut(content: bytes) -> bytes:
    return content[: len(content) // 3]


def _emptied(_: bytes) -> bytes:
    return b""


def _overwritten(content: bytes) -> bytes:
    return content[:4096] + b"\xff" * (len(content) - 4096)


def _misspelled(content: bytes) -> bytes:
    """Return a catalog of which SQLite says what is wrong in words that are no text."""
    return content.replace(b"CREATE TABLE facts", b"CREATE T\xe5BLE facts")


DAMAGES = [_headless, _cut, _emptied, _overwritten, _misspelled]


def damage(at: Desk, how: Callable[[bytes], bytes]) -> None:
    """Damage the catalog behind the index's back."""
    at.pool.close()
    path = at.index / CATALOG_NAME
    path.write_bytes(how(path.read_bytes()))


def held(at: Desk) -> bool:
    """Return whether any file below the index's folder holds a secret word."""
    return any(SECRET in path.read_bytes() for path in at.index.rglob("*") if path.is_file())


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("work", ["sync", "compact", "begin_history", "end_history"])
def test_whoever_writes_makes_it_anew(at: Desk, how: Callable[[bytes], bytes], work: str) -> None:
    """One line says so, all is there again, and what was damaged is gone with what it held."""
    assert held(at)
    damage(at, how)
    (at.notes / "secret.md").unlink()
    getattr(at.upkeep, work)()
    told = [line for line in at.told if "less" not in line]
    assert len(told) == 1
    assert "is damaged" in told[0]
    assert told[0].endswith("setting it aside, and making the index anew from your briefings")
    assert "\n" not in told[0]
    at.told.clear()
    assert at.sync().unchanged == 1
    assert at.sources() == {"ferry.md"}
    assert at.told == []
    assert not held(at)
    assert not (at.index / ASIDE).exists()
    assert not (at.index / KEPT).exists()


@pytest.mark.parametrize("how", DAMAGES)
def test_the_report_tells_what_was_read_again(at: Desk, how: Callable[[bytes], bytes]) -> None:
    """It is that of a first index."""
    damage(at, how)
    report = at.sync()
    assert (report.added, report.generation) == (("ferry.md", "secret.md"), 1)


def test_a_log_of_garbage_is_no_damage(at: Desk) -> None:
    """Nothing that was committed is in it."""
    at.pool.close()
    (at.index / f"{CATALOG_NAME}-wal").write_bytes(b"garbage!" * 10_000)
    at.write("ferry.md", FERRY.replace("nine", "ten"), day=1)
    assert at.sync().changed == ("ferry.md",)
    assert at.told == []


def test_damage_found_meanwhile_begins_the_work_again(at: Desk) -> None:
    """As in the middle of a question: it is done once more, on the new catalog."""
    tries = []

    def work() -> set[str]:
        tries.append(1)
        if len(tries) == 1:
            damage(at, _overwritten)
        return at.sources()

    assert at.upkeep.mended(work) == {"ferry.md", "secret.md"}
    assert len(tries) == 2
    assert len(at.told) == 1


def test_what_fails_for_the_damage_without_a_word_of_sqlite_is_damage(at: Desk) -> None:
    """A row that is missing is a KeyError somewhere; on a catalog that is whole it stays one."""
    with pytest.raises(KeyError), at.pool.reading():
        raise KeyError(7)
    damage(at, _overwritten)
    with pytest.raises(DamagedError, match="own check fails"), at.pool.reading():
        raise KeyError(7)


def test_what_a_reader_found_is_mended_by_the_next_sync(at: Desk) -> None:
    """Of its own process, though the sync itself reads nothing that is damaged."""
    damage(at, _overwritten)
    with pytest.raises(DamagedError), at.pool.reading() as connection:
        connection.execute("SELECT * FROM sentences").fetchall()
    assert at.upkeep.is_due()
    assert at.sync().added == ("ferry.md", "secret.md")
    assert not at.upkeep.is_due()


def test_a_text_that_is_none_is_damage(at: Desk) -> None:
    """It is said without the text."""
    at.pool.close()
    with closing(sqlite3.connect(at.index / CATALOG_NAME, isolation_level=None)) as connection:
        connection.execute("UPDATE sentences SET reading = CAST(x'ff7365637265' AS TEXT)")
    with pytest.raises(DamagedError, match=r"a text in it is none") as caught:
        at.rows("SELECT reading FROM sentences")
    assert "secre" not in str(caught.value)


def test_a_catalog_that_another_process_made_anew_is_not_made_again(at: Desk) -> None:
    """What was found damaged is not there any more."""
    other = desk(at.notes.parent)

    def work() -> int:
        if not other.told:
            damage(at, _overwritten)
            other.sync()
            raise DamagedError("found before the other one was at work")
        return 1

    assert at.upkeep.mended(work) == 1
    assert at.told == []
    assert at.sync().unchanged == 2


def test_a_newer_catalog_is_refused_whatever_is_wrong_with_it(at: Desk) -> None:
    """It is not called damaged, and not a byte of it is touched."""
    at.pool.close()
    path = at.index / CATALOG_NAME
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA user_version = {FORMAT_VERSION + 1}")
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    spoilt = path.read_bytes()

    def work() -> None:
        raise DamagedError("as its pages are")

    for step in (at.sync, lambda: at.upkeep.mended(work)):
        with pytest.raises(CatalogError, match=f"format {FORMAT_VERSION + 1}.*update briefbot"):
            step()
    assert path.read_bytes() == spoilt
    assert at.told == []


def test_a_folder_that_is_gone_costs_no_damaged_catalog(at: Desk) -> None:
    """Nothing is set aside before it is sure that it can be made anew."""
    damage(at, _headless)
    at.notes.rename(at.notes.with_name("elsewhere"))
    with pytest.raises(FolderError):
        at.sync()
    at.notes.with_name("elsewhere").rename(at.notes)
    assert at.told == []
    assert (at.index / CATALOG_NAME).read_bytes()[:100] == bytes(100)


def test_what_interrupts_it_costs_nothing(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next sync goes on: what was encoded is not encoded again, and nothing is left of what was damaged."""
    damage(at, _headless)

    def full(*_: object) -> None:
        raise OSError(28, "no room")

    with monkeypatch.context() as patch:
        patch.setattr("index.publish.seal_store", full)
        with pytest.raises(DiskFullError):
            at.sync()
    assert len(at.told) == 1
    (at.notes / "secret.md").unlink()
    report = at.sync()
    assert (report.added, report.encoded) == (("ferry.md",), 0)
    assert len(at.told) == 1
    assert not held(at)
    assert not (at.index / ASIDE).exists()


@pytest.mark.parametrize("how", DAMAGES)
def test_history_that_is_lost_is_told_and_kept_again(at: Desk, how: Callable[[bytes], bytes]) -> None:
    """Though nothing of the catalog can be read; the damaged one is kept until history is not."""
    at.upkeep.begin_history()
    damage(at, how)
    at.sync()
    (place,) = (at.index / KEPT).iterdir()
    assert len(at.told) == 1
    assert "but not the earlier texts that it kept: the damaged one stays in" in at.told[0]
    assert at.told[0].endswith(str(place))
    (at.notes / "secret.md").unlink()
    at.sync()
    assert at.rows("SELECT source FROM documents WHERE live < 0") == [("secret.md",)]
    at.upkeep.end_history()
    assert not (at.index / KEPT).exists()
    assert not is_marked(at.index)
    assert not held(at)


def test_a_mark_without_history_is_not_believed(at: Desk) -> None:
    """A process that was killed between the two leaves one."""
    (at.index / "history").touch()
    at.write("more.md", "Another note.\n")
    at.sync()
    assert not is_marked(at.index)
    assert at.rows("SELECT * FROM history") == []


def test_history_of_an_older_index_is_marked_by_its_next_change(at: Desk) -> None:
    """It was begun before there were marks."""
    at.upkeep.begin_history()
    (at.index / "history").unlink()
    at.write("more.md", "Another note.\n")
    at.sync()
    assert is_marked(at.index)
