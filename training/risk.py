"""How many answers are wrong from a confidence on, as questions tell that the fitted parts never saw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.fit.risk import FirstSentences
from training.closer import FOLDS, fold_of
from training.confidence import calibrate, first_confidences, samples

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from training.confidence import Samples
    from training.evidence import Asked
    from training.weights import Scorer


def held_out(asked: Sequence[Asked], fit: Callable[[Sequence[Asked]], Scorer], read: tuple[str, ...]) -> FirstSentences:
    """Return the first sentences of all questions, each from a ranker and a calibration fitted to the other folds.

    A question and the same one asked without the document that answers it are in one fold.
    """
    parts = [_held_out_fold(asked, fit, read, fold) for fold in range(FOLDS)]
    return FirstSentences(
        np.concatenate([part.confidences for part in parts]),
        np.concatenate([part.wrong for part in parts]),
        np.concatenate([part.answerable for part in parts]),
    )


def _held_out_fold(
    asked: Sequence[Asked], fit: Callable[[Sequence[Asked]], Scorer], read: tuple[str, ...], fold: int
) -> FirstSentences:
    seen = [row for row in asked if fold_of(row) != fold]
    scorer = fit(seen)
    calibration = calibrate(samples(seen, scorer, read))
    tested: Samples = samples([row for row in asked if fold_of(row) == fold], scorer, read)
    first = tested.first
    return FirstSentences(first_confidences(tested, calibration), ~tested.right[first], tested.answerable[first])
