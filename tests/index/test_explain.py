"""An explanation makes up the score and the confidence that an answer shows: nothing of it is made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from calibrations import calibration_of
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from small_index import ask_of, small_snapshot

from index.calibrate import LEAD, MARGIN, load_calibration
from index.candidates import Evidence
from index.explain import explain_candidate, ranking
from index.judgement import CloserLook, Judgement
from index.rank import DEPTH, rank
from index.rankers import load_ranker
from index.search import search
from index.terms import terms_of
from index.trained_parts import shipped_parts
from index.working import Working, look

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from index.rank import Ranked
    from index.seen import Snapshot
    from index.terms import Term

NOTE = {"honey.md": "# Honey\n\n" + "\n\n".join(f"Rule {number} on honey." for number in range(DEPTH + 8)) + "\n"}


class Summed:
    """Ranks by a weighted sum of some columns."""

    def __init__(self, **weights: float) -> None:
        """Take a weight for each."""
        self._names = tuple(weights)
        self._weights = np.array(list(weights.values()), np.float32)

    def score(self, evidence: Evidence) -> NDArray[np.float32]:
        """Return the sums."""
        return evidence.columns(self._names) @ self._weights

    def terms(self, evidence: Evidence, row: int) -> tuple[Term, ...]:
        """Return the summands."""
        return terms_of(self._names, evidence.columns(self._names)[row], self._weights)


class Longest:
    """Finds that a text answers the better, the higher the number in it."""

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:  # noqa: ARG002 - a scorer's signature
        """Return a tenth of the number of each rule, shape (n,), float32."""
        return np.array([int(text.split()[2]) / 10 for text in texts], np.float32)


CLOSER = CloserLook(
    Longest(), Summed(pair=1.5, first_margin=0.4), calibration_of(("pair", MARGIN), [0.7, 0.2], -0.5, 0.4)
)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """Return the snapshot of a note of many short rules."""
    with small_snapshot(tmp_path_factory.mktemp("notes"), NOTE) as found:
        yield found


def ranked(snapshot: Snapshot, closer: CloserLook | None) -> Ranked:
    """Return what the shipped first ranker, and then a closer look, gives."""
    question = ask_of("how many rules on honey")
    judgement = Judgement(
        load_ranker(shipped_parts(fitted=True).ranker), load_calibration(shipped_parts(fitted=True).calibration), closer
    )
    return rank(snapshot, question, search(snapshot, question, None), judgement, DEPTH + 5)


@pytest.mark.parametrize("closer", [None, CLOSER], ids=["first look", "closer look"])
def test_terms_make_up_score_and_confidence(snapshot: Snapshot, closer: CloserLook | None) -> None:
    """Of every sentence, looked at closer or not, to float32's accuracy."""
    found = ranked(snapshot, closer)
    working = found.working
    assert working is not None
    for number, score, confidence in zip(found.ids, found.scores, found.confidences, strict=True):
        explained = explain_candidate(working, working.ids.tolist().index(number))
        assert explained.score == pytest.approx(score, rel=1e-4, abs=1e-4)
        assert explained.confidence.confidence == pytest.approx(confidence, rel=1e-4, abs=1e-5)
        assert (explained.anything is not None) is (number == found.ids[0])
        if explained.anything is not None:
            assert explained.anything.confidence == pytest.approx(found.anything, rel=1e-4, abs=1e-5)


def test_only_the_best_have_columns_of_the_closer_look(snapshot: Snapshot) -> None:
    """The others are lowered instead, and no surer than any that was looked at."""
    found = ranked(snapshot, CLOSER)
    assert found.working is not None
    explained = [explain_candidate(found.working, found.working.ids.tolist().index(number)) for number in found.ids]
    assert [each.closer is not None for each in explained] == [True] * DEPTH + [False] * 5
    assert [each.confidence.ceiling is None for each in explained] == [True] * DEPTH + [False] * 5
    assert all(each.lowered != 0 for each in explained[DEPTH:])


@pytest.mark.parametrize("closer", [None, CLOSER], ids=["first look", "closer look"])
def test_rank_is_that_of_the_answer(snapshot: Snapshot, closer: CloserLook | None) -> None:
    """Where all candidates differ in their words, the first sentence is the first candidate, and so on."""
    found = ranked(snapshot, closer)
    assert found.working is not None
    assert found.working.ids[ranking(found.working)][: len(found.ids)].tolist() == list(found.ids)


def test_signals_are_named_with_value_and_weight(snapshot: Snapshot) -> None:
    """Each contribution is the product of the two, and the signals are those that the ranker weighs."""
    found = ranked(snapshot, None)
    assert found.working is not None
    terms = explain_candidate(found.working, 0).signals
    evidence = found.working.first.evidence
    assert [term.name for term in terms] == list(evidence.names)
    assert [term.value for term in terms] == pytest.approx(evidence.values[0].tolist())
    assert [term.contribution for term in terms] == pytest.approx([term.value * term.weight for term in terms])


@given(arrays(np.float32, (6, 2), elements=st.floats(-9, 9, width=32)))
def test_contributions_sum_to_any_score(values: np.ndarray) -> None:
    """Whatever the evidence is."""
    evidence = Evidence(("a", "b"), values)
    calibration = calibration_of(("a", MARGIN, LEAD), [1.0, 0.5, 0.7], 0.25, 0.5)
    looked = look(evidence, "uvwxyy", Summed(a=2.0, b=-1.5), calibration)
    working = Working(np.arange(6), looked)
    for position in range(6):
        explained = explain_candidate(working, position)
        assert explained.score == pytest.approx(float(looked.scores[position]), abs=1e-4)
        assert explained.confidence.confidence == pytest.approx(float(looked.confidences[position]), abs=1e-5)
