"""A file that grows by a line at a time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.lines_file import lines_file
from index import FolderError


def test_each_line_can_be_read_as_soon_as_it_is_written(tmp_path: Path) -> None:
    """Whoever reads along need not wait for the end."""
    file = tmp_path / "results.jsonl"
    with lines_file(file) as write:
        write("first")
        assert file.read_bytes() == b"first\n"
        write("Māori")
    assert file.read_text(encoding="utf-8") == "first\nMāori\n"


def test_without_a_path_lines_go_nowhere() -> None:
    """Nothing is written, and nothing is wrong."""
    with lines_file(None) as write:
        write("unseen")


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    """Its folder is not there."""
    with (
        pytest.raises(FolderError, match=r"results\.jsonl .*name another file"),
        lines_file(tmp_path / "no" / "results.jsonl"),
    ):
        pytest.fail("it was opened")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full device here")  # noqa: PTH110 - a device
def test_a_full_disk_is_told_of_at_the_line() -> None:
    """And not a second time when the file is closed."""
    with lines_file(Path("/dev/full")) as write, pytest.raises(FolderError, match="cannot write /dev/full"):
        write("words")
