"""Loads: what is moved at once."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.milvus.loads import in_loads


@given(st.lists(st.integers(0, 20)), st.integers(1, 30))
def test_every_item_is_in_one_load_and_no_load_could_take_the_next(sizes: list[int], most: int) -> None:
    """In order; a load of several items never holds more than it may."""
    loads = list(in_loads(((place, size) for place, size in enumerate(sizes)), most))
    assert [place for load in loads for place in load] == list(range(len(sizes)))
    for load in loads:
        assert len(load) == 1 or sum(sizes[place] for place in load) <= most
    for load, after in pairwise(loads):
        assert sum(sizes[place] for place in load) + sizes[after[0]] > most
