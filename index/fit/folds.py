"""Folds of questions for cross-validation: those that one document answers stay together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Folds:
    """Which fold each question is in.

    Attributes:
        of: 0 to FOLDS - 1 for each question, shape (questions,), int64.
        by_document: whether questions of one document share a fold.
    """

    of: NDArray[np.int64]
    by_document: bool


def make_folds(homes: Sequence[str]) -> Folds:
    """Return folds of about the same size, the same for the same questions.

    Documents are dealt out, those with the most questions first, each to the fold that has the fewest so far. Where
    there are fewer documents than folds, the questions themselves are dealt out in turn.

    Args:
        homes: the document of each question.
    """
    counts = Counter(homes)
    if len(counts) < FOLDS:
        return Folds(np.arange(len(homes)) % FOLDS, by_document=False)
    sizes, fold_of = [0] * FOLDS, {}
    for home, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        fold = sizes.index(min(sizes))
        fold_of[home] = fold
        sizes[fold] += count
    return Folds(np.array([fold_of[home] for home in homes], np.int64), by_document=True)
