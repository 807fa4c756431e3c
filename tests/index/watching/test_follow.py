"""A folder that is followed: what is saved is in the index soon, whatever goes wrong meanwhile."""

from __future__ import annotations

import shutil
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import psutil
import pytest
from fake_encoder import Desk, desk

from index.errors import DamagedError, FolderError, ModelError
from index.folders import Folders
from index.lock import writer_lock
from index.scan_rules import ScanRules
from index.schema import CATALOG_NAME
from index.watching import follow as follow_module
from index.watching.follow import Following, follow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from index.reports import SyncReport

FERRY = "# Ferry\n\nThe ferry leaves at nine. It is often late.\n"
LONG_S = 300.0
"""Far more than anything here takes, even on a busy machine."""


class Watched:
    """A desk that is followed by a thread."""

    def __init__(self, at: Desk, poll: bool) -> None:
        """Begin."""
        self.desk = at
        self.reports: list[SyncReport] = []
        self.stop = threading.Event()
        self.error: Exception | None = None
        upkeep, folders = at.upkeep, Folders.one(at.notes)
        given = Following(
            folders, at.index, upkeep.sync, upkeep.is_due, self.reports.append, at.told.append, self.stop, poll
        )
        self._thread = threading.Thread(target=self._run, args=(given,))
        self._thread.start()

    def _run(self, given: Following) -> None:
        try:
            follow(given)
        except Exception as error:  # noqa: BLE001 - to be looked at by the test
            self.error = error

    def until(self, done: Callable[[], bool]) -> None:
        """Wait for something to come true."""
        end = time.monotonic() + LONG_S
        while not done():
            assert time.monotonic() < end, (self.reports, self.desk.told, self.error)
            time.sleep(0.02)

    def end(self) -> None:
        """Stop, and wait for the thread."""
        self.stop.set()
        self._thread.join(LONG_S)
        assert not self._thread.is_alive()

    def text_of(self, source: str) -> str | None:
        """Return what the index holds of a document."""
        rows = self.desk.rows("SELECT source, text FROM documents WHERE live = 1")
        return dict(rows).get(source)  # type: ignore[arg-type, return-value]


@contextmanager
def watched(at: Desk, poll: bool = False) -> Iterator[Watched]:
    """Give a desk that is followed, its first sync done."""
    made = Watched(at, poll)
    try:
        made.until(lambda: bool(made.reports) or made.error is not None)
        yield made
    finally:
        made.end()


@pytest.fixture
def at(tmp_path: Path) -> Desk:
    """Return a desk with a note."""
    made = desk(tmp_path)
    made.write("ferry.md", FERRY)
    return made


@pytest.mark.parametrize("poll", [False, True])
def test_what_is_saved_moved_and_deleted_is_in_the_index_by_itself(at: Desk, poll: bool) -> None:
    """By the system's word or by looking; one edited sentence is encoded alone, a move encodes nothing."""
    with watched(at, poll) as seen:
        assert seen.reports[0].added == ("ferry.md",)
        at.encoder.encoded.clear()
        (at.notes / "ferry.md").write_text(FERRY.replace("nine", "ten o'clock"), encoding="utf-8")
        seen.until(lambda: "ten o'clock" in (seen.text_of("ferry.md") or ""))
        assert at.encoder.encoded == ["The ferry leaves at ten o'clock."]
        (at.notes / "2022").mkdir()
        (at.notes / "ferry.md").rename(at.notes / "2022" / "boat.md")
        seen.until(lambda: at.sources() == {"2022/boat.md"})
        assert len(at.encoder.encoded) == 1
        (at.notes / "more.md").write_text("More.\n", encoding="utf-8")
        seen.until(lambda: at.sources() == {"2022/boat.md", "more.md"})
        (at.notes / "more.md").unlink()
        seen.until(lambda: at.sources() == {"2022/boat.md"})
    assert at.told == []


