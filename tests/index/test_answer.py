"""Neighbors are shown together."""

from __future__ import annotations

from index.answer import _groups
from index.records import Citation, Span
from index.snapshot import Placed


def make_placed(number: int, source: str, ordinal: int) -> Placed:
    """Return a sentence that stands somewhere."""
    return Placed(
        id=number,
        text="",
        reading="",
        citation=Citation(source, Span(0, 1), "00"),
        ordinal=ordinal,
        line=None,
        page=None,
        title=None,
        heading=None,
        date=None,
        before=None,
        after=None,
    )


def test_sentences_that_follow_each_other_share_a_group() -> None:
    """A run of neighbors is one group, found whatever the order of their scores."""
    placed = [make_placed(1, "a", 5), make_placed(2, "b", 6), make_placed(3, "a", 7), make_placed(4, "a", 6)]
    assert _groups(placed) == {1: 0, 3: 0, 4: 0, 2: 1}


def test_sentences_apart_have_groups_of_their_own() -> None:
    """A gap of one sentence parts two groups, and groups are numbered by their best sentence."""
    placed = [make_placed(1, "a", 5), make_placed(2, "a", 7)]
    assert _groups(placed) == {1: 0, 2: 1}
