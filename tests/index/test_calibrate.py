"""Confidence is a probability that can be compared between questions."""

from __future__ import annotations

import numpy as np
import pytest
from calibrations import calibration_of
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from index.calibrate import MARGIN, load_calibration, margins
from index.candidates import Evidence
from index.signals import SIGNALS
from index.trained_parts import shipped_parts

SCORES = arrays(np.float32, st.integers(2, 30), elements=st.floats(-50, 50, width=32))


def test_margin_of_the_first_is_its_lead_and_of_the_others_their_lag() -> None:
    """Only the best candidate has a positive margin."""
    assert margins(np.array([1.0, 4.0, 3.0], np.float32)).tolist() == [-3.0, 1.0, -1.0]


def test_margin_of_a_tie_is_zero() -> None:
    """Two that stand level have no lead over each other."""
    assert margins(np.array([2.0, 2.0, 1.0], np.float32)).tolist() == [0.0, 0.0, -1.0]


@pytest.mark.parametrize("scores", [[], [5.0]])
def test_margin_without_another_candidate_is_zero(scores: list[float]) -> None:
    """With nothing to compare with, there is no lead."""
    assert margins(np.array(scores, np.float32)).tolist() == [0.0] * len(scores)


@given(SCORES)
def test_margin_is_the_distance_to_the_best_other(scores: np.ndarray) -> None:
    """It is what comparing each with all others gives."""
    expected = [score - max(np.delete(scores, place)) for place, score in enumerate(scores)]
    assert np.allclose(margins(scores), expected)


def test_confidence_is_the_logistic_function_of_the_weighed_evidence() -> None:
    """One signal and the margin, worked out by hand."""
    evidence = Evidence(("a", "b"), np.array([[0.5, 9.0], [0.0, 9.0]], np.float32))
    calibration = calibration_of(("a", MARGIN), [2.0, 1.0], -1.0, 0.5)
    confidences = calibration.sentence.probabilities(evidence, np.array([3.0, 1.0], np.float32))
    assert confidences == pytest.approx([1 / (1 + np.exp(-2.0)), 1 / (1 + np.exp(3.0))])


def test_shipped_calibration_reads_known_signals() -> None:
    """Every column that it reads is one that is gathered, and its threshold is a probability."""
    calibration = load_calibration(shipped_parts(fitted=True).calibration)
    assert set(calibration.signals) <= {MARGIN, *(signal.name for signal in SIGNALS)}
    assert 0 < calibration.threshold < 1
    for model in (calibration.sentence, calibration.anything):
        assert np.isfinite([*model.weights, model.bias]).all()
