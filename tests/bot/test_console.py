"""The terminal that people read on."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.text import Text

from bot.console import can_dim, has_color, links_to, open_console
from index import Folders

if TYPE_CHECKING:
    from collections.abc import Callable


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def open_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[], _Terminal]:
    """Return what puts a terminal behind standard output; pytest puts its own there between set-up and test."""

    def put() -> _Terminal:
        stream = _Terminal()
        monkeypatch.setattr(sys, "stdout", stream)
        return stream

    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    return put


def _print_cyan(no_color: bool = False) -> None:
    open_console(no_color).print(Text("words", "cyan"))


def test_a_terminal_gets_color(open_terminal: Callable[[], _Terminal]) -> None:
    """Eight colors of the terminal's own, which its user chose for the background."""
    terminal = open_terminal()
    _print_cyan()
    assert terminal.getvalue() == "\x1b[36mwords\x1b[0m\n"


@pytest.mark.parametrize("variable", ["NO_COLOR", "TERM"])
def test_who_wants_no_color_gets_none(
    variable: str, open_terminal: Callable[[], _Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`NO_COLOR`, and a terminal that says it is dumb."""
    terminal = open_terminal()
    monkeypatch.setenv(variable, "dumb")
    _print_cyan()
    assert terminal.getvalue() == "words\n"


def test_the_flag_takes_color_away(open_terminal: Callable[[], _Terminal]) -> None:
    """As the variable does."""
    terminal = open_terminal()
    _print_cyan(no_color=True)
    assert terminal.getvalue() == "words\n"


def test_a_pipe_gets_no_color(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no terminal."""
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    _print_cyan()
    assert capsys.readouterr().out == "words\n"


def test_links_are_for_terminals_that_know_them(
    open_terminal: Callable[[], _Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The console of Linux would print them."""
    open_terminal()
    folder = Folders.one(Path("notes"))
    assert links_to(folder, open_console(no_color=False)) == folder
    monkeypatch.setenv("TERM", "linux")
    assert links_to(folder, open_console(no_color=False)) is None


def test_a_pipe_gets_no_links(capsys: pytest.CaptureFixture[str]) -> None:
    """What is read by a program is words only."""
    assert links_to(Folders.one(Path("notes")), open_console(no_color=False)) is None


def test_words_can_be_dimmed_on_a_terminal_that_is_not_dumb(
    open_terminal: Callable[[], _Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be told from the answer is better not shown beside it."""
    open_terminal()
    assert can_dim(open_console(no_color=True))
    monkeypatch.setenv("TERM", "dumb")
    assert not can_dim(open_console(no_color=False))


def test_colors_are_where_a_terminal_shows_them(
    open_terminal: Callable[[], _Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not where a person wants none, and not on a dumb terminal."""
    open_terminal()
    assert has_color(open_console(no_color=False))
    assert not has_color(open_console(no_color=True))
    monkeypatch.setenv("TERM", "dumb")
    assert not has_color(open_console(no_color=False))


def test_a_pipe_has_no_color(capsys: pytest.CaptureFixture[str]) -> None:
    """What is gone and what is new needs marks there."""
    assert not has_color(open_console(no_color=False))
