"""What holds of an evaluation's figures whatever the run was."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from index.bootstrap import Interval, paired_interval
from index.compare import compare
from index.outcomes import Outcome
from index.question_kind import QuestionKind
from index.reliability import bins_of, brier, calibration_error
from index.risk_coverage import at_coverage, at_risk, risk_coverage

# Few different confidences, so that there are ties; and any others.
CONFIDENCES = st.sampled_from([0.0, 0.1, 0.3, 0.5, 1.0]) | st.floats(0, 1)
QUESTIONS = st.lists(st.tuples(CONFIDENCES, st.booleans()), min_size=1, max_size=40)
SHARES = st.floats(0, 1)
ANY = settings(deadline=None)
# Each draws 10,000 resamples, several times.
FEW = settings(max_examples=20, deadline=None)


@st.composite
def outcomes(draw: st.DrawFn) -> list[Outcome]:
    """Return the outcomes of a run of any kind."""
    drawn = draw(st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(1, 10) | st.none()), max_size=20))
    return [
        Outcome(
            str(n), QuestionKind.OTHER, known, answered, 0.5, 0.5, rank if known else None, draw(st.integers(1, 40))
        )
        for n, (known, answered, rank) in enumerate(drawn)
    ]


@ANY
@given(QUESTIONS, st.integers(0, 5))
def test_risk_is_a_share_at_every_coverage(questions: list[tuple[float, bool]], silent: int) -> None:
    """Coverage rises as the threshold falls, up to all questions with a sentence; the last risk is the share wrong."""
    confidences, right = [c for c, _ in questions], [r for _, r in questions]
    curve = risk_coverage(confidences, right, len(questions) + silent)
    assert all(0 <= point.risk <= 1 and 0 < point.coverage <= 1 for point in curve)
    pairs = list(pairwise(curve))
    assert all(one.coverage < other.coverage and one.threshold > other.threshold for one, other in pairs)
    assert curve[-1].coverage == len(questions) / (len(questions) + silent)
    assert curve[-1].risk == right.count(False) / len(questions)


@ANY
@given(QUESTIONS)
def test_each_point_is_what_its_threshold_gives(questions: list[tuple[float, bool]]) -> None:
    """Counted the long way."""
    for point in risk_coverage([c for c, _ in questions], [r for _, r in questions], len(questions)):
        answered = [right for confidence, right in questions if confidence >= point.threshold]
        assert point.coverage == len(answered) / len(questions)
        assert point.risk == answered.count(False) / len(answered)


@ANY
@given(QUESTIONS, SHARES, SHARES)
def test_more_risk_never_gives_less_coverage(questions: list[tuple[float, bool]], one: float, other: float) -> None:
    """And what is found keeps what it was asked for."""
    curve = risk_coverage([c for c, _ in questions], [r for _, r in questions], len(questions))
    careful, bold = at_risk(curve, min(one, other)), at_risk(curve, max(one, other))
    assert careful is None or (bold is not None and bold.coverage >= careful.coverage)
    assert careful is None or careful.risk <= min(one, other)
    found = at_coverage(curve, one)
    assert found is not None
    assert found.coverage >= one


@ANY
@given(QUESTIONS)
def test_both_errors_of_confidence_are_from_0_to_1(questions: list[tuple[float, bool]]) -> None:
    """Every question is in one bin, whose bounds hold the mean of its confidences."""
    confidences, right = [c for c, _ in questions], [r for _, r in questions]
    bins = bins_of(confidences, right)
    assert sum(each.count for each in bins) == len(questions)
    assert all(each.low - 1e-9 <= each.confidence <= each.high + 1e-9 for each in bins)
    assert 0 <= calibration_error(bins) <= 1
    assert 0 <= brier(confidences, right) <= 1


@FEW
@given(outcomes())
def test_a_run_does_not_differ_from_itself(run: list[Outcome]) -> None:
    """Every difference is exactly 0 and so is its interval."""
    for change in compare({outcome.id: outcome for outcome in run}, run):
        assert (change.difference, change.interval) == (0.0, Interval(0.0, 0.0))
        assert (change.higher, change.lower) == (0, 0)


@FEW
@given(outcomes())
def test_runs_turned_round_differ_the_other_way(run: list[Outcome]) -> None:
    """What is up one way is down the other."""
    other = [replace(outcome, rank=1 if outcome.answerable else None, words=7) for outcome in run]
    forth = compare({outcome.id: outcome for outcome in run}, other)
    back = compare({outcome.id: outcome for outcome in other}, run)
    assert [(c.figure, c.difference, c.higher, c.lower) for c in forth] == [
        (c.figure, -c.difference, c.lower, c.higher) for c in back
    ]


@FEW
@given(st.lists(st.sampled_from([-1.0, -0.5, 0.0, 0.5, 1.0]), min_size=1, max_size=40))
def test_an_interval_comes_out_the_same_each_time(differences: list[float]) -> None:
    """In whatever order the questions are, and it lies within the differences."""
    found = paired_interval(differences)
    assert found == paired_interval(list(reversed(differences)))
    assert min(differences) - 1e-9 <= found.low <= found.high <= max(differences) + 1e-9
