"""The threshold of "the briefings answer"."""

from __future__ import annotations

import numpy as np

from training.confidence import Samples, calibrate

_QUESTIONS = 400


def _samples(seed: int) -> Samples:
    """Return first sentences of questions of which three quarters are answerable, and a signal that tells it well."""
    chance = np.random.default_rng(seed)
    answerable = np.arange(_QUESTIONS) % 4 > 0
    values = (answerable + chance.normal(0, 0.4, _QUESTIONS))[:, np.newaxis]
    every = np.ones(_QUESTIONS, bool)
    return Samples(("pair",), values, answerable, answerable, every, answerable, every.astype(np.float64))


def test_the_threshold_is_half_of_the_best_f1() -> None:
    """It lies below one half, and other questions of the same kind move it little."""
    thresholds = [calibrate(_samples(seed)).threshold for seed in range(5)]
    assert all(0.44 <= threshold <= 0.5 for threshold in thresholds)
    assert max(thresholds) - min(thresholds) <= 0.02
