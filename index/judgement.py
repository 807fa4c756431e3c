"""What weighs the evidence of a question: the trained parts that ship with briefbot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.calibrate import OF_SCORES, load_calibration, load_closer_calibration
from index.errors import ModelError
from index.rankers import load_closer_ranker, load_ranker
from index.risk_bound import threshold_at
from index.signals import SIGNALS

if TYPE_CHECKING:
    from index.calibrate import Calibration
    from index.encoders.base import PairScorer
    from index.rankers.base import Ranker
    from index.trained_parts import TrainedParts


@dataclass(frozen=True, slots=True)
class CloserLook:
    """What looks again at the best candidates.

    Attributes:
        pairs: reads question and sentence together.
        ranker: evidence, its own among it, to scores.
        calibration: that evidence and those scores to confidence.
    """

    pairs: PairScorer
    ranker: Ranker
    calibration: Calibration


@dataclass(frozen=True, slots=True)
class Judgement:
    """What weighs the evidence.

    Attributes:
        ranker: evidence of every candidate to scores.
        calibration: evidence and scores to confidence.
        closer: a closer look at the best of them, or None.
    """

    ranker: Ranker
    calibration: Calibration
    closer: CloserLook | None

    @property
    def threshold(self) -> float:
        """How likely it must be that the briefings answer for a question to count as answered."""
        return self._deciding.threshold

    def threshold_at(self, max_risk: float) -> float:
        """Return the first sentence's least confidence from which at most this share of answers, 0 to 1, is wrong.

        Raises:
            SettingsError: none keeps it so low; the message says how low it can be.
        """
        return threshold_at(self._deciding.bounds, max_risk)

    @property
    def _deciding(self) -> Calibration:
        return self.calibration if self.closer is None else self.closer.calibration


def load_judgement(parts: TrainedParts, pairs: PairScorer | None) -> Judgement:
    """Return what weighs the evidence of a model.

    Args:
        parts: the files of the ranker of all candidates and of its calibration.
        pairs: the cross-encoder; None leaves the closer look out.

    Raises:
        ModelError: one of the files is damaged, or was fitted to other signals than there are.
    """
    closer = None if pairs is None else CloserLook(pairs, load_closer_ranker(), load_closer_calibration())
    try:
        ranker, calibration = load_ranker(parts.ranker), load_calibration(parts.calibration)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unfit(parts, "are damaged") from error
    unknown = {*ranker.signals, *calibration.signals} - {signal.name for signal in SIGNALS} - set(OF_SCORES)
    if unknown:
        raise _unfit(parts, f"read what is not gathered ({', '.join(sorted(unknown))})")
    return Judgement(ranker, calibration, closer)


def _unfit(parts: TrainedParts, why: str) -> ModelError:
    return ModelError(f"the trained parts in {parts.ranker.parent} {why}", "remove them, or train them anew")
