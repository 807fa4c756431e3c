"""Results that were written are read back to the same outcomes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from index.errors import QuestionError
from index.labels import KnownAnswer, LabeledQuestion
from index.outcomes import Outcome
from index.question_kind import QuestionKind
from index.records import Span
from index.results import load_results

if TYPE_CHECKING:
    from pathlib import Path

WHO = LabeledQuestion("1", "who came?", (KnownAnswer("a.md", Span(10, 20), ""),))
WHEN = LabeledQuestion("2", "when?", ())
MISS = {"source": "b.md", "start": 10, "end": 20, "text": "not\n this  one", "confidence": 0.25}
HIT = {"source": "a.md", "start": 19, "end": 30, "text": "this one"}
ROW: dict[str, Any] = {"id": "1", "answered": True, "confidence": 0.5, "answers": [MISS, HIT]}


def write(folder: Path, *rows: object) -> Path:
    """Return a file with these rows, strings as they are."""
    file = folder / "results.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file


def test_results_give_the_outcomes_of_the_questions(tmp_path: Path) -> None:
    """In any order; blank lines and results of other questions are passed over."""
    silent = {"id": "2", "answered": False, "confidence": 0, "answers": []}
    file = write(tmp_path, silent, "", ROW | {"id": "other"}, ROW)
    assert load_results(file, (WHO, WHEN)) == {
        "1": Outcome("1", QuestionKind.WHO, True, True, 0.5, 0.25, 2, 3),
        "2": Outcome("2", QuestionKind.WHEN, False, False, 0.0, 0.0, None, None),
    }


def test_a_first_answer_without_a_confidence_has_that_of_the_whole(tmp_path: Path) -> None:
    """As results of other programs have it."""
    file = write(tmp_path, ROW | {"answers": [HIT]})
    assert load_results(file, (WHO,))["1"].confidence == 0.5


def test_the_eleventh_answer_does_not_count(tmp_path: Path) -> None:
    """As it does not count in a run of today."""
    file = write(tmp_path, ROW | {"answers": [MISS] * 10 + [HIT]})
    assert load_results(file, (WHO,))["1"].rank is None


@pytest.mark.parametrize(
    ("bad", "what"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ({"id": "1", "question": "who came?", "answers": []}, '"answered" is neither true nor false'),
        (ROW | {"id": 1}, '"id" is missing or not a string'),
        (ROW | {"confidence": True}, '"confidence" is not a number from 0 to 1'),
        (ROW | {"confidence": float("nan")}, '"confidence" is not a number from 0 to 1'),
        (ROW | {"confidence": 10**400}, '"confidence" is not a number from 0 to 1'),
        (ROW | {"answers": [HIT | {"confidence": "high"}]}, 'an answer\'s "confidence" is not a number from 0 to 1'),
        (ROW | {"answers": None}, '"answers" is not a list'),
        (ROW | {"answers": ["words"]}, "an answer is not an object"),
        (ROW | {"answers": [HIT | {"end": True}]}, 'an answer\'s "start" and "end" are not whole numbers'),
        (ROW | {"answers": [HIT | {"source": None}]}, '"source" is missing or not a string'),
        (ROW | {"answers": [{"source": "a", "start": 1, "end": 2}]}, '"text" is missing or not a string'),
    ],
)
def test_what_is_no_result_is_told_of_by_its_line(tmp_path: Path, bad: object, what: str) -> None:
    """Also among results of other questions."""
    file = write(tmp_path, ROW | {"id": "0"}, "", bad)
    with pytest.raises(QuestionError) as refusal:
        load_results(file, (WHO,))
    assert str(refusal.value).startswith(f"line 3 of {file}: {what}")
    assert str(refusal.value).endswith("; give what `briefbot eval --output` wrote")


def test_two_results_of_one_question_are_refused(tmp_path: Path) -> None:
    """Both lines are named."""
    file = write(tmp_path, ROW, ROW)
    with pytest.raises(QuestionError, match=f"line 2 of {file} has the id of line 1, '1'; keep one result"):
        load_results(file, (WHO,))


def test_a_question_without_a_result_is_named(tmp_path: Path) -> None:
    """With how many there are, for they may be those of another set."""
    file = write(tmp_path, ROW)
    with pytest.raises(QuestionError, match="no result for 1 of the 2 questions, the first of them '2'; compare with"):
        load_results(file, (WHO, WHEN))
    with pytest.raises(QuestionError, match="no result for any of the 1 questions, the first of them '2'; compare"):
        load_results(file, (WHEN,))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """With what to give."""
    with pytest.raises(QuestionError, match=r"no\.jsonl cannot be read .*; give what"):
        load_results(tmp_path / "no.jsonl", (WHO,))
