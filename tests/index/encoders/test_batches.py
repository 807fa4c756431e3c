"""Which texts run through the model together."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.encoders.batches import pad, plan_batches

LENGTHS = st.lists(st.integers(0, 300), max_size=60)


@given(LENGTHS, st.integers(1, 512))
def test_every_text_is_in_one_batch(lengths: list[int], budget: int) -> None:
    """None is lost, none is twice."""
    batches = plan_batches(lengths, budget)
    assert sorted(int(place) for batch in batches for place in batch) == list(range(len(lengths)))


@given(LENGTHS, st.integers(1, 512))
def test_a_batch_keeps_to_the_budget(lengths: list[int], budget: int) -> None:
    """Padding included; only a text that is longer by itself exceeds it, alone."""
    for batch in plan_batches(lengths, budget):
        longest = max(lengths[place] for place in batch)
        assert longest * len(batch) <= budget or len(batch) == 1


@given(LENGTHS, st.integers(1, 512))
def test_the_longest_come_first(lengths: list[int], budget: int) -> None:
    """So texts of like length share a batch."""
    order = [lengths[place] for batch in plan_batches(lengths, budget) for place in batch]
    assert order == sorted(lengths, reverse=True)


def test_a_batch_is_as_large_as_the_budget_allows() -> None:
    """Four texts of ten tokens in batches of twenty tokens make two."""
    assert [len(batch) for batch in plan_batches([10, 10, 10, 10], 20)] == [2, 2]


def test_short_rows_are_padded_on_the_right() -> None:
    """The mask tells tokens from padding."""
    ids, mask = pad([[5, 6, 7], [8]], pad_id=9)
    assert ids.dtype == mask.dtype == np.int64
    assert ids.tolist() == [[5, 6, 7], [8, 9, 9]]
    assert mask.tolist() == [[1, 1, 1], [1, 0, 0]]
