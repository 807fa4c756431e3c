"""Weights are fitted near the shipped ones."""

from __future__ import annotations

import numpy as np
import pytest
from fit.synthetic import PLANTED, SHIPPED, SIGNALS, make_asked

from index.fit.softmax import Lists, fit_near, make_lists, surprise
from index.fit.weights import weights_near

PRIOR = np.array(list(SHIPPED.values()))
ONES = np.ones(len(SIGNALS))


def lists_of(count: int) -> Lists:
    """Return the lists of questions whose answers follow PLANTED."""
    asked = make_asked(PLANTED, count)
    lists = make_lists([row.evidence.values for row in asked], [row.hits for row in asked])
    assert lists is not None
    return lists


def test_the_stronger_the_prior_the_nearer_to_it() -> None:
    """The way from the shipped weights shrinks with the strength, to nothing."""
    lists = lists_of(40)
    ways = [np.linalg.norm(fit_near(lists, PRIOR, ONES, strength) - PRIOR) for strength in (1.0, 10.0, 100.0, 1e6)]
    assert ways == sorted(ways, reverse=True)
    assert ways[0] > 1
    assert ways[-1] < 1e-3


def test_fit_is_the_least_of_its_loss() -> None:
    """A step from the weights found, whichever way, makes surprise and penalty together larger."""
    lists, strength = lists_of(40), 4.0

    def loss(weights: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
        return float(surprise(lists, weights).sum() + strength / 2 * ((weights - PRIOR) ** 2).sum())

    found = fit_near(lists, PRIOR, ONES, strength)
    steps = 0.05 * np.concatenate([np.eye(len(PRIOR)), -np.eye(len(PRIOR))])
    assert all(loss(found) < loss(found + step) for step in steps)


def test_surprise_is_minus_the_log_of_the_share_of_what_is_right() -> None:
    """With equal scores, two right ones of four are a chance of a half; a question without a right one is left out."""
    right = np.array([True, True, False, False])
    lists = make_lists([np.zeros((4, 1), np.float32), np.zeros((3, 1), np.float32)], [right, np.zeros(3, bool)])
    assert lists is not None
    assert surprise(lists, np.array([1.0])).tolist() == pytest.approx([np.log(2)])


def test_scores_spread_as_far_as_before() -> None:
    """What reads margins further on reads them at the scale that it knows."""
    asked = make_asked(PLANTED, 60)
    values = [row.evidence.values for row in asked]
    found = weights_near(values, [row.hits for row in asked], [row.home for row in asked], PRIOR)
    assert not np.allclose(found, PRIOR)
    before, after = (
        np.std([each @ weights - (each @ weights).mean() for each in values]) for weights in (PRIOR, found)
    )
    assert after == pytest.approx(before)


def test_without_a_right_candidate_the_shipped_weights_stay() -> None:
    """Where search never finds the answer there is nothing to fit to."""
    values = [np.zeros((3, 3), np.float32)] * 5
    assert weights_near(values, [np.zeros(3, bool)] * 5, list("abcde"), PRIOR).tolist() == PRIOR.tolist()
