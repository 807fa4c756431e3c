"""Two texts are told apart word by word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.difference import Change, difference

_TEXTS = st.lists(st.sampled_from(["the", "ferry", "leaves", "at", "nine", "ten."]), max_size=12).map(" ".join)


def test_what_stayed_went_and_came_is_told() -> None:
    """In the order of reading, what is gone before what is new in its place."""
    pieces = difference("The ferry leaves  at nine.", "The ferry leaves at\nten o'clock. Often.")
    assert [(piece.change, piece.text) for piece in pieces] == [
        (Change.SAME, "The ferry leaves at"),
        (Change.GONE, "nine."),
        (Change.NEW, "ten o'clock. Often."),
    ]


@given(_TEXTS, _TEXTS)
def test_either_text_can_be_read_out_of_the_difference(was: str, now: str) -> None:
    """Nothing is lost and nothing is added, and equal texts are one piece."""
    pieces = difference(was, now)
    assert " ".join(piece.text for piece in pieces if piece.change is not Change.NEW) == was
    assert " ".join(piece.text for piece in pieces if piece.change is not Change.GONE) == now
    if was == now:
        assert len(pieces) == bool(was)
