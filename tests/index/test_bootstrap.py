"""The interval of a mean of differences."""

from __future__ import annotations

import numpy as np
import pytest

from index.bootstrap import Interval, paired_interval


def test_the_interval_of_two_questions() -> None:
    """Resamples of -1 and 1 have the means -1, 0 and 1 with chances 1/4, 1/2 and 1/4: it reaches from -1 to 1."""
    assert paired_interval([-1.0, 1.0]) == Interval(-1.0, 1.0)


def test_the_interval_of_one_in_four() -> None:
    """The number of ones in four draws is binomial: 0 has 32 %, 2 or fewer 94.9 %, 3 or fewer 99.6 %."""
    assert paired_interval([1.0, 0.0, 0.0, 0.0]) == Interval(0.0, 0.75)


def test_many_questions_come_near_the_normal_interval() -> None:
    """With 400 differences of -1, 0 and 1 it is the mean and 1.96 standard errors, to within a tenth of one."""
    differences = [1.0] * 60 + [-1.0] * 40 + [0.0] * 300
    error = float(np.std(differences)) / 20
    found = paired_interval(differences)
    assert found.low == pytest.approx(0.05 - 1.96 * error, abs=error / 10)
    assert found.high == pytest.approx(0.05 + 1.96 * error, abs=error / 10)


def test_many_different_values_are_drawn_in_parts() -> None:
    """With more values than are drawn at once the interval is still that of 10,000 resamples."""
    differences = np.random.default_rng(1).normal(3.0, 1.0, 500).tolist()
    found = paired_interval(differences)
    mean, error = float(np.mean(differences)), float(np.std(differences)) / np.sqrt(500)
    assert found.low == pytest.approx(mean - 1.96 * error, abs=error / 10)
    assert found.high == pytest.approx(mean + 1.96 * error, abs=error / 10)


def test_nothing_has_no_interval() -> None:
    """A mean over no question is no number."""
    with pytest.raises(ValueError, match="must be a difference"):
        paired_interval([])
