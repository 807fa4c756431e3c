"""Text from outside, made harmless."""

from __future__ import annotations

import pytest

from bot.sanitize import sanitize


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        ("Māori, naïve, 日本語, שלום", "Māori, naïve, 日本語, שלום"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;window title\x07after", "after"),
        ("\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b2Jgone", "gone"),
        ("\x1bPdevice control\x1b\\x", "x"),
        ("\x1bcreset", "reset"),
        ("bell\x07 null\x00 delete\x7f", "bell null delete"),
        ("one\ntwo\r\nthree\tfour\u2028five", "one two three four five"),
        ("user\u202etxt.exe", "usertxt.exe"),
        ("a\u2066b\u2069c", "abc"),
        ("file-\udcff.md", "file-\ufffd.md"),
        ("\x1b", ""),
        ("unfinished \x1b]0;title\nnext line", "unfinished 0;title next line"),
    ],
)
def test_a_terminal_prints_it_and_does_not_obey_it(text: str, shown: str) -> None:
    """Sequences and controls are gone, line breaks are spaces, words are as they were."""
    assert sanitize(text) == shown
