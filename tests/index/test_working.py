"""What a ranker and a calibration make of candidates."""

from __future__ import annotations

import numpy as np
import pytest
from calibrations import calibration_of
from hypothesis import given
from hypothesis import strategies as st

from index.calibrate import LEAD, MARGIN, Calibration, Logistic
from index.candidates import Evidence
from index.rankers.linear import LinearRanker
from index.working import Look, best_of_each_wording, look

BY_LEAD = Calibration(Logistic((LEAD,), np.array([1.0]), 0.0), Logistic(("a",), np.array([1.0]), 0.0), 0.5)
"""A sentence's share where the briefings answer is its share by softmax."""


def looked(scores: list[float], readings: str, calibration: Calibration = BY_LEAD) -> Look:
    """Return a look at candidates whose only evidence is their score."""
    evidence = Evidence(("a",), np.array(scores, np.float32).reshape(-1, 1))
    return look(evidence, readings, LinearRanker({"a": 1.0}), calibration)


def test_best_come_first_and_the_same_words_once() -> None:
    """Of several candidates with one reading the best stays, in the order of scores."""
    assert best_of_each_wording(np.array([1, 3, 2], np.float32), "abc").tolist() == [1, 2, 0]
    assert best_of_each_wording(np.array([1, 2, 9, 0], np.float32), "abac").tolist() == [2, 1, 3]


def test_where_two_stand_level_each_has_half_of_what_is_likely() -> None:
    """That the briefings answer is as likely as ever."""
    found = looked([2.0, 2.0], "ab")
    assert found.anything == pytest.approx(0.8808, abs=1e-4)
    assert found.confidences == pytest.approx([found.anything / 2] * 2)


def test_a_sentence_alone_is_about_as_likely_as_that_anything_answers() -> None:
    """Where there is no other, nothing else can be what answers."""
    found = looked([2.0], "a")
    assert found.anything * 0.99 < found.confidences[0] < found.anything


@pytest.mark.parametrize("name", [LEAD, MARGIN])
def test_the_same_words_elsewhere_take_nothing_from_a_sentence(name: str) -> None:
    """A line that every day's note repeats is as sure as where it stands once."""
    calibration = calibration_of((name,), [1.0], 0.0, 0.5)
    once, often = looked([3.0, 1.0], "ab", calibration), looked([2.9, 3.0, 1.0, 2.0], "aaba", calibration)
    assert often.confidences[[1, 2]] == pytest.approx(once.confidences)
    assert often.anything == pytest.approx(once.anything)
    assert often.confidences[[0, 3]] == pytest.approx([0.0, 0.0], abs=0.01)


def test_without_candidates_nothing_is_likely() -> None:
    """And there is nothing to be sure of."""
    found = looked([], "")
    assert (found.anything, found.confidences.tolist()) == (0.0, [])


@given(st.lists(st.tuples(st.floats(-20, 20), st.sampled_from("abcd")), min_size=1, max_size=12))
def test_no_sentence_is_surer_than_that_anything_answers(candidates: list[tuple[float, str]]) -> None:
    """Whatever the scores are, and whichever have the same words."""
    scores, readings = zip(*candidates, strict=True)
    found = looked(list(scores), "".join(readings))
    assert (found.confidences <= found.anything).all()
    assert (found.confidences >= 0).all()
