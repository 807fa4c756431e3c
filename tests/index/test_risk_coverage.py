"""What a threshold costs and gains is counted over every threshold."""

from __future__ import annotations

import pytest

from index.outcomes import Outcome
from index.question_kind import QuestionKind
from index.risk_coverage import RiskPoint, at_coverage, at_risk, curve_of, risk_coverage

# Surest first: right, right, wrong, right, wrong.
CURVE = risk_coverage([0.3, 0.9, 0.5, 0.8, 0.6], [False, True, True, True, False], 5)


def test_each_threshold_answers_one_question_more() -> None:
    """Coverage rises by a fifth, and the risk is the share that is wrong so far."""
    assert list(CURVE) == [
        RiskPoint(0.9, 0.2, 0.0),
        RiskPoint(0.8, 0.4, 0.0),
        RiskPoint(0.6, 0.6, 1 / 3),
        RiskPoint(0.5, 0.8, 1 / 4),
        RiskPoint(0.3, 1.0, 2 / 5),
    ]


def test_equal_confidences_are_answered_together() -> None:
    """No threshold parts them, in whatever order they came."""
    for right in ([True, False, False], [False, False, True]):
        assert risk_coverage([0.5, 0.5, 0.5], right, 4) == (RiskPoint(0.5, 3 / 4, 2 / 3),)


def test_the_risk_at_a_coverage_is_that_of_the_first_point_that_has_it() -> None:
    """Exactly as much counts, and a coverage that is not reached has no risk."""
    assert at_coverage(CURVE, 0.8) == CURVE[3]
    assert at_coverage(CURVE, 0.61) == CURVE[3]
    assert at_coverage(risk_coverage([0.5], [True], 2), 0.51) is None


def test_the_coverage_at_a_risk_is_the_most_there_is() -> None:
    """Also where the risk was higher in between; where it is never so low there is none."""
    assert at_risk(CURVE, 0.25) == CURVE[3]
    assert at_risk(CURVE, 0.05) == CURVE[1]
    assert at_risk(risk_coverage([0.9, 0.5], [False, True], 2), 0.4) is None


def test_nothing_to_answer_is_an_empty_curve() -> None:
    """There is no point on it, and no error."""
    assert risk_coverage([], [], 3) == ()
    assert at_coverage((), 0.0) is None
    assert at_risk((), 1.0) is None


@pytest.mark.parametrize("answered", [True, False])
def test_the_curve_of_a_run_rests_on_confidence_alone(answered: bool) -> None:
    """Not on what was called answered; a question without a sentence is never covered."""

    def outcome(confidence: float, rank: int | None, words: int | None = 5) -> Outcome:
        return Outcome("x", QuestionKind.WHO, True, answered, 0.5, confidence, rank, words)

    curve = curve_of([outcome(0.4, 2), outcome(0.8, 1), outcome(0.0, None, None)])
    assert curve == (RiskPoint(0.8, 1 / 3, 0.0), RiskPoint(0.4, 2 / 3, 1 / 2))
