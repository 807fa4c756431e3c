"""A document whose file is another now, or is gone, is stale."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from fake_encoder import Desk, desk, touch

from index.folders import Folders
from index.staleness import stale_sources

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@pytest.fixture
def at(tmp_path: Path) -> Desk:
    """Return a desk with three notes that are indexed."""
    made = desk(tmp_path)
    for source in ("a.md", "b.md", "2022/c.md"):
        made.write(source, f"The note {source} says one thing.\n")
    made.sync()
    return made


def stale(at: Desk, sources: Iterable[str] = ("a.md", "b.md", "2022/c.md")) -> tuple[str, ...]:
    """Return which sources are stale."""
    with at.pool.reading() as connection:
        return stale_sources(connection, Folders.one(at.notes), sources)


def test_nothing_is_stale_after_a_sync(at: Desk) -> None:
    """Every file is as it was read."""
    assert stale(at) == ()


def test_a_changed_file_is_stale_until_it_is_indexed(at: Desk) -> None:
    """Told by its content, in whatever time."""
    at.write("b.md", "The note says another thing.\n", day=1)
    assert stale(at) == ("b.md",)
    at.sync()
    assert stale(at) == ()


def test_a_touched_file_is_not_stale(at: Desk) -> None:
    """Another time with the same content changes no answer."""
    touch(at.notes / "a.md", 1)
    assert stale(at) == ()


def test_a_file_that_is_gone_is_stale(at: Desk) -> None:
    """Also where something that is no file is in its place."""
    (at.notes / "a.md").unlink()
    (at.notes / "2022" / "c.md").unlink()
    (at.notes / "2022" / "c.md").mkdir()
    assert stale(at) == ("a.md", "2022/c.md")


def test_a_document_that_left_the_index_is_stale(at: Desk) -> None:
    """Another process may publish between an answer and this check."""
    assert stale(at, ["a.md", "never.md"]) == ("never.md",)


def test_each_source_is_told_once_in_the_order_given(at: Desk) -> None:
    """An answer may cite one document thrice."""
    for source in ("a.md", "b.md"):
        (at.notes / source).unlink()
    assert stale(at, ["b.md", "a.md", "2022/c.md", "b.md", "b.md"]) == ("b.md", "a.md")
    assert stale(at, []) == ()


def test_a_file_changed_within_its_time_stamp_is_seen(at: Desk) -> None:
    """Checked less than two seconds after its change, it is read, whatever size and time say."""
    path = at.write("new.md", "One word.\n")
    os.utime(path)
    status = path.stat()
    at.sync()
    assert stale(at, ["new.md"]) == ()
    path.write_text("Two word.\n", encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert stale(at, ["new.md"]) == ("new.md",)
