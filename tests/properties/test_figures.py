"""Figures that are counted the quick way are those that are counted the long way."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from index.metrics import auroc, percentiles

# Few different values, so that there are ties; and any others.
VALUES = st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]) | st.floats(0, 1), min_size=1, max_size=30)


@given(VALUES, VALUES)
def test_auroc_is_the_share_of_pairs_won(positive: list[float], negative: list[float]) -> None:
    """It is the count over all pairs, a tie half, to the last bit."""
    wins = sum((p > n) + 0.5 * (p == n) for p in positive for n in negative)
    assert auroc(positive, negative) == wins / (len(positive) * len(negative))


@given(VALUES, VALUES)
def test_auroc_turned_round_is_the_rest(positive: list[float], negative: list[float]) -> None:
    """The chance of being above and that of being below are one whole."""
    whole = Fraction(auroc(positive, negative)) + Fraction(auroc(negative, positive))
    assert abs(whole - 1) < Fraction(1, 10**12)


@given(VALUES)
def test_a_percentile_is_the_smallest_that_its_share_does_not_exceed(values: list[float]) -> None:
    """At least that share of the values is as small, and fewer are smaller."""
    found = percentiles(values)
    for per_cent, value in ((50, found.p50), (95, found.p95), (99, found.p99)):
        assert value in values
        assert 100 * sum(other <= value for other in values) >= per_cent * len(values)
        assert 100 * sum(other < value for other in values) < per_cent * len(values)
