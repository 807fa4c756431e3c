"""Two offsets, as a person or a program writes them."""

from __future__ import annotations

import pytest

from bot.showing import read_span
from index import QuestionError, Span


@pytest.mark.parametrize(("words", "span"), [("412-530", Span(412, 530)), (" 0-1 ", Span(0, 1))])
def test_two_offsets_are_read(words: str, span: Span) -> None:
    """The lower first."""
    assert read_span("at", words) == span


@pytest.mark.parametrize(
    "words", ["", "1", "1-", "-1", "2-1", "1-1", "a-b", "1-2-3", "1" * 16 + "-" + "2" * 16, "1 - 2"]
)
def test_anything_else_is_told_of_by_what_gave_it(words: str) -> None:
    """An option or an argument."""
    with pytest.raises(QuestionError, match=r"^at is .*give two offsets"):
        read_span("at", words)
