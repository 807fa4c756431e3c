"""One summand of a weighted sum: what a score, or the log-odds of a confidence, is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Term:
    """What one column of evidence adds to a sum.

    Attributes:
        name: the column's.
        value: what it holds for the candidate.
        weight: what it is multiplied by.
    """

    name: str
    value: float
    weight: float

    @property
    def contribution(self) -> float:
        """What it adds to the sum."""
        return self.value * self.weight


def terms_of(names: tuple[str, ...], values: NDArray[np.floating], weights: NDArray[np.floating]) -> tuple[Term, ...]:
    """Return the terms of `values @ weights`, in the order of `names`; both of shape (len(names),)."""
    import numpy as np  # who shows a sum that another process made goes without

    return tuple(map(Term, names, np.asarray(values, float).tolist(), np.asarray(weights, float).tolist()))
