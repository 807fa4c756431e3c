"""What a ranker promises: evidence in, scores out. It never sees a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.candidates import Evidence
    from index.terms import Term


class Ranker(Protocol):
    """Weighs evidence."""

    def score(self, evidence: Evidence) -> NDArray[np.float32]:
        """Return one score for each candidate, shape (candidates,), float32, the best highest.

        Scores can be compared within one question only.
        """
        ...

    def terms(self, evidence: Evidence, row: int) -> tuple[Term, ...]:
        """Return what each signal adds to the score of the candidate in that row; together they make it up."""
        ...
