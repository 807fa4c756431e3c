"""Weights make the softmax over each question's candidates fall on the right ones."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("scipy")

from small_asked import asked_of

from training.weights import fit_weights, hits_at, weigh


def test_the_fit_is_where_the_loss_stops_falling() -> None:
    """No small step from the weights found makes the listwise loss, worked out list by list, smaller."""
    chance = np.random.default_rng(5)
    rows = [asked_of(chance.normal(size=(size, 2)), [place % 3 == 0 for place in range(size)]) for size in (4, 2, 7)]
    names = ("one", "two")
    scale = np.concatenate([row.evidence.values for row in rows]).std(axis=0)

    def loss(weights: np.ndarray) -> float:
        total = 0.0
        for row in rows:
            raised = np.exp(row.evidence.values @ weights)
            total -= np.log(raised[row.hits].sum() / raised.sum())
        return total / len(rows) + 0.002 * float((weights * scale) @ (weights * scale))

    found = fit_weights(rows, names)
    for step in ([0.05, 0], [-0.05, 0], [0, 0.05], [0, -0.05]):
        assert loss(found) < loss(found + step)


def test_questions_without_a_right_candidate_teach_nothing() -> None:
    """A question that nothing answers, or whose answer was not found, leaves the weights as they are."""
    good = asked_of([[1, 0], [0, 1]], [True, False])
    missed = asked_of([[0, 1], [1, 0]], [False, False])
    assert fit_weights([good, missed], ("one", "two")) == pytest.approx(fit_weights([good], ("one", "two")))


def test_a_signal_that_is_always_alike_weighs_nothing() -> None:
    """A column of one value, which has no spread to be measured by, gets a weight of 0."""
    row = asked_of([[1, 3], [0, 3]], [True, False])
    assert fit_weights([row], ("one", "two"))[1] == pytest.approx(0)


def test_hits_are_counted_among_answerable_questions() -> None:
    """First and first three are told by score; a question whose answer was not found counts as missed."""
    third = asked_of([[0, 0], [2, 0], [1, 0]], [True, False, False])
    missed = asked_of([[1, 0]], [False])
    figures = hits_at([third, missed], weigh(np.array([1.0]), ("one",)))
    assert (figures["hit@1"], figures["hit@3"], figures["recall"]) == (0, 50, 50)
