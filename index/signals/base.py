"""What a signal promises: one number for each candidate of a question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.candidates import Candidates
    from index.question import Question
    from index.seen import Snapshot


class Signal(Protocol):
    """Reads a question and its candidates and gives a column of evidence.

    Attributes:
        name: what the ranker and the calibration know it by.
    """

    name: str

    def measure(self, question: Question, candidates: Candidates, snapshot: Snapshot) -> NDArray[np.float32]:
        """Return one number for each candidate, shape (len(candidates),), float32."""
        ...
