"""Which texts run through the model together."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.encoders.batches import pad, plan_batches, share_batches

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


@given(LENGTHS.filter(bool), st.integers(1, 8), st.integers(1, 512))
def test_shares_hold_every_text_and_keep_to_the_budget(lengths: list[int], workers: int, budget: int) -> None:
    """As any batches do."""
    batches = share_batches(lengths, workers, budget)
    assert sorted(int(place) for batch in batches for place in batch) == list(range(len(lengths)))
    assert all(max(lengths[place] for place in batch) * len(batch) <= budget or len(batch) == 1 for batch in batches)


@given(st.lists(st.integers(20, 40), min_size=8, max_size=20), st.integers(1, 4))
def test_few_texts_are_one_batch_for_each_worker(lengths: list[int], workers: int) -> None:
    """None of which could be much smaller: the largest is at most two texts above an equal share of all."""
    batches = share_batches(lengths, workers, 1000)
    assert len(batches) <= workers
    largest = max(max(lengths[place] for place in batch) * len(batch) for batch in batches)
    assert largest <= max(lengths) * (len(lengths) / workers + 1)


def test_many_texts_are_as_many_batches_for_each_worker() -> None:
    """Where three batches would do, the second of two workers would wait for the third one's end."""
    assert [len(batch) for batch in plan_batches([10] * 12, 40)] == [4, 4, 4]
    assert [len(batch) for batch in share_batches([10] * 12, 2, 40)] == [3, 3, 3, 3]
