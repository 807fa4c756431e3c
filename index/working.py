"""What a ranking was made of, kept beside its result so that it can be explained later; keeping it costs nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.calibrate import Calibration
    from index.candidates import Evidence
    from index.rankers.base import Ranker


_FAR = 50.0
"""So far below all others a candidate has no share in what a softmax makes of their scores."""


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """Candidates as they were weighed: evidence, and what a ranker and a calibration made of it.

    Attributes:
        evidence: of each candidate.
        scores: shape (candidates,), float32.
        distinct: positions of the candidates of which no better one has the same words, best first, shape (n,), intp.
        confidences: that each answers, shape (candidates,), float64.
        anything: that any does, by the evidence of the best; 0 where there is no candidate.
        ranker: evidence to scores.
        calibration: evidence and scores to both of these.
    """

    evidence: Evidence
    scores: NDArray[np.float32]
    distinct: NDArray[np.intp]
    confidences: NDArray[np.float64]
    anything: float
    ranker: Ranker
    calibration: Calibration

    @property
    def counted(self) -> NDArray[np.float32]:
        """The scores by which the calibration tells how each stands among the others, shape (candidates,), float32.

        Those of candidates whose words a better one has too are far below all others.
        """
        return _counted(self.scores, self.distinct)


@dataclass(frozen=True, slots=True, eq=False)
class Working:
    """All that one question's ranking was made of.

    Attributes:
        ids: catalog ids of all candidates, ascending, shape (candidates,), int64.
        first: the look at all of them.
        looked_at: positions of the best, best first, which were looked at closer; None where none were.
        closer: the closer look at these, in their order; None where there was none.
        shown: catalog ids of the sentences of the answer, in its order.
    """

    ids: NDArray[np.int64]
    first: Look
    looked_at: NDArray[np.intp] | None = None
    closer: Look | None = None
    shown: tuple[int, ...] = ()

    @property
    def deciding(self) -> Look:
        """The look that says how likely it is that anything answers: the closer one where there is one."""
        return self.first if self.closer is None else self.closer

    def position(self, number: int) -> int:
        """Return the position of a candidate by its catalog id."""
        return int(self.ids.searchsorted(number))


def look(evidence: Evidence, readings: Sequence[str], ranker: Ranker, calibration: Calibration) -> Look:
    """Return what a ranker and a calibration make of candidates.

    Args:
        evidence: of each.
        readings: their words.
        ranker: evidence to scores.
        calibration: evidence and scores to what is likely.
    """
    scores = ranker.score(evidence)
    distinct = best_of_each_wording(scores, readings)
    counted = _counted(scores, distinct)
    by_each = calibration.anything.probabilities(evidence, counted)
    anything = float(by_each[distinct[0]]) if len(distinct) else 0.0
    confidences = anything * calibration.sentence.probabilities(evidence, counted)
    return Look(evidence, scores, distinct, confidences, anything, ranker, calibration)


def _counted(scores: NDArray[np.float32], distinct: NDArray[np.intp]) -> NDArray[np.float32]:
    counted = np.full_like(scores, scores.min(initial=0) - _FAR)
    counted[distinct] = scores[distinct]
    return counted


def best_of_each_wording(scores: NDArray[np.float32], readings: Sequence[str]) -> NDArray[np.intp]:
    """Return the positions of the candidates of which no better one has the same words, best first, shape (n,)."""
    chosen: dict[str, int] = {}
    for place in np.argsort(-scores, kind="stable").tolist():
        chosen.setdefault(readings[place], place)
    return np.array(list(chosen.values()), np.intp)
