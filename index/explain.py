"""From an answer to why it is so: what each signal added to the score and to the confidence of each sentence.

Nothing is weighed anew. The terms are read off what the ranking kept (`index.working`), so they make up the score and
the confidence that the answer shows.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.records import Answer
    from index.terms import Term
    from index.working import Look, Working


@dataclass(frozen=True, slots=True)
class ConfidenceSum:
    """How a probability came about: that anything answers, or that a sentence does.

    That a sentence answers is the probability that the briefings do, times that of this sentence where they do; the
    terms are of the latter.

    Attributes:
        terms: what each signal adds to the log-odds.
        bias: the log-odds where all of them are 0.
        ceiling: the lowest confidence among the candidates that were looked at closer, which one that was not never
            exceeds; None for a candidate that was, or where none were.
        anything: the probability that the briefings answer, which that of a sentence is multiplied by; None where it is
            this that came about.
    """

    terms: tuple[Term, ...]
    bias: float
    ceiling: float | None
    anything: float | None = None

    @property
    def log_odds(self) -> float:
        """The logarithm of how many times likelier it is so than that it is not."""
        return sum(term.contribution for term in self.terms) + self.bias

    @property
    def confidence(self) -> float:
        """The probability, 0 to 1: the logistic function of the log-odds, times `anything`, below `ceiling`."""
        probability = (1.0 if self.anything is None else self.anything) / (1 + math.exp(-self.log_odds))
        return probability if self.ceiling is None else min(probability, self.ceiling)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a sentence stands where it stands.

    Attributes:
        rank: its rank among all candidates by their scores, from 1. Of two sentences that disagree the newer is shown
            first whatever their ranks, and sentences with the words of a better one are not shown.
        candidates: number of candidates.
        signals: what each signal adds to the first score.
        closer: what each column of the closer look adds to the score; None where it was not looked at closer.
        lowered: what is added to the first score of a candidate that was not looked at closer, so that it stands below
            those that were; mostly negative, 0 where none were.
        confidence: how its confidence came about.
        anything: how it came about that the briefings are so likely to answer; None of all but the first by rank, whose
            evidence that goes by.
    """

    rank: int
    candidates: int
    signals: tuple[Term, ...]
    closer: tuple[Term, ...] | None
    lowered: float
    confidence: ConfidenceSum
    anything: ConfidenceSum | None = None

    @property
    def first_score(self) -> float:
        """What the signals make up together."""
        return sum(term.contribution for term in self.signals)

    @property
    def score(self) -> float:
        """The score that the sentence is ranked by."""
        if self.closer is None:
            return self.first_score + self.lowered
        return sum(term.contribution for term in self.closer)


def explain_answer(answer: Answer) -> tuple[Explanation, ...]:
    """Return why each sentence of an answer stands where it stands, in the answer's order."""
    working = answer.working
    if working is None:
        return ()
    return tuple(explain_candidate(working, working.position(number)) for number in working.shown)


def explain_candidate(working: Working, position: int) -> Explanation:
    """Return why a candidate stands where it stands.

    Args:
        working: what the ranking was made of.
        position: its position among the candidates.
    """
    import numpy as np  # who shows what another process explained goes without

    first = working.first
    order = ranking(working)
    rank = 1 + int(np.flatnonzero(order == position)[0])
    signals = first.ranker.terms(first.evidence, position)
    if working.closer is None or working.looked_at is None:
        anything = _anything(first, position) if rank == 1 else None
        return Explanation(rank, len(order), signals, None, 0.0, _confidence(first, position, None), anything)
    row = np.flatnonzero(working.looked_at == position)
    if not len(row):
        lowered = _lowered(first, working.looked_at, working.closer, position)
        sure = _confidence(first, position, float(working.closer.confidences.min()))
        return Explanation(rank, len(order), signals, None, lowered, sure)
    closer, place = working.closer, int(row[0])
    columns = closer.ranker.terms(closer.evidence, place)
    anything = _anything(closer, place) if rank == 1 else None
    return Explanation(rank, len(order), signals, columns, 0.0, _confidence(closer, place, None), anything)


def ranking(working: Working) -> NDArray[np.intp]:
    """Return the positions of all candidates, best first, shape (candidates,): those looked at closer, then the rest.

    Several with the same words are all in it, as they are among the candidates.
    """
    import numpy as np

    by_first = np.argsort(-working.first.scores, kind="stable")
    if working.closer is None or working.looked_at is None:
        return by_first
    best = working.looked_at[np.argsort(-working.closer.scores, kind="stable")]
    return np.concatenate([best, by_first[~np.isin(by_first, best)]])


def _lowered(first: Look, looked_at: NDArray[np.intp], closer: Look, position: int) -> float:
    """Return how far `index.rank` brings a candidate down that was not looked at closer, mostly as far as all such."""
    lowest, score = float(closer.scores.min()), float(first.scores[position])
    return min(lowest - float(first.scores[looked_at[-1]]), lowest - score)


def _confidence(look: Look, row: int, ceiling: float | None) -> ConfidenceSum:
    model = look.calibration.sentence
    return ConfidenceSum(model.terms(look.evidence, look.counted, row), float(model.bias), ceiling, look.anything)


def _anything(look: Look, row: int) -> ConfidenceSum:
    model = look.calibration.anything
    return ConfidenceSum(model.terms(look.evidence, look.counted, row), float(model.bias), None)
