"""A progress bar, where there is somebody to see it."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from bot.progress import PATIENCE_S, ProgressBar

if TYPE_CHECKING:
    import pytest


ERASED = "\x1b[1A\x1b[2K"


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _bar(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, seconds: list[float]) -> ProgressBar:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    ticks = iter(seconds)
    return ProgressBar(clock=lambda: next(ticks))


def test_what_takes_long_on_a_terminal_has_a_bar_with_rate_and_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """The step, how much of it is done, and units a second."""
    stream = _Terminal()
    bar = _bar(monkeypatch, stream, [0.0, 0.0, PATIENCE_S + 0.1])
    bar("encoding", 0, 200)
    bar("encoding", 50, 200)
    bar("encoding", 100, 200)
    bar("storing", 1, 2)
    bar.stop()
    assert "encoding" in stream.getvalue()
    assert "100/200" in stream.getvalue()
    assert "storing" in stream.getvalue()


def test_what_is_quick_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Within the first second there is no bar."""
    stream = _Terminal()
    bar = _bar(monkeypatch, stream, [0.0, 0.1, PATIENCE_S - 0.01])
    bar("reading", 1, 2)
    bar("reading", 2, 2)
    bar.stop()
    assert stream.getvalue() == ""


def test_a_pipe_gets_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long it takes."""
    stream = io.StringIO()
    bar = _bar(monkeypatch, stream, [0.0, 100.0])
    bar("reading", 1, 2)
    bar("reading", 2, 2)
    bar.stop()
    assert stream.getvalue() == ""


def test_after_a_stop_the_wait_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chat's second question is quick again."""
    stream = _Terminal()
    bar = _bar(monkeypatch, stream, [0.0, 0.0, 50.0, 50.5])
    bar("reading", 1, 2)
    bar.stop()
    bar("reading", 1, 2)
    assert stream.getvalue() == ""


def test_a_bar_makes_way_for_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is taken off the terminal, and is there again after it; where there is none, nothing happens."""
    stream = _Terminal()
    bar = _bar(monkeypatch, stream, [0.0, 0.0, PATIENCE_S + 0.1])
    with bar.hidden():
        stream.write("early\n")
    bar("asking", 0, 2)
    bar("asking", 1, 2)
    with bar.hidden():
        before = stream.getvalue()
        stream.write("words\n")
    bar.stop()
    assert before.endswith(ERASED)
    assert "asking" in stream.getvalue().partition("words\n")[2]
