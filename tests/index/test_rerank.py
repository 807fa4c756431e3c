"""The closer evidence says how the best candidates stand among each other."""

from __future__ import annotations

import numpy as np
import pytest

from index.candidates import Evidence
from index.rerank import CLOSER, look_closer

NAMES = ("sentence_likeness", "sentence_coverage")
EVIDENCE = Evidence(NAMES, np.array([[0.1, 0.9], [0.6, 0.5], [0.4, 0.7]], np.float32))
SCORES = np.array([1.0, 5.0, 3.0], np.float32)


def column(evidence: Evidence, name: str) -> list[float]:
    """Return one column."""
    return [float(value) for value in evidence.columns((name,))[:, 0]]


def test_only_those_looked_at_are_in_it_best_first() -> None:
    """Rows follow the order given, and what the signals said goes along."""
    closer = look_closer(EVIDENCE, SCORES, np.array([1, 2]), np.array([-1.0, 2.0], np.float32))
    assert closer.names == (*NAMES, *CLOSER)
    assert column(closer, "sentence_likeness") == pytest.approx([0.6, 0.4])
    assert column(closer, "pair") == [-1.0, 2.0]


def test_margins_compare_with_the_best_other_one_looked_at() -> None:
    """Each margin, worked out by hand; the candidate that was not looked at (coverage 0.9) does not count."""
    closer = look_closer(EVIDENCE, SCORES, np.array([1, 2]), np.array([-1.0, 2.0], np.float32))
    assert column(closer, "pair_margin") == [-3.0, 3.0]
    assert column(closer, "first_margin") == [2.0, -2.0]
    assert column(closer, "likeness_margin") == pytest.approx([0.2, -0.2])
    assert column(closer, "coverage_margin") == pytest.approx([-0.2, 0.2])
    assert column(closer, "first_rank") == pytest.approx([0.0, np.log(2)])


def test_single_candidate_has_no_margin() -> None:
    """With nothing to compare with, every margin is 0."""
    closer = look_closer(EVIDENCE, SCORES, np.array([0]), np.array([4.0], np.float32))
    assert column(closer, "pair_margin") == column(closer, "first_margin") == [0.0]
