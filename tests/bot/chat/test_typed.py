"""What comes through a pipe; the prompt is driven through a real terminal elsewhere."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from bot.chat.typed import at_prompt, piped_lines

if TYPE_CHECKING:
    import pytest


def test_a_pipe_gives_a_line_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its end; a byte that is no text comes through to be refused later."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"one\r\ntwo\n\xff"), encoding="utf-8"))
    assert list(piped_lines()) == ["one", "two", "\udcff"]
    assert not at_prompt()


def test_a_closed_standard_input_has_no_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """The chat ends at once."""
    monkeypatch.setattr(sys, "stdin", None)
    assert list(piped_lines()) == []
    assert not at_prompt()
