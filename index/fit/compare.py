"""Whether a fitted part serves questions better than the shipped one, on questions that it was not fitted to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.bootstrap import LEVEL, RESAMPLES, Interval, paired_interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.fit.asked import Asked
    from index.rank import Weighed

_SEED = 20_220_531


@dataclass(frozen=True, slots=True)
class Served:
    """How one question was answered.

    Attributes:
        asked: the question.
        weighed: its best candidates.
        threshold: how likely it must be that the briefings answer for it to count as answered.
    """

    asked: Asked
    weighed: Weighed
    threshold: float

    @property
    def right(self) -> bool:
        """Whether the first sentence is a hit."""
        return bool(self.asked.hits[self.weighed.places[0]])

    @property
    def confidence(self) -> float:
        """Confidence of the first sentence."""
        return float(self.weighed.confidences[0])

    @property
    def likely(self) -> float:
        """How likely it is called that the briefings answer."""
        return self.weighed.working.deciding.anything

    @property
    def given(self) -> float:
        """How likely the first sentence is called to answer where the briefings do."""
        return self.confidence / self.likely

    @property
    def answered(self) -> bool:
        """Whether it counts as answered."""
        return self.likely >= self.threshold

    @property
    def reciprocal_rank(self) -> float:
        """1/rank of the first hit, 0 where none of the candidates looked at is one."""
        ranks = np.flatnonzero(self.asked.hits[self.weighed.places[:10]])
        return 1 / (1 + int(ranks[0])) if len(ranks) else 0.0


@dataclass(frozen=True, slots=True)
class Gain:
    """One figure of the same questions before and after.

    Attributes:
        before: with the shipped part.
        after: with the fitted one.
        interval: 95 % interval of how much better it is after, above 0 for better whichever way the figure goes.
        useful: whether nothing else speaks against it.
    """

    before: float
    after: float
    interval: Interval
    useful: bool = True

    @property
    def sure(self) -> bool:
        """Whether it is better beyond chance."""
        return self.useful and self.interval.low > 0


def rank_gain(before: Sequence[Served], after: Sequence[Served]) -> Gain:
    """Return the gain in mean reciprocal rank (0 to 1) over the answerable questions."""
    pairs = [(one, other) for one, other in zip(before, after, strict=True) if one.asked.answerable]
    earlier = np.array([one.reciprocal_rank for one, _ in pairs])
    now = np.array([other.reciprocal_rank for _, other in pairs])
    return Gain(float(earlier.mean()), float(now.mean()), paired_interval((now - earlier).tolist()))


def confidence_gain(before: Sequence[Served], after: Sequence[Served]) -> Gain:
    """Return the gain in Brier score of the first sentences' confidence."""
    return _brier_gain(
        np.array([[one.confidence, other.confidence] for one, other in zip(before, after, strict=True)]),
        np.array([[one.right, other.right] for one, other in zip(before, after, strict=True)], np.float64),
    )


def likelihood_gain(before: Sequence[Served], after: Sequence[Served]) -> Gain:
    """Return the gain in Brier score of how likely it is called that the briefings answer."""
    answerable = np.array([[one.asked.answerable] * 2 for one in before], np.float64)
    likely = np.array([[one.likely, other.likely] for one, other in zip(before, after, strict=True)])
    return _brier_gain(likely, answerable)


def _brier_gain(said: NDArray[np.float64], true: NDArray[np.float64]) -> Gain:
    """Return the gain in Brier score of what is said before and after, both of shape (questions, 2).

    It is useful only where it also beats, beyond chance, saying of every question how often the others are right:
    where labels have nothing to do with confidence, that is what a recalibration comes to, and it would tell nobody
    which answer to trust.
    """
    earlier, now = ((said - true) ** 2).T
    right = true[:, 1]
    others = (right.sum() - right) / (len(right) - 1)
    over_constant = paired_interval(((others - right) ** 2 - now).tolist())
    interval = paired_interval((earlier - now).tolist())
    return Gain(float(earlier.mean()), float(now.mean()), interval, useful=over_constant.low > 0)


def decision_gain(before: Sequence[Served], after: Sequence[Served]) -> Gain:
    """Return the gain in F1 of "the briefings answer"; its interval is of questions drawn anew."""
    said = np.array([[one.answered, other.answered] for one, other in zip(before, after, strict=True)])
    true = np.array([[one.asked.answerable] * 2 for one in before])
    draws = (
        np.random.default_rng(_SEED)
        .multinomial(len(said), np.full(len(said), 1 / len(said)), RESAMPLES)
        .astype(np.float64)
    )
    earlier, now = (f1(said[:, run], true[:, run], draws) for run in (0, 1))
    low, high = np.quantile(now - earlier, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    once = np.ones((1, len(said)))
    figures = [float(f1(said[:, run], true[:, run], once)[0]) for run in (0, 1)]
    return Gain(figures[0], figures[1], Interval(float(low), float(high)))


def f1(said: NDArray[np.bool_], true: NDArray[np.bool_], counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the harmonic mean of precision and recall of `said`, shape (samples,), float64; 0 where neither is.

    Args:
        said: shape (questions,).
        true: shape (questions,).
        counts: how often each question counts in each sample, shape (samples, questions).
    """
    found: NDArray[np.float64] = 2 * (counts @ (said & true))
    return found / np.maximum(counts @ said.astype(np.float64) + counts @ true.astype(np.float64), 1e-9)
