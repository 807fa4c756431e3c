"""Documents are put into parts that are few, even, and written again only where they must be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.stores.packing import LEAST_SENTENCES, fresh_parts, kept_parts, part_sentences
from index.stores.parts import Part


def part(name: str, documents: tuple[int, ...], sentences: int) -> Part:
    """Return a part without files."""
    return Part(name, documents, sentences, (), ())


def test_a_part_grows_with_all() -> None:
    """A small index is one part or a few, a large one about a hundred."""
    assert part_sentences(0) == part_sentences(200_000) == LEAST_SENTENCES
    assert part_sentences(300_000) == 3_000
    assert part_sentences(1_000_000) == 10_000


def test_a_part_stays_where_all_of_its_documents_do() -> None:
    """It goes where one is gone, and where it is less than half full."""
    whole, thinned, small = part("a", (1, 2), 50), part("b", (3, 4), 100), part("c", (5,), 49)
    assert kept_parts([whole, thinned, small], {1, 2, 3, 5, 9}, 100) == (whole,)
    assert kept_parts([whole, thinned, small], {1, 2, 3, 4, 5}, 98) == (whole, thinned, small)


@given(sizes=st.dictionaries(st.integers(1, 999), st.integers(0, 40), max_size=60), target=st.integers(1, 90))
def test_parts_are_even(sizes: dict[int, int], target: int) -> None:
    """Every document is in one part, in order, and no part is larger than three halves and one document allow."""
    parts = list(fresh_parts(sizes, target))
    assert [number for each in parts for number in each] == sorted(sizes)
    assert all(parts)
    largest = max(sizes.values(), default=0)
    assert all(sum(sizes[number] for number in each) <= 1.5 * target + largest for each in parts)
    assert len(parts) <= max(1, round(sum(sizes.values()) / target))
