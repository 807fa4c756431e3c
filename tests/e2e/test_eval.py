"""`briefbot eval`, on questions over the sample notes."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Any]

pytestmark = pytest.mark.e2e

KNOWN = {"source": "2022/leaders-meeting.md", "start": 754, "end": 922}
QUESTIONS = (
    {"id": "a", "question": "what did the two leaders agree?", "answers": [KNOWN]},
    {"id": "b", "question": "who won the rugby last night", "answers": []},
)


@pytest.fixture
def questions(home: Path) -> str:
    """Return a file of two questions, one of which the notes answer."""
    file = home / "questions.jsonl"
    file.write_text("".join(json.dumps(question) + "\n" for question in QUESTIONS), encoding="utf-8")
    return str(file)


def test_each_question_has_a_line_and_the_figures_come_last(notes: Path, briefbot: Run, questions: str) -> None:
    """Both were answered rightly."""
    done = briefbot("eval", questions)
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0].startswith("hit 1    a  what did the two leaders agree?  0.")
    assert lines[1].startswith("silent   b  who won the rugby last night  0.")
    assert lines[2] == "2 questions, 1 of them answerable"
    assert "hit@1/3/5    100.0 / 100.0 / 100.0 %" in lines


def test_results_are_written_as_the_judge_reads_them(notes: Path, home: Path, briefbot: Run, questions: str) -> None:
    """A line a question with ten answers, each verbatim."""
    told = briefbot("eval", questions, "--output", str(home / "results.jsonl"), "--json").json()
    assert (told["questions"], told["hit@1"], told["answered_right"], told["unanswered_right"]) == (2, 100.0, 1, 1)
    rows = [json.loads(line) for line in (home / "results.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == ["a", "b"]
    assert len(rows[0]["answers"]) == 10
    for answer in rows[0]["answers"]:
        text = (notes / answer["source"]).read_bytes().decode("utf-8-sig")
        assert text[answer["start"] : answer["end"]] == answer["text"]


def test_filters_and_threshold_hold(notes: Path, briefbot: Run, questions: str) -> None:
    """In other folders the answer is not to be found, and a threshold of 0 answers everything."""
    told = briefbot("eval", questions, "--source", "trade/*", "--threshold", "0", "--json").json()
    assert (told["hit@1"], told["answered_right"], told["answered_wrong"]) == (0.0, 1, 1)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot be read"),
        ("", "holds no question"),
        ("{}\n", "line 1 of "),
        ('{"id": "long", "question": "' + "a" * 3000 + '", "answers": []}\n', "question 'long': "),
    ],
)
def test_bad_questions_are_one_line(home: Path, notes: Path, briefbot: Run, content: str | None, message: str) -> None:
    """Exit status 2; the place is named."""
    file = home / "questions.jsonl"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    done = briefbot("eval", str(file))
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert message in done.err


def test_results_that_cannot_be_written_are_one_line(home: Path, notes: Path, briefbot: Run, questions: str) -> None:
    """Before anything is asked."""
    done = briefbot("eval", questions, "--output", str(home / "no" / "results.jsonl"))
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert "name another file with --output" in done.err


def test_a_run_is_compared_with_an_earlier_one(notes: Path, home: Path, briefbot: Run, questions: str) -> None:
    """In other folders the answer is not to be found; the file compared with may be the one that is written."""
    results = str(home / "results.jsonl")
    briefbot("eval", questions, "--output", results)
    elsewhere = ("eval", questions, "--source", "trade/*", "--against", results)
    told = briefbot(*elsewhere, "--output", results, "--json").json()
    assert told["against"]["hit@1"] == {
        "questions": 1,
        "earlier": 100.0,
        "now": 0.0,
        "difference": -100.0,
        "interval_95": [-100.0, -100.0],
        "higher": 0,
        "lower": 1,
    }
    again = briefbot(*elsewhere)
    assert (again.status, again.err) == (0, "")
    lines = again.out.splitlines()
    assert lines[-7] == f"against {results}"
    assert lines[-5].split() == ["hit@1", "0.0", "0.0", "0.0", "0.0", "to", "0.0", "0", "0"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot be read"),
        ("", "has no result for any of the 2 questions"),
        ('{"id": "a", "answered": true, "confidence": 0.5, "answers": []}\n', "has no result for 1 of the 2 questions"),
        ("\nnone\n", "line 2 of "),
    ],
)
def test_bad_earlier_results_are_one_line(
    home: Path, notes: Path, briefbot: Run, questions: str, content: str | None, message: str
) -> None:
    """Exit status 2 before anything is asked or written; what `--output` names is left as it was."""
    earlier = home / "earlier.jsonl"
    if content is not None:
        earlier.write_text(content, encoding="utf-8")
    done = briefbot("eval", questions, "--against", str(earlier), "--output", str(earlier))
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert message in done.err
    assert (earlier.read_text(encoding="utf-8") if earlier.exists() else None) == content


def test_curves_are_drawn(notes: Path, home: Path, briefbot: Run, questions: str) -> None:
    """As PNG and SVG into a folder that is made, and nothing is said on standard error."""
    pytest.importorskip("matplotlib")
    done = briefbot("eval", questions, "--plot", str(home / "plots"))
    assert (done.status, done.err) == (0, "")
    names = {"reliability.png", "reliability.svg", "risk_coverage.png", "risk_coverage.svg"}
    assert {file.name for file in (home / "plots").iterdir()} == names
    assert done.out.splitlines()[-1].startswith("drawn        ")


def test_where_matplotlib_is_missing_nothing_is_asked(
    notes: Path, home: Path, briefbot: Run, questions: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line names the command that installs it."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    done = briefbot("eval", questions, "--plot", str(home / "plots"))
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert 'run `python3 -m pip install "matplotlib>=3.9"`' in done.err


def test_a_miss_is_told_with_what_made_the_difference(notes: Path, home: Path, briefbot: Run) -> None:
    """The right sentence is said to be one that is ranked lower; the differences sum to how far the first is ahead."""
    known = [{"source": "2022/leaders-meeting.md", "start": 497, "end": 559}]
    rows = [{"id": "a", "question": "what did the two leaders agree?", "answers": known}, QUESTIONS[1]]
    file = home / "questions.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    told = briefbot("eval", str(file), "--misses", "--json").json()
    assert (len(told["misses"]), told["more_misses"]) == (1, 0)
    (miss,) = told["misses"]
    assert (miss["id"], miss["right"]["start"], miss["right"]["among_candidates"]) == ("a", 497, True)
    first, right = (miss[side]["explanation"] for side in ("first", "right"))
    ahead = first["first_score"] - right["first_score"]
    assert sum(row["difference"] for row in miss["signals"]) == pytest.approx(ahead, abs=2e-3)
    lines = briefbot("eval", str(file), "--misses").out.splitlines()
    assert lines.count("missed  a  what did the two leaders agree?") == 1
    assert (
        "right   The meeting lasted 85 minutes, 25 minutes longer than planned.  2022/leaders-meeting.md#497-559"
        in lines
    )


def test_without_being_asked_for_no_miss_is_told(notes: Path, briefbot: Run, questions: str) -> None:
    """Neither in JSON nor to people."""
    told = briefbot("eval", questions, "--json").json()
    assert (told["misses"], told["more_misses"]) == (None, None)
