"""What has changed is told by names, sizes and times, and by what the index knew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fake_encoder import desk

from index.changes import NOTHING_KNOWN, Known, compare, hold_back, read_known
from index.facts import RULES_VERSION
from index.file_state import RACY_NS, FileState, SkippedFile
from index.records import Skipped
from index.scan import FoundFile, Scan

if TYPE_CHECKING:
    from pathlib import Path

THEN = 1_600_000_000_000_000_000
LONG_AFTER = THEN + 10 * RACY_NS


def found(source: str, size: int = 10, mtime_ns: int = THEN) -> FoundFile:
    """Return a file on disk."""
    return FoundFile(source, source, size, mtime_ns)


def state(source: str, size: int = 10, mtime_ns: int = THEN, checked_ns: int = LONG_AFTER) -> FileState:
    """Return what an index knows of a file."""
    return FileState(source, size, mtime_ns, checked_ns, b"digest")


def known(*files: FileState, skipped: tuple[SkippedFile, ...] = (), rules: int = RULES_VERSION) -> Known:
    """Return what an index knows."""
    return Known({file.source: file for file in files}, {file.source: file for file in skipped}, rules)


def test_nothing_known_reads_everything() -> None:
    """Before the first generation each file is new."""
    changes = compare(Scan((found("a.md"), found("b.md")), ()), NOTHING_KNOWN)
    assert changes.to_read == (found("a.md"), found("b.md"))
    assert (changes.removed, changes.unchanged) == ((), 0)
    assert changes


def test_what_is_as_it_was_is_not_looked_at() -> None:
    """The same size and time, checked long after: there is nothing to do."""
    changes = compare(Scan((found("a.md"),), ()), known(state("a.md")))
    assert (changes.to_read, changes.removed, changes.unchanged) == ((), (), 1)
    assert not changes
    assert not changes.outdated


@pytest.mark.parametrize("file", [found("a.md", size=11), found("a.md", mtime_ns=THEN + 1), found("a.md", mtime_ns=1)])
def test_another_size_or_time_is_read(file: FoundFile) -> None:
    """A time that went back (a restored copy) is another time too."""
    changes = compare(Scan((file,), ()), known(state("a.md")))
    assert (changes.to_read, changes.unchanged) == ((file,), 0)


@pytest.mark.parametrize(
    ("after", "read"), [(-1, True), (0, True), (RACY_NS - 1, True), (RACY_NS, False), (RACY_NS + 1, False)]
)
def test_a_file_checked_too_soon_after_its_change_is_read_again(after: int, *, read: bool) -> None:
    """Two seconds decide, and a clock that ran backwards counts as too soon."""
    changes = compare(Scan((found("a.md"),), ()), known(state("a.md", checked_ns=THEN + after)))
    assert bool(changes.to_read) is read
    assert changes.unchanged == (not read)


def test_what_is_gone_is_removed_in_order() -> None:
    """Documents without a file are named, sorted."""
    changes = compare(Scan((found("b.md"),), ()), known(state("c.md"), state("b.md"), state("a.md")))
    assert (changes.removed, changes.to_read, changes.unchanged) == (("a.md", "c.md"), (), 1)
    assert changes


def test_a_document_that_the_scan_skips_now_is_removed() -> None:
    """A note that grew too large, say, cannot be checked any more."""
    changes = compare(Scan((), (Skipped("a.md", "too large"),)), known(state("a.md")))
    assert changes.removed == ("a.md",)
    assert changes.skipped == (SkippedFile("a.md", None, None, "too large"),)


def test_an_unreadable_file_waits_for_a_change() -> None:
    """A file that could not be read is not read again while size and time are the same."""
    unread = SkippedFile("a.md", 10, THEN, "binary")
    before = known(skipped=(unread,))
    changes = compare(Scan((found("a.md"),), ()), before)
    assert (changes.to_read, changes.skipped, changes.unchanged) == ((), (unread,), 0)
    assert not changes
    changes = compare(Scan((found("a.md", size=11),), ()), before)
    assert (changes.to_read, changes.skipped) == ((found("a.md", size=11),), ())
    assert changes


def test_a_file_that_was_skipped_unopened_is_read_once_it_can_be() -> None:
    """Without a size and a time it counts as never seen."""
    changes = compare(Scan((found("a.md"),), ()), known(skipped=(SkippedFile("a.md", None, None, "forbidden"),)))
    assert changes.to_read == (found("a.md"),)


@pytest.mark.parametrize(
    ("now", "differs"),
    [
        ((Skipped("a.pdf", "no reader for .exe"),), False),
        ((), True),
        ((Skipped("a.pdf", "may not be read"),), True),
        ((Skipped("a.pdf", "no reader for .exe"), Skipped("b.pdf", "no reader for .exe")), True),
    ],
)
def test_another_list_of_skipped_files_is_a_change(now: tuple[Skipped, ...], *, differs: bool) -> None:
    """It must be written down, though nothing is read."""
    before = known(state("a.md"), skipped=(SkippedFile("a.pdf", None, None, "no reader for .exe"),))
    changes = compare(Scan((found("a.md"),), now), before)
    assert changes.skipped_differ is differs
    assert bool(changes) is differs
    assert changes.to_read == ()


@pytest.mark.parametrize("rules", [RULES_VERSION - 1, RULES_VERSION + 1])
def test_other_rules_read_everything_again(rules: int) -> None:
    """Also what could not be read by the old ones, and also where the newer ones were of a later program."""
    before = known(state("a.md"), skipped=(SkippedFile("b.md", 10, THEN, "binary"),), rules=rules)
    changes = compare(Scan((found("a.md"), found("b.md")), ()), before)
    assert changes.outdated
    assert changes.to_read == (found("a.md"), found("b.md"))
    assert (changes.removed, changes.unchanged, changes.skipped) == ((), 0, ())


def test_the_catalog_tells_what_it_knows(tmp_path: Path) -> None:
    """After a sync the catalog knows the visible documents' files, the skipped ones, and the rules."""
    at = desk(tmp_path)
    path = at.write("a.md", "One note.\n")
    at.write("b.md", bytes(range(256)) * 4)
    at.write("c.exe", "%PDF")
    at.sync()
    with at.pool.reading() as connection:
        now = read_known(connection)
    assert now.rules == RULES_VERSION
    assert (now.files["a.md"].size, now.files["a.md"].mtime_ns) == (10, path.stat().st_mtime_ns)
    assert now.files.keys() == {"a.md"}
    assert now.skipped["b.md"].size == 1024
    assert now.skipped["c.exe"] == SkippedFile("c.exe", None, None, "no reader for .exe")


def test_files_that_are_being_written_stay_as_the_index_has_them() -> None:
    """A changed one counts as unchanged, a new one is not there yet, a skipped one stays skipped with its reason."""
    bad = SkippedFile("bad.md", 10, THEN, "is binary")
    before = known(state("a.md"), state("b.md"), skipped=(bad,))
    scan = Scan(tuple(found(name, 11) for name in ("a.md", "b.md", "bad.md", "new.md")), ())
    changes = hold_back(compare(scan, before), before, lambda file: file.source != "b.md")
    assert [file.source for file in changes.to_read] == ["b.md"]
    assert (changes.removed, changes.unchanged, changes.skipped) == ((), 1, (bad,))
    held = hold_back(compare(scan, before), before, lambda _: True)
    assert not held
    assert held.unchanged == 2


def test_nothing_is_held_back_where_all_is_read_anew() -> None:
    """What stayed behind would never be read by the new rules."""
    changes = compare(Scan((found("a.md"),), ()), NOTHING_KNOWN)
    assert hold_back(changes, NOTHING_KNOWN, lambda _: True) is changes
