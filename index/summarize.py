"""From the numbers of a run to its figures."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from index.metrics import Decisions, Percentiles, auroc, percentiles
from index.outcomes import answerable, mean_reciprocal_rank, mean_words, per_cent_within
from index.question_kind import QuestionKind
from index.reliability import bins_of, brier, calibration_error
from index.risk_coverage import RiskPoint, at_coverage, at_risk, curve_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.outcomes import Outcome

COVERAGES = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""The shares of all questions that the risk is told at."""
RISK = 0.05
"""The share of wrong first sentences among those answered that the coverage is told at."""


@dataclass(frozen=True, slots=True)
class KindReport:
    """How well the answerable questions of one kind were answered.

    Attributes:
        kind: the kind.
        answerable: number of its questions that the briefings answer, at least 1.
        hit_at_1: share of them whose first sentence is a hit, in per cent.
        hit_at_3: share of them with a hit among the first three, in per cent.
    """

    kind: QuestionKind
    answerable: int
    hit_at_1: float
    hit_at_3: float


@dataclass(frozen=True, slots=True)
class RiskAt:
    """What comes of answering at least a share of all questions.

    Attributes:
        coverage: that share, 0 to 1.
        point: what comes of it, None where so many were not given a sentence.
    """

    coverage: float
    point: RiskPoint | None


@dataclass(frozen=True, slots=True)
class ConfidenceReport:
    """What confidence is worth as the probability that the first sentence answers, over all questions.

    Attributes:
        brier: mean squared error of the confidence, 0 to 1; 0 is best.
        ece: expected calibration error over ten bins, 0 to 1; 0 is best.
        risks: what comes of answering more and more, by rising coverage.
        risk: a share of wrong answers that is still borne, 0 to 1.
        most_at_risk: the most coverage with at most that share wrong, None where no threshold has it.
    """

    brier: float
    ece: float
    risks: tuple[RiskAt, ...]
    risk: float
    most_at_risk: RiskPoint | None


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """How well a set of questions was answered.

    Attributes:
        questions: number of questions.
        answerable: number of those that the briefings answer; hits, mrr and words are over these.
        hit_at_1: share whose first sentence is a hit, in per cent.
        hit_at_3: share with a hit among the first three, in per cent.
        hit_at_5: share with a hit among the first five, in per cent.
        mrr_at_10: mean of 1/rank of the first hit among ten, 0 where there is none, in per cent.
        words_at_1: mean number of words of the first sentence.
        decisions: how often "answered" was right and wrong.
        auroc: chance that an answerable question is called likelier to be answered than another; None where all or none
            are answerable.
        answered_f1: harmonic mean of precision and recall of "answered"; None where all or none are
            answerable.
        steps_ms: percentiles of the sum of an answer's own timings, in milliseconds.
        wall_ms: percentiles of the time from asking to answer, in milliseconds.
        kinds: the kinds of question that there are, in the order of QuestionKind.
        confidence: what confidence is worth; None where there is no question.
    """

    questions: int
    answerable: int
    hit_at_1: float
    hit_at_3: float
    hit_at_5: float
    mrr_at_10: float
    words_at_1: float
    decisions: Decisions
    auroc: float | None
    answered_f1: float | None
    steps_ms: Percentiles
    wall_ms: Percentiles
    kinds: tuple[KindReport, ...] = ()
    confidence: ConfidenceReport | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """The numbers of a run.

    Attributes:
        outcomes: those of each question, in order.
        steps_ms: for each, the sum of the answer's own timings, in milliseconds.
        wall_ms: for each, the time from asking to answer, in milliseconds.
    """

    outcomes: tuple[Outcome, ...]
    steps_ms: tuple[float, ...]
    wall_ms: tuple[float, ...]


def summarize(numbers: Tally) -> EvaluationReport:
    """Return the figures of a run; hits, ranks and words are those of the judge, to the last digit."""
    outcomes = numbers.outcomes
    known = answerable(outcomes)
    unknown = [outcome for outcome in outcomes if not outcome.answerable]
    decisions = _decisions(known, unknown)
    both = bool(known and unknown)
    return EvaluationReport(
        questions=len(outcomes),
        answerable=len(known),
        hit_at_1=per_cent_within(1, known),
        hit_at_3=per_cent_within(3, known),
        hit_at_5=per_cent_within(5, known),
        mrr_at_10=mean_reciprocal_rank(known),
        words_at_1=mean_words(known),
        decisions=decisions,
        auroc=round(auroc(_likely(known), _likely(unknown)), 3) if both else None,
        answered_f1=round(decisions.f1, 3) if both else None,
        steps_ms=percentiles(numbers.steps_ms),
        wall_ms=percentiles(numbers.wall_ms),
        kinds=_kinds(known),
        confidence=_confidence(outcomes) if outcomes else None,
    )


def _decisions(known: Sequence[Outcome], unknown: Sequence[Outcome]) -> Decisions:
    right = sum(outcome.answered for outcome in known)
    wrong = sum(outcome.answered for outcome in unknown)
    return Decisions(
        answered_right=right,
        answered_wrong=wrong,
        unanswered_right=len(unknown) - wrong,
        unanswered_wrong=len(known) - right,
    )


def _likely(outcomes: Iterable[Outcome]) -> list[float]:
    return [outcome.likely for outcome in outcomes]


def _confidences(outcomes: Iterable[Outcome]) -> list[float]:
    return [outcome.confidence for outcome in outcomes]


def _kinds(known: Sequence[Outcome]) -> tuple[KindReport, ...]:
    order = list(QuestionKind)
    ranked = sorted(known, key=lambda outcome: order.index(outcome.kind))
    groups = ((kind, list(members)) for kind, members in groupby(ranked, key=lambda outcome: outcome.kind))
    return tuple(
        KindReport(kind, len(members), per_cent_within(1, members), per_cent_within(3, members))
        for kind, members in groups
    )


def _confidence(outcomes: Sequence[Outcome]) -> ConfidenceReport:
    confidences, right = _confidences(outcomes), [outcome.right for outcome in outcomes]
    curve = curve_of(outcomes)
    return ConfidenceReport(
        brier=brier(confidences, right),
        ece=calibration_error(bins_of(confidences, right)),
        risks=tuple(RiskAt(coverage, at_coverage(curve, coverage)) for coverage in COVERAGES),
        risk=RISK,
        most_at_risk=at_risk(curve, RISK),
    )
