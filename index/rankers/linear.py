"""A weighted sum of the evidence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Self

import numpy as np

from index.terms import Term, terms_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from index.candidates import Evidence


class LinearRanker:
    """Sums the evidence with weights that were fitted to questions with known answers.

    Attributes:
        signals: the columns of evidence that it reads.

    The fit is listwise: it makes the softmax of the scores over a question's candidates fall on the right ones
    (Cao et al., "Learning to Rank: From Pairwise Approach to Listwise Approach", 2007).
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        """Take the weight of each signal."""
        self.signals = tuple(weights)
        self._weights = np.array(list(weights.values()), np.float32)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the weights from a JSON file that `training` wrote: an object of numbers by signal."""
        return cls(json.loads(path.read_text(encoding="utf-8")))

    @property
    def weights(self) -> dict[str, float]:
        """The weight of each signal, by its name."""
        return dict(zip(self.signals, self._weights.tolist(), strict=True))

    def score(self, evidence: Evidence) -> NDArray[np.float32]:
        """Return one score for each candidate, shape (candidates,), float32."""
        scores: NDArray[np.float32] = evidence.columns(self.signals) @ self._weights
        return scores

    def terms(self, evidence: Evidence, row: int) -> tuple[Term, ...]:
        """Return what each signal adds to the score of the candidate in that row; together they make it up."""
        return terms_of(self.signals, evidence.columns(self.signals)[row], self._weights)
