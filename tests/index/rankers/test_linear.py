"""The linear ranker sums the evidence with its weights."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.candidates import Evidence
from index.rankers import load_ranker
from index.rankers.linear import LinearRanker
from index.signals import SIGNALS
from index.trained_parts import shipped_parts

if TYPE_CHECKING:
    from pathlib import Path


def test_score_is_the_weighed_sum_by_name(tmp_path: Path) -> None:
    """Weights belong to signals by name, whatever the order of the columns."""
    path = tmp_path / "weights.json"
    path.write_text(json.dumps({"b": 10.0, "a": 1.0}))
    evidence = Evidence(("a", "b", "c"), np.array([[1, 2, 99], [3, 0, 99]], np.float32))
    assert LinearRanker.load(path).score(evidence).tolist() == [21.0, 3.0]


def test_missing_signal_is_an_error(tmp_path: Path) -> None:
    """A weight for a signal that was not gathered cannot be passed over in silence."""
    path = tmp_path / "weights.json"
    path.write_text(json.dumps({"b": 1.0}))
    with pytest.raises(ValueError, match="index"):
        LinearRanker.load(path).score(Evidence(("a",), np.zeros((1, 1), np.float32)))


def test_shipped_ranker_reads_what_is_gathered() -> None:
    """The weights that ship fit the signals that there are."""
    names = tuple(signal.name for signal in SIGNALS)
    scores = load_ranker(shipped_parts(fitted=True).ranker).score(
        Evidence(names, np.zeros((2, len(names)), np.float32))
    )
    assert scores.tolist() == [0.0, 0.0]
