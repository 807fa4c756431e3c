"""Fit each part in turn, and keep it only where questions that it was not fitted to are served better."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.fit.compare import Served
from index.fit.folds import FOLDS, make_folds
from index.fit.parts import FEWEST_UNANSWERABLE, parts_for
from index.fit.risk import FirstSentences, risk_bounds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.fit.asked import Asked
    from index.fit.compare import Gain
    from index.judgement import Judgement
    from index.risk_bound import RiskBound


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of one part.

    Attributes:
        part: its name.
        figure: what it is judged by: `mrr@10`, `brier` (the less, the better) or `answered f1`, each from 0 to 1.
        gain: the figure before and after, each question by parts that were fitted without its fold.
        kept: whether the part is better beyond chance.
    """

    part: str
    figure: str
    gain: Gain
    kept: bool


@dataclass(frozen=True, slots=True)
class Tried:
    """What a fit came to.

    Attributes:
        judgement: the shipped one with the parts that are kept.
        trials: what became of each part.
        by_document: whether folds were made of documents, and not of questions.
        bounds: how many answers are wrong at most from a confidence on, by questions that the parts were not fitted to;
            none where too few are unanswerable to say.
    """

    judgement: Judgement
    trials: tuple[Trial, ...]
    by_document: bool
    bounds: tuple[RiskBound, ...]

    def keeps(self, *parts: str) -> bool:
        """Return whether one of these parts is kept."""
        return any(trial.kept for trial in self.trials if trial.part in parts)


def try_parts(asked: Sequence[Asked], shipped: Judgement) -> Tried:
    """Return the shipped judgement with each fitted part that is better beyond chance, and how each did.

    Each is judged by cross-validation over `make_folds`, and its strength chosen anew within the other folds, so that
    no question has a say in what it is judged by (Varma and Simon, "Bias in Error Estimation When Using
    Cross-Validation for Model Selection", 2006). Parts after it rest on it only where it is kept.
    """
    folds = make_folds([row.home for row in asked])
    unanswerable = sum(not row.answerable for row in asked)
    final, by_fold, trials = shipped, [shipped] * FOLDS, []
    for part in parts_for(shipped, unanswerable):
        fitted = [part.fit(_rest(asked, folds.of, fold), by_fold[fold]) for fold in range(FOLDS)]
        gain = part.gain(_serve(asked, folds.of, by_fold), _serve(asked, folds.of, fitted))
        trials.append(Trial(part.name, part.figure, gain, gain.sure))
        if gain.sure:
            final, by_fold = part.fit(asked, final), fitted
    bounds = _bounds(_serve(asked, folds.of, by_fold)) if unanswerable >= FEWEST_UNANSWERABLE else ()
    return Tried(final, tuple(trials), folds.by_document, bounds)


def _rest(asked: Sequence[Asked], folds: NDArray[np.int64], fold: int) -> list[Asked]:
    return [row for row, its_fold in zip(asked, folds, strict=True) if its_fold != fold]


def _bounds(served: Sequence[Served]) -> tuple[RiskBound, ...]:
    return risk_bounds(
        FirstSentences(
            np.array([one.confidence for one in served]),
            np.array([not one.right for one in served]),
            np.array([one.asked.answerable for one in served]),
        )
    )


def _serve(asked: Sequence[Asked], folds: NDArray[np.int64], judgements: Sequence[Judgement]) -> list[Served]:
    """Return how each question is answered by the judgement of its fold."""
    by = [judgements[fold] for fold in folds.tolist()]
    return [Served(row, row.served(each), each.threshold) for row, each in zip(asked, by, strict=True)]
