"""From evidence to confidence: the probabilities that a sentence answers its question, and that anything does."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.risk_bound import RiskBound
from index.terms import Term, terms_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.candidates import Evidence

MARGIN = "margin"
"""How far a candidate's score lies above the best other one's; negative for all but the first."""

LEAD = "lead"
"""How far a candidate's score lies above those of all others together: the log-odds of its share (`leads`)."""

_MOST_LEAD = 5.0
"""Beyond a share of 99.3 % a ranker's scores tell no more, and a candidate that stands alone has all of it."""


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic model (Platt, "Probabilistic Outputs for Support Vector Machines", 1999) over the evidence.

    It rests on what can be compared between questions: cosines, shares and margins, never a rank.

    Attributes:
        signals: the columns of evidence that it reads; MARGIN and LEAD are two more, made from the scores.
        weights: one for each, shape (signals,), float64.
        bias: the log-odds where all are 0.
    """

    signals: tuple[str, ...]
    weights: NDArray[np.float64]
    bias: float

    def probabilities(self, evidence: Evidence, scores: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the probability by the evidence of each candidate, 0 to 1, shape (candidates,), float64.

        Args:
            evidence: what the signals say.
            scores: by which each stands among the others, shape (candidates,).
        """
        logits = features(evidence, scores, self.signals) @ self.weights + self.bias
        probabilities: NDArray[np.float64] = 1 / (1 + np.exp(-logits))
        return probabilities

    def terms(self, evidence: Evidence, scores: NDArray[np.float32], row: int) -> tuple[Term, ...]:
        """Return what each signal adds to the log-odds by the candidate in that row; the bias comes on top."""
        return terms_of(self.signals, features(evidence, scores, self.signals)[row], self.weights)

    def recalibrated(self, slope: float, offset: float) -> Logistic:
        """Return the model whose log-odds are these, `slope` times as large and `offset` more."""
        return Logistic(self.signals, slope * self.weights, slope * self.bias + offset)


@dataclass(frozen=True, slots=True)
class Calibration:
    """From evidence to what is likely.

    That a sentence answers is one thing, that the briefings do another: where two sentences are as good, neither is
    sure, and it is all the surer that there is an answer. So the probability of a sentence is made of two: that the
    briefings answer at all, and that, where they do, this is a sentence that does.

    Attributes:
        sentence: that a sentence answers where the briefings do, by how it stands among the others.
        anything: that the briefings answer, by the evidence of the best candidate.
        threshold: how likely it must be that the briefings answer for the question to count as answered: half the best
            F1 on the sets it was fitted to.
        bounds: how many answers are wrong at most from a confidence of the first sentence on, by rising threshold; none
            where it is unknown.
    """

    sentence: Logistic
    anything: Logistic
    threshold: float
    bounds: tuple[RiskBound, ...] = ()

    @property
    def signals(self) -> frozenset[str]:
        """All that is read; what is made from the scores may be among it."""
        return frozenset((*self.sentence.signals, *self.anything.signals))


def features(evidence: Evidence, scores: NDArray[np.float32], signals: tuple[str, ...]) -> NDArray[np.float64]:
    """Return what a calibration reads of each candidate, shape (candidates, len(signals)), float64."""
    columns = [OF_SCORES[name](scores) if name in OF_SCORES else evidence.columns((name,))[:, 0] for name in signals]
    return np.stack(columns, axis=1).astype(np.float64)


def margins(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return how far each score lies above the best other one, shape (candidates,); 0 for a single candidate."""
    if len(scores) < 2:  # noqa: PLR2004 - with fewer there is no other one
        return np.zeros_like(scores)
    second, first = np.partition(scores, -2)[-2:]
    best_other = np.full_like(scores, first)
    best_other[np.argmax(scores)] = second
    return scores - best_other


def leads(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the log-odds of each score's share by softmax, within 5 either way, shape (candidates,).

    The rankers are fitted so that the softmax of their scores says which candidate answers where one does ("listwise":
    Cao et al., "Learning to Rank: From Pairwise Approach to Listwise Approach", ICML 2007). A slope and an offset make
    of its log-odds a probability that holds where several answer (Platt, 1999).
    """
    if not len(scores):
        return np.zeros_like(scores)
    shares = np.exp((scores - scores.max()).astype(np.float64))
    shares /= shares.sum()
    least = 1 / (1 + np.exp(_MOST_LEAD))
    shares = shares.clip(least, 1 - least)
    found: NDArray[np.float32] = np.log(shares / (1 - shares)).astype(np.float32)
    return found


OF_SCORES = {MARGIN: margins, LEAD: leads}
"""What a calibration may read that no signal gathers, and how it is made from the scores."""


def load_closer_calibration() -> Calibration:
    """Return the calibration of the candidates looked at closer that ships with briefbot."""
    return load_calibration(Path(__file__).with_name("closer_calibration.json"))


def load_calibration(path: Path) -> Calibration:
    """Return the calibration of a JSON file that `python -m training` wrote.

    Raises:
        OSError, ValueError, KeyError, TypeError, AttributeError: the file cannot be read or is damaged.
    """
    row = json.loads(path.read_text(encoding="utf-8"))
    bounds = tuple(RiskBound(float(threshold), risk) for threshold, risk in row.get("risk", {}).items())
    return Calibration(_logistic(row["sentence"]), _logistic(row["anything"]), row["threshold"], bounds)


def _logistic(row: dict[str, Any]) -> Logistic:
    return Logistic(tuple(row["weights"]), np.array(list(row["weights"].values())), row["bias"])
