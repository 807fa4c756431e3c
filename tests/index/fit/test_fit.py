"""A part is kept where questions that it was not fitted to are served better, and only there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from fit.synthetic import PLANTED, SHIPPED, make_asked, shipped

from index.calibrate import Calibration
from index.fit.fit import try_parts
from index.judgement import CloserLook, Judgement
from index.rankers.linear import LinearRanker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class Unread:
    """Stands for the cross-encoder, whose logits each question brings with it."""

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Refuse."""
        raise AssertionError(f"{question} and {len(texts)} texts are read before the fit")


def test_planted_weighing_is_found_and_kept() -> None:
    """Where answers follow other weights than the shipped ones, the ranker comes near those and ranks better."""
    tried = try_parts(make_asked(PLANTED, 60), shipped())
    assert tried.keeps("ranker")
    ranker = tried.judgement.ranker
    assert isinstance(ranker, LinearRanker)
    weights = ranker.weights
    assert weights["sentence_coverage"] / weights["sentence_likeness"] > 2
    assert tried.trials[0].gain.after > tried.trials[0].gain.before + 0.1


def test_weights_that_are_right_already_are_left_alone() -> None:
    """Where answers follow the shipped weights, the ranker stays the shipped one."""
    tried = try_parts(make_asked(SHIPPED, 60), shipped())
    assert not tried.keeps("ranker")
    assert tried.judgement.ranker is not None
    assert isinstance(tried.judgement.ranker, LinearRanker)
    assert tried.judgement.ranker.weights == SHIPPED


@pytest.mark.parametrize("seed", range(2))
def test_nothing_fitted_to_labels_at_random_is_kept(seed: int) -> None:
    """Answers that have nothing to do with the evidence teach neither order nor confidence nor a threshold."""
    tried = try_parts(make_asked(None, 50, unanswerable=12, seed=seed), shipped())
    assert [trial.part for trial in tried.trials] == ["ranker", "confidence", "threshold"]
    assert not tried.keeps("ranker", "confidence")
    assert tried.judgement.calibration.weights.tolist() == [1.0]


def test_confidence_far_from_the_truth_is_brought_to_it_and_decisions_stay() -> None:
    """An overconfident calibration is recalibrated alone, its threshold moved so that the same are answered."""
    asked = make_asked(SHIPPED, 100, unanswerable=9)
    much_too_sure = Judgement(LinearRanker(SHIPPED), Calibration(("margin",), np.array([1.0]), 3.0, 0.97), None)
    tried = try_parts(asked, much_too_sure)
    assert tried.keeps("confidence")
    assert not tried.keeps("ranker", "threshold")  # with nine unanswerable ones nothing is said of a threshold
    before = [row.served(much_too_sure).confidences[0] >= much_too_sure.threshold for row in asked]
    after = [row.served(tried.judgement).confidences[0] >= tried.judgement.threshold for row in asked]
    assert before == after
    assert 0 < sum(after) < len(after)


def test_threshold_far_off_is_moved() -> None:
    """Where nothing is ever answered for a threshold too high, a better one is found and kept."""
    asked = make_asked(SHIPPED, 100, unanswerable=20)
    silent = Judgement(LinearRanker(SHIPPED), Calibration(("margin",), np.array([1.0]), -1.0, 0.999), None)
    tried = try_parts(asked, silent)
    assert tried.keeps("threshold")
    assert tried.judgement.threshold < 0.9


def test_closer_ranker_is_fitted_where_there_is_a_closer_look() -> None:
    """A cross-encoder that knows better than the shipped weights give it credit for gets more of a say."""
    calibration = Calibration(("margin",), np.array([1.0]), 0.0, 0.5)
    closer = CloserLook(Unread(), LinearRanker({"first_margin": 1.0, "pair": 0.05}), calibration)
    tried = try_parts(make_asked(None, 60, unanswerable=10), replace(shipped(), closer=closer))
    assert [trial.part for trial in tried.trials] == ["ranker", "closer ranker", "confidence", "threshold"]
    assert tried.keeps("closer ranker")
    assert tried.judgement.closer is not None
    ranker = tried.judgement.closer.ranker
    assert isinstance(ranker, LinearRanker)
    assert ranker.weights["pair"] / ranker.weights["first_margin"] > 0.5
    assert tried.judgement.calibration.bias == 0.0  # what is shown is calibrated by the closer look