def test_a_file_that_is_still_being_written_is_waited_for(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other files do not wait for it, what the index has of it stays, and it is read when it is done."""
    monkeypatch.setattr("index.watching.settling.PATIENCE_S", LONG_S)
    with watched(at) as seen:
        with (at.notes / "ferry.md").open("a", encoding="utf-8") as file, (at.notes / "new.md").open("wb") as new:
            file.write("It carries ca")
            file.flush()
            new.write(b"Half of a")
            new.flush()
            (at.notes / "done.md").write_text("Done.\n", encoding="utf-8")
            seen.until(lambda: "done.md" in at.sources())
            time.sleep(0.5)
            assert at.sources() == {"ferry.md", "done.md"}
            assert seen.text_of("ferry.md") == FERRY
            file.write("rs.\n")
            new.write(b" note.\n")
        seen.until(lambda: seen.text_of("ferry.md") == f"{FERRY}It carries cars.\n")
        seen.until(lambda: seen.text_of("new.md") == "Half of a note.\n")
    assert "Half of a" not in at.encoder.encoded


def test_hidden_files_and_the_indexs_own_are_no_change(tmp_path: Path) -> None:
    """Otherwise each sync would start the next one."""
    outside = desk(tmp_path)
    at = Desk(outside.notes, outside.notes / "index-of-notes", outside.model)
    at.write("2022/ferry.md", FERRY)
    looks: list[Path] = []
    at.upkeep = replace(
        at.upkeep,
        setup=replace(
            at.upkeep.setup,
            rules=ScanRules(index_folder=at.index),
            model=lambda: (looks.append(at.notes), at.model)[1],
        ),
    )
    with watched(at):
        at.write(".hidden.md", "Hidden.\n")
        time.sleep(0.6)
        looks.clear()
        at.write("2022/.hidden/note.md", "Hidden.\n")
        time.sleep(0.6)
        (at.index / "more").write_text("More.\n", encoding="utf-8")
        time.sleep(0.6)
        assert looks == []


def test_a_bad_file_is_reported_once_and_stops_nothing(at: Desk) -> None:
    """It is among the skipped of one report; later changes go on being taken in."""
    with watched(at) as seen:
        (at.notes / "bad.md").write_bytes(bytes(range(256)) * 4)
        seen.until(lambda: len(seen.reports) == 2)
        assert [skipped.source for skipped in seen.reports[1].skipped] == ["bad.md"]
        (at.notes / "more.md").write_text("More.\n", encoding="utf-8")
        seen.until(lambda: "more.md" in at.sources())


def test_a_folder_that_vanishes_is_waited_for(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in the one that is made in its place is in the index, and changes in it are followed."""
    monkeypatch.setattr(follow_module, "POLL_S", 0.05)
    with watched(at) as seen:
        shutil.rmtree(at.notes)
        seen.until(lambda: any("does not exist" in line for line in at.told))
        (at.notes).mkdir()
        (at.notes / "boat.md").write_text("The boat is new.\n", encoding="utf-8")
        seen.until(lambda: at.sources() == {"boat.md"})
        (at.notes / "boat.md").write_text("The boat is old.\n", encoding="utf-8")
        seen.until(lambda: "old" in (seen.text_of("boat.md") or ""))
        assert seen.error is None
    assert sum("does not exist" in line for line in at.told) == 1


def test_an_index_that_another_process_writes_is_waited_for(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person is told, once, and the change is taken in when the other has finished."""
    monkeypatch.setattr("index.lock.WAIT_S", 0.1)
    monkeypatch.setattr(follow_module, "RETRY_S", 0.2)
    with watched(at) as seen:
        with writer_lock(at.index, lambda _: None):
            (at.notes / "more.md").write_text("More.\n", encoding="utf-8")
            seen.until(lambda: any("waiting for process" in line for line in at.told))
        seen.until(lambda: "more.md" in at.sources())
        assert seen.error is None


def test_an_error_that_does_not_pass_ends_it(at: Desk) -> None:
    """A model that cannot be run is raised as it is."""
    at.sync()

    def fail(_: object) -> None:
        raise ModelError("the model cannot be run")

    at.encoder.encode_documents = fail  # type: ignore[assignment, method-assign]
    with watched(at) as seen:
        (at.notes / "more.md").write_text("More.\n", encoding="utf-8")
        seen.until(lambda: isinstance(seen.error, ModelError))


def test_a_folder_that_was_never_there_is_an_error(tmp_path: Path) -> None:
    """A name typed wrong is not waited for."""
    at = desk(tmp_path)
    at.notes.rmdir()
    upkeep, folders = at.upkeep, Folders.one(at.notes)
    given = Following(folders, at.index, upkeep.sync, upkeep.is_due, lambda _: None, at.told.append, threading.Event())
    with pytest.raises(FolderError, match="does not exist"):
        follow(given)


def test_damage_that_a_reader_finds_is_mended_at_once(at: Desk) -> None:
    """Though nothing has changed in the folder, and a minute before it would be looked at again."""
    with watched(at) as seen:
        seen.until(lambda: bool(seen.reports))
        catalog = at.index / CATALOG_NAME
        catalog.write_bytes(bytes(100) + catalog.read_bytes()[100:])
        at.pool.close()
        with pytest.raises(DamagedError):
            at.sources()
        seen.until(lambda: len(seen.reports) == 2)
        assert at.sources() == {source for report in seen.reports for source in report.added}
        assert len(at.told) == 1
        assert "is damaged" in at.told[0]


@pytest.mark.slow
def test_many_files_at_once_neither_block_readers_nor_grow_memory(at: Desk) -> None:
    """While 2,000 files are taken in, the index is read; what stays in memory afterwards is bounded."""
    with watched(at) as seen:
        before = psutil.Process().memory_info().rss
        for number in range(2000):
            (at.notes / f"{number}.md").write_text(f"Note {number} says one thing.\n", encoding="utf-8")
        reads = 0
        while len(at.sources()) < 2001:
            reads += 1
            assert seen.error is None
        grown = psutil.Process().memory_info().rss - before
    assert reads > 10
    assert grown < 200_000_000
    assert len(seen.reports) < 200
