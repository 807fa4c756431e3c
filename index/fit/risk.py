"""How many answers are wrong from a confidence on, as questions tell that the fitted parts never saw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.risk_bound import RiskBound

if TYPE_CHECKING:
    from numpy.typing import NDArray

UNANSWERED_SHARE = 0.25
"""How many of all questions the briefings are taken not to answer. Confidence depends on it, as any probability
does on what is asked; the figures of a set whose share is another say so by their calibration error."""

SURENESS = 0.9
"""How sure a bound is: that of a threshold holds for nine in ten samples of questions like these."""
_FEWEST = 30
"""With fewer questions answered, in effective number, nothing is said."""
_STEPS = np.round(np.arange(0.0, 1.0, 0.01), 2)


@dataclass(frozen=True, slots=True)
class FirstSentences:
    """The first sentence of each of many questions, judged by parts that never saw the document that answers it.

    Attributes:
        confidences: of each, shape (n,), float64.
        wrong: whether it is not a hit, shape (n,), bool; where the briefings do not answer, it always is.
        answerable: whether its question is, shape (n,), bool.
    """

    confidences: NDArray[np.float64]
    wrong: NDArray[np.bool_]
    answerable: NDArray[np.bool_]


def risk_bounds(found: FirstSentences) -> tuple[RiskBound, ...]:
    """Return thresholds by rising value, each with an upper bound of the share that is wrong from there on.

    Only thresholds whose bound is lower than at every lower threshold are in it: another one would never be chosen.
    Of all questions, UNANSWERED_SHARE is taken to have no answer.
    """
    weights = balance(found.answerable)
    bounds: list[RiskBound] = []
    for step in _STEPS.tolist():
        given = found.confidences >= step
        bound = upper_bound(found.wrong[given], weights[given])
        if bound is not None and (not bounds or bound < bounds[-1].risk):
            bounds.append(RiskBound(step, bound))
    return tuple(bounds)


def upper_bound(wrong: NDArray[np.bool_], weights: NDArray[np.float64]) -> float | None:
    """Return a bound that the weighted share of `wrong` is below with a probability of SURENESS; None of too few.

    It is the one-sided bound of Clopper and Pearson ("The Use of Confidence or Fiducial Limits Illustrated in the Case
    of the Binomial", Biometrika 26, 1934), with the effective number of questions that their weights leave, squared sum
    over sum of squares, in place of their number (Korn and Graubard, "Confidence Intervals for Proportions with Small
    Expected Number of Positive Counts Estimated from Survey Data", Survey Methodology 24, 1998). It holds for one
    threshold at a time; Geifman and El-Yaniv ("Selective Classification for Deep Neural Networks", NIPS 2017) divide
    what is left of certainty by the number of thresholds tried.

    Args:
        wrong: which are wrong, shape (n,).
        weights: what each counts, shape (n,).
    """
    from scipy.stats import beta

    if not len(weights):
        return None
    number = float(weights.sum() ** 2 / (weights**2).sum())
    if number < _FEWEST:
        return None
    failures = number * float(weights[wrong].sum() / weights.sum())
    return 1.0 if failures >= number else float(beta.ppf(SURENESS, failures + 1, number - failures))


def balance(answerable: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return what each question counts so that UNANSWERED_SHARE of all are not answerable, shape (n,)."""
    odds = UNANSWERED_SHARE / (1 - UNANSWERED_SHARE)
    return np.where(answerable, 1.0, odds * answerable.sum() / max(1, (~answerable).sum()))
