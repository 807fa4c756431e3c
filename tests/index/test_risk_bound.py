"""A share of wrong answers becomes a threshold."""

from __future__ import annotations

from itertools import pairwise

import pytest

from index.calibrate import load_calibration
from index.errors import SettingsError
from index.risk_bound import RiskBound, threshold_at
from index.trained_parts import shipped_parts

BOUNDS = (RiskBound(0.2, 0.4), RiskBound(0.5, 0.25), RiskBound(0.9, 0.12346))


@pytest.mark.parametrize(("most", "threshold"), [(1.0, 0.2), (0.4, 0.2), (0.39, 0.5), (0.25, 0.5), (0.2, 0.9)])
def test_lowest_threshold_that_keeps_to_it_is_taken(most: float, threshold: float) -> None:
    """So that as many questions are answered as may be."""
    assert threshold_at(BOUNDS, most) == threshold


def test_a_risk_that_cannot_be_kept_to_names_the_lowest_that_can() -> None:
    """And what it names is kept to."""
    message = r"no threshold keeps the share of wrong answers down to 0\.1; the lowest that can be promised is 0\.1235"
    with pytest.raises(SettingsError, match=message):
        threshold_at(BOUNDS, 0.1)
    assert threshold_at(BOUNDS, 0.1235) == 0.9


def test_without_known_risks_no_promise_is_made() -> None:
    """A calibration that was fitted before there were any."""
    with pytest.raises(SettingsError, match="give a threshold instead"):
        threshold_at((), 0.5)


def test_shipped_risks_fall_as_thresholds_rise() -> None:
    """So that the first that is low enough is the lowest threshold, and each is a share."""
    bounds = load_calibration(shipped_parts(fitted=True).calibration).bounds
    assert len(bounds) > 10
    assert all(one.threshold < two.threshold for one, two in pairwise(bounds))
    assert all(one.risk > two.risk for one, two in pairwise(bounds))
    assert all(0 < bound.risk < 1 for bound in bounds)
