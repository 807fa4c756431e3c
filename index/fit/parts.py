"""The parts that can be fitted, in the order in which they are: each rests on those before it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index.fit.compare import confidence_gain, decision_gain, f1, likelihood_gain, rank_gain
from index.fit.platt import fit_slope
from index.fit.serve import serve
from index.fit.weights import weights_near
from index.rankers.linear import LinearRanker

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from index.calibrate import Calibration
    from index.candidates import Evidence
    from index.fit.asked import Asked
    from index.fit.compare import Gain, Served
    from index.judgement import Judgement

FEWEST_UNANSWERABLE = 10
"""Questions that the briefings do not answer, without which nothing tells from where on to answer."""
_STEPS = np.round(np.arange(0.05, 0.96, 0.01), 2)
"""Thresholds tried, as for the shipped one."""


class Part(Protocol):
    """One part of a judgement that can be fitted.

    Attributes:
        name: what it is called.
        figure: what it is judged by.
    """

    name: str
    figure: str

    def fit(self, asked: Sequence[Asked], judgement: Judgement) -> Judgement:
        """Return the judgement with this part fitted to questions, held near what it is."""
        ...

    def gain(self, before: Sequence[Served], after: Sequence[Served]) -> Gain:
        """Return how much better questions that it was not fitted to are served."""
        ...


class FirstRanker:
    """The weights of the ranker of all candidates."""

    name = "ranker"
    figure = "mrr@10"

    def fit(self, asked: Sequence[Asked], judgement: Judgement) -> Judgement:
        """Return the judgement with other weights; the same where its ranker is no weighted sum."""
        ranker = judgement.ranker
        if not isinstance(ranker, LinearRanker):
            return judgement
        rows = [(row.evidence, row.hits, row.home) for row in asked if row.answerable]
        return replace(judgement, ranker=_near(ranker, rows))

    def gain(self, before: Sequence[Served], after: Sequence[Served]) -> Gain:
        """Return the gain in mean reciprocal rank."""
        return rank_gain(before, after)


class CloserRanker:
    """The weights of the ranker of the candidates looked at closer."""

    name = "closer ranker"
    figure = "mrr@10"

    def fit(self, asked: Sequence[Asked], judgement: Judgement) -> Judgement:
        """Return the judgement with other weights; the same where no weighted sum looks closer."""
        closer = judgement.closer
        if closer is None or not isinstance(closer.ranker, LinearRanker):
            return judgement
        rows = []
        for row in asked:
            working = row.served(judgement).working
            if row.answerable and working.closer is not None:
                rows.append((working.closer.evidence, row.hits[working.looked_at], row.home))
        return replace(judgement, closer=replace(closer, ranker=_near(closer.ranker, rows)))

    def gain(self, before: Sequence[Served], after: Sequence[Served]) -> Gain:
        """Return the gain in mean reciprocal rank."""
        return rank_gain(before, after)


class Confidence:
    """A slope and an offset of the log-odds that a sentence answers where the briefings do."""

    name = "confidence"
    figure = "brier"

    def fit(self, asked: Sequence[Asked], judgement: Judgement) -> Judgement:
        """Return the judgement with its deciding calibration recalibrated on answerable questions' first sentences."""
        served, old = [one for one in serve(asked, judgement) if one.asked.answerable], deciding(judgement)
        slope, offset = fit_slope(_log_odds(one.given for one in served), np.array([one.right for one in served]))
        return deciding_by(judgement, replace(old, sentence=old.sentence.recalibrated(slope, offset), bounds=()))

    def gain(self, before: Sequence[Served], after: Sequence[Served]) -> Gain:
        """Return the gain in Brier score."""
        return confidence_gain(before, after)


class Likelihood:
    """A slope and an offset of the log-odds that the briefings answer; the same questions count as answered."""

    name = "likelihood"
    figure = "brier"

    def fit(self, asked: Sequence[Asked], judgement: Judgement) -> Judgement:
        """Return the judgement with its deciding calibration recalibrated on what is answerable."""
        served, old = serve(asked, judgement), deciding(judgement)
        answerable = np.array([one.asked.answerable for one in served])
        slope, offset = fit_slope(_log_odds(one.likely for one in served), answerable)
        at = slope * float(_log_odds([old.threshold])[0]) + offset
        anything, threshold = old.anything.recalibrated(slope, offset), float(1 / (1 + np.exp(-at)))
        return deciding_by(judgement, replace(old, anything=anything, threshold=threshold))

    def gain(self, before: Sequence[Served], after: Sequence[Served]) -> Gain:
        """Return the gain in Brier score."""
        return likelihood_gain(before, after)


class Threshold:
    """How likely it must be that the briefings answer for a question to count as answered."""

    name = "threshold"
    figure = "answered f1"

    def fit(self, asked: Sequence[Asked], judgement: Judgement) -> Judgement:
        """Return the judgement with the threshold of the best F1, of several the nearest to the one so far."""
        served = serve(asked, judgement)
        likely = np.array([one.likely for one in served])
        answerable = np.array([one.asked.answerable for one in served])
        once = np.ones((1, len(served)))
        old = deciding(judgement)
        best = max(
            _STEPS, key=lambda step: (float(f1(likely >= step, answerable, once)[0]), -abs(step - old.threshold))
        )
        return deciding_by(judgement, replace(old, threshold=float(best)))

    def gain(self, before: Sequence[Served], after: Sequence[Served]) -> Gain:
        """Return the gain in F1."""
        return decision_gain(before, after)


def parts_for(judgement: Judgement, unanswerable: int) -> tuple[Part, ...]:
    """Return the parts of a judgement that can be fitted, with so many questions that the briefings do not answer."""
    closer: tuple[Part, ...] = () if judgement.closer is None else (CloserRanker(),)
    decides: tuple[Part, ...] = (Likelihood(), Threshold()) if unanswerable >= FEWEST_UNANSWERABLE else ()
    return (FirstRanker(), *closer, Confidence(), *decides)


def deciding(judgement: Judgement) -> Calibration:
    """Return the calibration whose probabilities are shown, and whose threshold holds."""
    return judgement.calibration if judgement.closer is None else judgement.closer.calibration


def deciding_by(judgement: Judgement, calibration: Calibration) -> Judgement:
    """Return the judgement with another calibration of what is shown."""
    if judgement.closer is None:
        return replace(judgement, calibration=calibration)
    return replace(judgement, closer=replace(judgement.closer, calibration=calibration))


def _log_odds(probabilities: Iterable[float]) -> NDArray[np.float64]:
    sure = np.clip(np.fromiter(probabilities, np.float64), 1e-9, 1 - 1e-9)
    odds: NDArray[np.float64] = np.log(sure / (1 - sure))
    return odds


def _near(ranker: LinearRanker, rows: Sequence[tuple[Evidence, NDArray[np.bool_], str]]) -> LinearRanker:
    shipped = ranker.weights
    names = tuple(shipped)
    values = [evidence.columns(names) for evidence, _, _ in rows]
    found = weights_near(
        values, [hits for _, hits, _ in rows], [home for _, _, home in rows], np.array(list(shipped.values()))
    )
    return LinearRanker(dict(zip(names, found.tolist(), strict=True)))
