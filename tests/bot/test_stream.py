"""Standard output and standard error, whatever stands behind them."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

import pytest

from bot.stream import flush, prepare, tell, write_text
from index import FolderError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_reader_that_has_gone_away_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first write finds out, and all further output goes nowhere."""
    read, write = os.pipe()
    os.close(read)
    with open(write, "w", encoding="utf-8", buffering=1) as stream:  # noqa: PTH123 - a descriptor
        monkeypatch.setattr(sys, "stdout", stream)
        write_text("first")
        write_text("second")
        flush()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full device here")  # noqa: PTH110 - a device
def test_a_full_disk_is_told_of_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """One error, and what is left in the buffer makes no other."""
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123 - a device
        monkeypatch.setattr(sys, "stdout", full)
        write_text("words")
        with pytest.raises(FolderError, match="cannot write to standard output"):
            flush()


def test_what_is_told_is_one_harmless_line(capsys: pytest.CaptureFixture[str]) -> None:
    """A line break or an escape sequence in a message does not reach the terminal."""
    tell("a file\nwith \x1b[31mcolor")
    assert capsys.readouterr().err == "briefbot: a file with color\n"


def test_telling_nobody_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard error may be closed."""
    stream = io.StringIO()
    stream.close()
    monkeypatch.setattr(sys, "stderr", stream)
    tell("unheard")


def test_a_stream_that_was_closed_takes_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python has None there where the caller closed it."""
    monkeypatch.setattr(sys, "stdout", None)
    prepare()
    try:
        write_text("nowhere")
        flush()
    finally:
        sys.stdout.close()


def test_a_character_that_an_encoding_lacks_is_replaced(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A terminal of another time shows a question mark and goes on."""
    file = tmp_path / "out"
    with file.open("w", encoding="ascii") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        prepare()
        write_text("Māori")
    assert file.read_text(encoding="ascii") == "M?ori\n"
