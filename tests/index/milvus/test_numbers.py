"""Ids of a shared index."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import StoreError
from index.milvus.numbers import MOST, MOST_GENERATIONS, document_id, document_of, ordinal_of, text_id

GENERATIONS = st.integers(1, MOST_GENERATIONS)
PLACES = st.integers(0, MOST)


@given(GENERATIONS, PLACES, PLACES)
def test_an_id_says_its_document_and_its_place(generation: int, place: int, ordinal: int) -> None:
    """And fits a signed 64-bit number, above zero."""
    document = document_id(generation, place)
    number = text_id(document, ordinal)
    assert (document_of(number), ordinal_of(number), document_of(document)) == (document, ordinal, document)
    assert 0 < document < number < 2**63


@given(st.tuples(GENERATIONS, PLACES), st.tuples(GENERATIONS, PLACES))
def test_ids_ascend_with_generation_and_place(one: tuple[int, int], two: tuple[int, int]) -> None:
    """So that different documents never share one."""
    assert (document_id(*one) < document_id(*two)) == (one < two)


@pytest.mark.parametrize(("generation", "place"), [(MOST_GENERATIONS + 1, 0), (1, MOST + 1)])
def test_what_has_no_room_is_refused(generation: int, place: int) -> None:
    """Rather than to take another document's id."""
    with pytest.raises(StoreError, match="no ids left"):
        document_id(generation, place)
