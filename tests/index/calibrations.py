"""Calibrations made up for tests."""

from __future__ import annotations

import numpy as np

from index.calibrate import Calibration, Logistic


def calibration_of(signals: tuple[str, ...], weights: list[float], bias: float, threshold: float) -> Calibration:
    """Return a calibration that calls it as likely that anything answers as that the first sentence does."""
    model = Logistic(signals, np.array(weights), bias)
    return Calibration(model, model, threshold)
