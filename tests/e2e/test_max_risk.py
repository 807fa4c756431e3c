"""`--max-risk`: a threshold stated as a share of wrong answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Any]

pytestmark = pytest.mark.e2e

ASK = ("ask", "what did the two leaders agree")


@pytest.fixture(autouse=True)
def _no_threshold(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BRIEFBOT_THRESHOLD")


def test_the_lower_the_risk_the_fewer_questions_are_answered(notes: Path, home: Path, briefbot: Run) -> None:
    """At any risk every question is; at the lowest that the error of a lower one names, only the surest."""
    questions = ("what did the two leaders agree?", "who won the rugby last night", "who pays the cook")
    rows = [{"id": str(number), "question": words, "answers": []} for number, words in enumerate(questions)]
    file = home / "questions.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    every = briefbot("eval", str(file), "--max-risk", "1", "--json").json()
    lowest = briefbot(*ASK, "--max-risk", "0").err.split()[-1]
    few = briefbot("eval", str(file), "--max-risk", lowest, "--json").json()
    assert every["answered_wrong"] == 3
    assert few["answered_wrong"] < 3


@pytest.mark.parametrize("command", [ASK, ("chat",), ("eval",)], ids=lambda command: command[0])
def test_a_risk_that_cannot_be_kept_to_is_one_line(
    notes: Path, home: Path, program: Run, command: tuple[str, ...]
) -> None:
    """Before a question is taken, with the lowest that can be."""
    file = home / "questions.jsonl"
    file.write_text('{"id": "a", "question": "who won", "answers": []}\n', encoding="utf-8")
    arguments = (*command, str(file)) if command == ("eval",) else command
    done = program(*arguments, "--max-risk", "0.0001", stdin="what did the two leaders agree\n")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert "the lowest that can be promised is 0." in done.err


@pytest.mark.parametrize("arguments", [ASK, ("chat",), ("eval", "questions.jsonl")], ids=lambda given: given[0])
def test_a_risk_and_a_threshold_together_are_one_line(home: Path, briefbot: Run, arguments: tuple[str, ...]) -> None:
    """They would say the same thing in two ways."""
    done = briefbot(*arguments, "--max-risk", "0.3", "--threshold", "0.5")
    assert (done.status, done.out) == (2, "")
    assert done.err == "briefbot: --threshold and --max-risk are both given; give one of them\n"


def test_the_flag_beats_the_variable_of_the_other(notes: Path, briefbot: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A threshold of 1 answers nothing, and a risk of 1 everything."""
    monkeypatch.setenv("BRIEFBOT_THRESHOLD", "1")
    assert briefbot(*ASK).status == 1
    assert briefbot(*ASK, "--max-risk", "1").status == 0
