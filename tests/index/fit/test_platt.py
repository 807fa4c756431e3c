"""Log-odds get a slope and an offset, held near none."""

from __future__ import annotations

import numpy as np
import pytest

from index.fit.platt import fit_slope


def test_no_evidence_changes_nothing() -> None:
    """Without a sentence the slope is 1 and the offset 0."""
    assert fit_slope(np.empty(0), np.empty(0, bool)) == pytest.approx((1.0, 0.0))


def test_a_planted_slope_is_found() -> None:
    """With many sentences the prior has no say."""
    draw = np.random.default_rng(0)
    log_odds = draw.normal(scale=2, size=20_000)
    right = draw.random(20_000) < 1 / (1 + np.exp(-(0.5 * log_odds - 1)))
    assert fit_slope(log_odds, right) == pytest.approx((0.5, -1.0), abs=0.05)


def test_confidence_is_never_turned_round() -> None:
    """Where the surer sentences are the wrong ones the slope stays above 0."""
    log_odds = np.linspace(-3, 3, 500)
    assert 0 < fit_slope(log_odds, log_odds < 0)[0] < 0.1
