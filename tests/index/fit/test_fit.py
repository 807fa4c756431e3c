"""A part is kept where questions that it was not fitted to are served better, and only there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from calibrations import calibration_of
from fit.synthetic import PLANTED, SHIPPED, make_asked, shipped

from index.fit.fit import try_parts
from index.fit.parts import Likelihood
from index.judgement import CloserLook, Judgement
from index.rankers.linear import LinearRanker

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
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
    assert [trial.part for trial in tried.trials] == ["ranker", "confidence", "likelihood", "threshold"]
    assert not tried.keeps("ranker", "confidence", "likelihood")
    assert tried.judgement.calibration.sentence.weights.tolist() == [1.0]


def test_confidence_far_from_the_truth_is_brought_to_it() -> None:
    """An overconfident calibration is recalibrated alone, and what decides is left as it is."""
    asked = make_asked(SHIPPED, 100, unanswerable=9)
    much_too_sure = Judgement(LinearRanker(SHIPPED), calibration_of(("margin",), [1.0], 3.0, 0.97), None)
    tried = try_parts(asked, much_too_sure)
    assert tried.keeps("confidence")
    assert not tried.keeps("ranker", "threshold")  # with nine unanswerable ones nothing is said of a threshold
    assert tried.judgement.calibration.anything == much_too_sure.calibration.anything
    assert tried.judgement.threshold == much_too_sure.threshold
    assert tried.bounds == ()  # nor of how many answers are wrong


def test_likelihood_far_from_the_truth_is_brought_to_it_and_decisions_stay() -> None:
    """Its threshold is moved so that the same questions are answered."""
    asked = [
        row if row.answerable else replace(row, evidence=replace(row.evidence, values=0.1 * row.evidence.values))
        for row in make_asked(SHIPPED, 160, unanswerable=80)
    ]
    shy = shipped().calibration.anything.recalibrated(1.0, -3.0)
    judgement = replace(shipped(), calibration=replace(shipped().calibration, anything=shy, threshold=0.2))
    assert try_parts(asked, judgement).keeps("likelihood")
    fitted = Likelihood().fit(asked, judgement)
    before = [row.served(judgement).working.deciding.anything >= judgement.threshold for row in asked]
    after = [row.served(fitted).working.deciding.anything >= fitted.threshold for row in asked]
    assert before == after
    assert any(before)
    assert not all(before)


def test_how_many_answers_are_wrong_is_told_of_questions_that_were_not_fitted_to() -> None:
    """The surer, the fewer; and of all of them about as many as there are."""
    asked = make_asked(SHIPPED, 200, unanswerable=50)
    bounds = try_parts(asked, shipped()).bounds
    risks = [bound.risk for bound in bounds]
    assert risks == sorted(risks, reverse=True)
    wrong = sum(not row.hits[row.served(shipped()).places[0]] for row in asked) / len(asked)
    assert wrong < risks[0] < wrong + 0.1
    assert risks[-1] < risks[0]


def test_threshold_far_off_is_moved() -> None:
    """Where nothing is ever answered for a threshold too high, a better one is found and kept."""
    asked = make_asked(SHIPPED, 100, unanswerable=20)
    silent = Judgement(LinearRanker(SHIPPED), calibration_of(("margin",), [1.0], -1.0, 0.999), None)
    tried = try_parts(asked, silent)
    assert tried.keeps("threshold")
    assert tried.judgement.threshold < 0.9


def test_closer_ranker_is_fitted_where_there_is_a_closer_look() -> None:
    """A cross-encoder that knows better than the shipped weights give it credit for gets more of a say."""
    calibration = calibration_of(("margin",), [1.0], 0.0, 0.5)
    closer = CloserLook(Unread(), LinearRanker({"first_margin": 1.0, "pair": 0.05}), calibration)
    tried = try_parts(make_asked(None, 60, unanswerable=10), replace(shipped(), closer=closer))
    assert [trial.part for trial in tried.trials] == [
        "ranker",
        "closer ranker",
        "confidence",
        "likelihood",
        "threshold",
    ]
    assert tried.keeps("closer ranker")
    assert tried.judgement.closer is not None
    ranker = tried.judgement.closer.ranker
    assert isinstance(ranker, LinearRanker)
    assert ranker.weights["pair"] / ranker.weights["first_margin"] > 0.5
    assert tried.judgement.calibration.sentence.bias == 0.0  # what is shown is calibrated by the closer look
