"""A slope and an offset for log-odds, held near those that change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SLOPE_SD, OFFSET_SD = 0.5, 1.0
"""Standard deviations of the Gaussian priors around slope 1 and offset 0: an offset of 1 makes 50 % of 73 %."""
_LEAST_SLOPE = 0.05
"""A slope of 0 or less would turn the confidences round."""
_STEPS = 50


def fit_slope(log_odds: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[float, float]:
    """Return the slope and the offset that make log-odds tell best what is right.

    Platt, "Probabilistic Outputs for Support Vector Machines", 1999, with Gaussian priors around no change, found by
    Newton's method (the loss is convex).

    Args:
        log_odds: as they are, shape (n,).
        right: what came true, shape (n,).
    """
    columns = np.stack([log_odds, np.ones_like(log_odds)], axis=1)
    center, precision = np.array([1.0, 0.0]), np.array([SLOPE_SD**-2, OFFSET_SD**-2])
    found = center
    for _ in range(_STEPS):
        chances = 1 / (1 + np.exp(-np.clip(columns @ found, -30, 30)))
        slope = columns.T @ (chances - right) + precision * (found - center)
        curvature = (columns * (chances * (1 - chances))[:, None]).T @ columns + np.diag(precision)
        step = np.linalg.solve(curvature, slope)
        found = found - step / max(1.0, float(np.abs(step).max()))
    return max(float(found[0]), _LEAST_SLOPE), float(found[1])
