"""Confidence is held against what came true."""

from __future__ import annotations

import pytest

from index.reliability import Bin, bins_of, brier, calibration_error


def test_the_brier_score_is_the_mean_squared_error() -> None:
    """Of 0.9 right, 0.6 wrong and 0.2 wrong it is (0.01 + 0.36 + 0.04) / 3."""
    assert brier([0.9, 0.6, 0.2], [True, False, False]) == pytest.approx(0.41 / 3)


def test_the_brier_score_of_certainty() -> None:
    """It is 0 where every certainty came true and 1 where none did."""
    assert brier([1.0, 0.0], [True, False]) == 0.0
    assert brier([1.0, 0.0], [False, True]) == 1.0


def test_a_bin_holds_its_upper_bound() -> None:
    """And the first one holds 0 as well; bins without a question are left out."""
    found = bins_of([0.0, 0.1, 0.3, 0.30001, 0.7, 1.0], [False, True, False, True, True, True])
    assert [(each.low, each.high, each.count) for each in found] == [
        (0.0, 0.1, 2),
        (0.2, 0.3, 1),
        (0.3, 0.4, 1),
        (0.6, 0.7, 1),
        (0.9, 1.0, 1),
    ]
    assert found[0] == Bin(0.0, 0.1, 2, 0.05, 0.5)


def test_the_calibration_error_weighs_bins_by_their_questions() -> None:
    """Three of four right at a mean of 0.85, and one of one at 0.45: (4 * 0.1 + 1 * 0.55) / 5."""
    bins = bins_of([0.85, 0.82, 0.88, 0.85, 0.45], [True, True, True, False, True])
    assert calibration_error(bins) == pytest.approx((4 * 0.1 + 0.55) / 5)


def test_errors_within_a_bin_even_out() -> None:
    """A tenth of ten right at 0.1 is no error, whichever of them it was."""
    assert calibration_error(bins_of([0.1] * 10, [True] + [False] * 9)) == pytest.approx(0.0)


def test_nothing_has_no_score() -> None:
    """A mean over no question is no number."""
    assert bins_of([], []) == ()
    with pytest.raises(ValueError, match="must be a confidence"):
        brier([], [])
    with pytest.raises(ValueError, match="must be a bin"):
        calibration_error(())
