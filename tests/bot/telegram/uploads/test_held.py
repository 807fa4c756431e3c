"""Files that are held apart are whole, and nobody else's to read."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

import pytest

from bot.telegram.uploads.held import HeldFiles, new_name

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_held_is_the_owners_alone(tmp_path: Path) -> None:
    """The folder and the file, whatever the umask lets through."""
    before = os.umask(0)
    try:
        HeldFiles(tmp_path).write("a", b"words")
    finally:
        os.umask(before)
    folder = tmp_path / "uploads"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "a").stat().st_mode) == 0o600
    assert HeldFiles(tmp_path).read("a") == b"words"


def test_what_is_no_longer_held_is_none(tmp_path: Path) -> None:
    """Removing it twice is no error."""
    held = HeldFiles(tmp_path)
    assert held.read("a") is None
    held.write("a", b"words")
    held.remove("a")
    held.remove("a")
    assert held.read("a") is None


def test_a_name_is_never_written_twice(tmp_path: Path) -> None:
    """Nor through a link that somebody has put there."""
    held = HeldFiles(tmp_path)
    held.write("a", b"words")
    (tmp_path / "uploads" / "b").symlink_to(tmp_path / "outside")
    for name in ("a", "b"):
        with pytest.raises(FileExistsError):
            held.write(name, b"other")
    assert held.read("a") == b"words"
    assert not (tmp_path / "outside").exists()


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk."""

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        HeldFiles(tmp_path).write("a", b"words")
    assert list((tmp_path / "uploads").iterdir()) == []


def test_only_what_is_named_is_kept(tmp_path: Path) -> None:
    """Names are asked for after the files are listed: one that is written meanwhile is not lost."""
    held = HeldFiles(tmp_path)
    held.keep_only(lambda: pytest.fail("nothing is held"))
    held.write("a", b"words")
    held.write("b", b"words")

    def named() -> set[str]:
        held.write("c", b"words")
        return {"a"}

    held.keep_only(named)
    assert {path.name for path in (tmp_path / "uploads").iterdir()} == {"a", "c"}


def test_what_cannot_be_removed_stays_for_the_next_time(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The others go, and the log says so."""
    held = HeldFiles(tmp_path)
    held.write("a", b"words")
    (tmp_path / "uploads" / "b").mkdir()
    held.keep_only(frozenset)
    assert [path.name for path in (tmp_path / "uploads").iterdir()] == ["b"]
    assert "stays" in caplog.text


def test_names_are_not_guessed() -> None:
    """128 bits each."""
    assert len({new_name() for _ in range(100)}) == 100
    assert len(new_name()) == 32
