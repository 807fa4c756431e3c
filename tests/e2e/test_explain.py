"""`briefbot ask --explain`, on the sample notes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Any]

pytestmark = pytest.mark.e2e

ASK = ("ask", "what did the two leaders agree", "--explain")


def test_each_sentence_is_explained_and_it_adds_up(notes: Path, briefbot: Run) -> None:
    """Contributions sum to the score that is shown, and those of the confidence to its log-odds."""
    told = briefbot(*ASK, "--json").json()
    assert len(told["answers"]) == 3
    for row in told["answers"]:
        why = row["explanation"]
        terms = why["closer"] or why["signals"]
        assert sum(term["contribution"] for term in terms) + why["lowered"] == pytest.approx(row["score"], abs=2e-3)
        sure = why["confidence"]
        total = sum(term["contribution"] for term in sure["terms"]) + sure["bias"]
        assert total == pytest.approx(sure["log_odds"], abs=2e-3)
        assert sure["confidence"] == row["confidence"]
        assert sure["confidence"] == pytest.approx(sure["anything"] / (1 + math.exp(-total)), abs=2e-3)
        assert sure["anything"] == told["confidence"]
    anything = [row["explanation"]["anything"] for row in told["answers"]]
    assert [each is not None for each in anything] == [True, False, False]
    total = sum(term["contribution"] for term in anything[0]["terms"]) + anything[0]["bias"]
    assert total == pytest.approx(anything[0]["log_odds"], abs=2e-3)
    assert anything[0]["confidence"] == told["confidence"]


def test_people_see_a_table_a_sentence_below_the_answer(notes: Path, briefbot: Run) -> None:
    """The answer comes first, as it does without."""
    plain = briefbot(*ASK[:-1], "--top-k", "2")
    done = briefbot(*ASK, "--top-k", "2")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(plain.out)
    lines = done.out.splitlines()
    assert sum(line.startswith("Why ") for line in lines) == 2
    assert sum(line.startswith("   likeness in meaning to the sentence") for line in lines) == 3
    assert sum(line.startswith("   lead in score over all other sentences") for line in lines) == 2
    assert sum(" that the briefings answer at all: " in line for line in lines) == 2


def test_nothing_to_show_is_nothing_to_explain(notes: Path, briefbot: Run) -> None:
    """Where no briefing passes the filters."""
    done = briefbot(*ASK, "--source", "nowhere/*", "--json")
    assert (done.status, done.json()["answers"]) == (1, [])
