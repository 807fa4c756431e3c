"""The shape of a sentence: how long it is, whatever the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.candidates import opens

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.candidates import Candidates
    from index.question import Question
    from index.seen import Snapshot

_WHOLE_WORDS = 5
"""A sentence of fewer words is mostly a fragment: a label, a caption, a cell."""


class Length:
    """Natural logarithm of the number of words, and one."""

    name = "length"

    def measure(self, question: Question, candidates: Candidates, snapshot: Snapshot) -> NDArray[np.float32]:  # noqa: ARG002 - a signal's signature
        """Return one number for each candidate, shape (len(candidates),), float32."""
        logarithms: NDArray[np.float32] = np.log1p(_words(candidates))
        return logarithms


class Fragment:
    """1 for a sentence of fewer than five words, otherwise 0."""

    name = "fragment"

    def measure(self, question: Question, candidates: Candidates, snapshot: Snapshot) -> NDArray[np.float32]:  # noqa: ARG002 - a signal's signature
        """Return one number for each candidate, shape (len(candidates),), float32."""
        return (_words(candidates) < _WHOLE_WORDS).astype(np.float32)


class Opening:
    """1 for a sentence that asks, or announces what follows it, and so says nothing itself; otherwise 0."""

    name = "opening"

    def measure(self, question: Question, candidates: Candidates, snapshot: Snapshot) -> NDArray[np.float32]:  # noqa: ARG002 - a signal's signature
        """Return one number for each candidate, shape (len(candidates),), float32."""
        return np.array([opens(reading) for reading in candidates.readings], np.float32)


def _words(candidates: Candidates) -> NDArray[np.float32]:
    return np.array([len(reading.split()) for reading in candidates.readings], np.float32)
