"""A shared file is there under both names, on any file system."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from index.stores.links import link_file

if TYPE_CHECKING:
    from pathlib import Path


def test_a_shared_file_outlives_its_first_name(tmp_path: Path) -> None:
    """It takes no room a second time."""
    (tmp_path / "one").write_bytes(b"words")
    link_file(tmp_path / "one", tmp_path / "other")
    assert (tmp_path / "one").stat().st_ino == (tmp_path / "other").stat().st_ino
    (tmp_path / "one").unlink()
    assert (tmp_path / "other").read_bytes() == b"words"


def test_without_links_it_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And put on the disk for good, as the first one was."""
    flushed: list[Path] = []

    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr("os.link", refuse)
    monkeypatch.setattr("index.stores.links.flush_file", flushed.append)
    (tmp_path / "one").write_bytes(b"words")
    link_file(tmp_path / "one", tmp_path / "other")
    assert (tmp_path / "other").read_bytes() == b"words"
    assert flushed == [tmp_path / "other"]


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    """Nothing is made in its place."""
    with pytest.raises(FileNotFoundError):
        link_file(tmp_path / "one", tmp_path / "other")
    assert not list(tmp_path.iterdir())
