"""Confidence is a probability that can be compared between questions."""

from __future__ import annotations

import numpy as np
import pytest
from calibrations import calibration_of
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from index.calibrate import MARGIN, OF_SCORES, leads, load_calibration, margins
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


def test_lead_is_the_log_odds_of_the_share_by_softmax() -> None:
    """Two that stand level have half each, a third far below hardly takes from it."""
    assert leads(np.array([2.0, 2.0], np.float32)) == pytest.approx([0.0, 0.0])
    assert leads(np.array([3.0, 1.0], np.float32)) == pytest.approx([2.0, -2.0], abs=1e-5)
    assert leads(np.array([3.0, 1.0, 1.0], np.float32))[0] == pytest.approx(2 - np.log(2), abs=1e-5)


@pytest.mark.parametrize(("scores", "lead"), [([-7.0], [5.0]), ([90.0, -90.0], [5.0, -5.0]), ([], [])])
def test_lead_is_never_more_than_five(scores: list[float], lead: list[float]) -> None:
    """What stands alone has all there is, and no more than what stands far above the others."""
    assert leads(np.array(scores, np.float32)) == pytest.approx(lead, abs=1e-5)


@given(SCORES)
def test_leads_are_in_the_order_of_the_scores(scores: np.ndarray) -> None:
    """Nothing that scores higher has less of a lead, and together they have shares of about one."""
    by_score = leads(scores)[np.argsort(-scores)]
    assert (np.diff(by_score) <= 1e-6).all()
    assert (1 / (1 + np.exp(-by_score))).sum() == pytest.approx(1.0, abs=0.01 * len(scores))


def test_confidence_is_the_logistic_function_of_the_weighed_evidence() -> None:
    """One signal and the margin, worked out by hand."""
    evidence = Evidence(("a", "b"), np.array([[0.5, 9.0], [0.0, 9.0]], np.float32))
    calibration = calibration_of(("a", MARGIN), [2.0, 1.0], -1.0, 0.5)
    confidences = calibration.sentence.probabilities(evidence, np.array([3.0, 1.0], np.float32))
    assert confidences == pytest.approx([1 / (1 + np.exp(-2.0)), 1 / (1 + np.exp(3.0))])


def test_shipped_calibration_reads_known_signals() -> None:
    """Every column that it reads is one that is gathered, and its threshold is a probability."""
    calibration = load_calibration(shipped_parts(fitted=True).calibration)
    assert set(calibration.signals) <= {*OF_SCORES, *(signal.name for signal in SIGNALS)}
    assert 0 < calibration.threshold < 1
    for model in (calibration.sentence, calibration.anything):
        assert np.isfinite([*model.weights, model.bias]).all()
