"""How likely the briefings and a sentence are called to answer, and the threshold of the former."""

from __future__ import annotations

import numpy as np
import pytest

from training.confidence import Samples, calibrate, first_confidences, probabilities

_QUESTIONS = 400
_SLOPE = 2.0
"""How much likelier the first sentence of an answerable question is right for each unit of its lead."""


def _samples(seed: int) -> Samples:
    """Return first sentences of questions of which three quarters are answerable, and a signal that tells it well."""
    chance = np.random.default_rng(seed)
    answerable = np.arange(_QUESTIONS) % 4 > 0
    values = (answerable + chance.normal(0, 0.4, _QUESTIONS))[:, np.newaxis]
    every = np.ones(_QUESTIONS, bool)
    right = answerable & (chance.random(_QUESTIONS) < 1 / (1 + np.exp(-_SLOPE * values[:, 0])))
    return Samples(("pair",), values, values, right, right, every, answerable, every.astype(np.float64))


def test_the_threshold_is_half_of_the_best_f1() -> None:
    """It lies below one half, and other questions of the same kind move it little."""
    thresholds = [calibrate(_samples(seed)).threshold for seed in range(5)]
    assert all(0.44 <= threshold <= 0.5 for threshold in thresholds)
    assert max(thresholds) - min(thresholds) <= 0.02


def test_a_sentence_is_judged_where_the_briefings_answer() -> None:
    """The slope of its log-odds is found again, and its confidence is a part of how likely anything answers."""
    found = [_samples(seed) for seed in range(5)]
    fitted = [calibrate(each) for each in found]
    assert np.mean([each.sentence.weights[0] for each in fitted]) == pytest.approx(_SLOPE, abs=0.5)
    for samples, calibration in zip(found, fitted, strict=True):
        sure = first_confidences(samples, calibration)
        assert (sure < probabilities(samples.values, calibration.anything)).all()
        assert sure.mean() == pytest.approx(samples.right.mean(), abs=0.03)
