"""Ranking keeps the best of each wording, and neighbors are shown together."""

from __future__ import annotations

import numpy as np

from index.answer import _best, _groups
from index.candidates import Candidates
from index.records import Citation, Span
from index.snapshot import Placed


def make_candidates(*readings: str) -> Candidates:
    """Return candidates with these readings and ids 0, 1, 2 and so on."""
    ids = np.arange(len(readings), dtype=np.int64)
    return Candidates(ids, ids, ids, np.zeros_like(ids), readings)


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


def test_best_come_first_and_no_more_than_asked_for() -> None:
    """Candidates are taken by score."""
    assert _best(make_candidates("a", "b", "c"), np.array([1, 3, 2], np.float32), 2) == [1, 2]


def test_same_words_come_once_with_their_best_score() -> None:
    """Of several candidates with one reading the best stays, and the place goes to another."""
    assert _best(make_candidates("a", "b", "a", "c"), np.array([1, 2, 9, 0], np.float32), 3) == [2, 1, 3]


def test_sentences_that_follow_each_other_share_a_group() -> None:
    """A run of neighbors is one group, found whatever the order of their scores."""
    placed = [make_placed(1, "a", 5), make_placed(2, "b", 6), make_placed(3, "a", 7), make_placed(4, "a", 6)]
    assert _groups(placed) == {1: 0, 3: 0, 4: 0, 2: 1}


def test_sentences_apart_have_groups_of_their_own() -> None:
    """A gap of one sentence parts two groups, and groups are numbered by their best sentence."""
    placed = [make_placed(1, "a", 5), make_placed(2, "a", 7)]
    assert _groups(placed) == {1: 0, 2: 1}
