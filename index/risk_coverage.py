"""What a threshold costs and gains: the share of questions that get an answer, and how many of those are wrong.

The terms are those of selective prediction: El-Yaniv and Wiener, "On the Foundations of Noise-free Selective
Classification", JMLR 11, 2010.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """What comes of answering every question from a threshold on.

    Attributes:
        threshold: the confidence from which a question is answered.
        coverage: share of all questions that are answered, above 0 to 1.
        risk: share of these whose first sentence is wrong, 0 to 1. A question that the briefings do not answer has
            no right sentence: answered, it is wrong.
    """

    threshold: float
    coverage: float
    risk: float


def risk_coverage(confidences: Sequence[float], right: Sequence[bool], questions: int) -> tuple[RiskPoint, ...]:
    """Return the risk at every coverage that a threshold can reach, by rising coverage.

    Questions with one confidence are answered together, since no threshold parts them.

    Args:
        confidences: of each question that can be answered, that is, for which a sentence was returned.
        right: whether each of their first sentences is right, of the same length.
        questions: number of all questions, those without a sentence included; these are never answered.
    """
    values = np.asarray(confidences, np.float64)
    order = np.argsort(-values, kind="stable")
    values = values[order]
    wrong = np.cumsum(~np.asarray(right, np.bool_)[order])
    ends = np.flatnonzero(np.diff(values, append=-np.inf))  # where the next confidence is another
    return tuple(
        RiskPoint(float(values[end]), (end + 1) / questions, int(wrong[end]) / (end + 1)) for end in ends.tolist()
    )


def curve_of(outcomes: Sequence[Outcome]) -> tuple[RiskPoint, ...]:
    """Return the risk of a run at every coverage; `answered`, which rests on one threshold, has no part in it."""
    cited = [outcome for outcome in outcomes if outcome.words is not None]
    confidences = [outcome.confidence for outcome in cited]
    return risk_coverage(confidences, [outcome.right for outcome in cited], len(outcomes))


def at_coverage(curve: Sequence[RiskPoint], coverage: float) -> RiskPoint | None:
    """Return the point with the least coverage that is at least `coverage`, None where none has as much."""
    return next((point for point in curve if point.coverage >= coverage), None)


def at_risk(curve: Sequence[RiskPoint], risk: float) -> RiskPoint | None:
    """Return the point with the most coverage whose risk is at most `risk`, None where every risk is higher.

    It is chosen on the questions that it is stated of, so that on others the risk is likely to be higher (Geifman and
    El-Yaniv, "Selective Classification for Deep Neural Networks", NIPS 2017, bound by how much).
    """
    return next((point for point in reversed(curve) if point.risk <= risk), None)
