"""Lines with an indent, on a terminal and in a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from bot.rendering.layout import BLANK, Line

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = "one two three four five six seven eight nine ten"


def test_a_terminal_gets_lines_that_fit_under_each_other(printed: Callable[..., str]) -> None:
    """The label stands once, and what wraps is indented as far."""
    out = printed([Line(Text(WORDS), 3, Text("1"))], 23)
    assert out == "1  one two three four\n   five six seven eight\n   nine ten\n"


def test_a_pipe_gets_whole_lines(printed: Callable[..., str]) -> None:
    """A program takes them apart by line."""
    assert printed([Line(Text(WORDS), 3)], 23, terminal=False) == f"   {WORDS}\n"


def test_a_very_narrow_terminal_is_not_cut_to_letters(printed: Callable[..., str]) -> None:
    """Twenty columns are the least a line is wrapped to."""
    assert printed([Line(Text("a b c d e f g h i j"), 4)], 5).count("\n") == 1


def test_a_long_label_keeps_a_space(printed: Callable[..., str]) -> None:
    """Words never run into their label."""
    assert printed([Line(Text("words"), 2, Text("label"))]) == "label words\n"


def test_no_line_ends_in_white_space(printed: Callable[..., str]) -> None:
    """Nor does a blank one."""
    assert printed([Line(Text("words   ")), BLANK, Line(Text(""), 4)]) == "words\n\n\n"
