"""What was returned for each question: written as the judge reads it, and read back to be compared.

One object a line, `{"id": "leaders-1", "answered": true, "confidence": 0.91, "answers": [{"source":
"2022/leaders.md", "start": 754, "end": 922, "text": "The two leaders agreed ...", "confidence": 0.87}]}`, the best
answer first. The one confidence is that of the briefings, the other that of a sentence.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.errors import QuestionError
from index.json_lines import LineError, read_rows, text_of, unique
from index.metrics import rank_of_place
from index.outcomes import First, outcome_of
from index.records import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from index.labels import LabeledQuestion
    from index.outcomes import Outcome
    from index.records import Answer, AnswerSentence

ANSWERS_A_QUESTION = 10
"""How many answers to ask for: `mrr@10` looks no further."""
_TODO = "give what `briefbot eval --output` wrote"


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What was returned for one question.

    Attributes:
        question: the question with its known answers.
        answer: what was returned.
        rank: rank, from 1, of the first sentence that is a hit, None where none of the first 10 is one.
        wall_ms: how long the question took from asking to answer, in milliseconds.
    """

    question: LabeledQuestion
    answer: Answer
    rank: int | None
    wall_ms: float


def result_line(result: QuestionResult) -> str:
    """Return a result as the judge reads it: one JSON object, without a line end.

    It has `id`, `answered`, `confidence` and `answers`, best first, each with `source`, `start`, `end`, `text` and
    `confidence`.
    """
    answer = result.answer
    row = {
        "id": result.question.id,
        "answered": answer.answered,
        "confidence": answer.confidence,
        "answers": [_sentence_row(sentence) for sentence in answer.answers[:ANSWERS_A_QUESTION]],
    }
    return json.dumps(row, ensure_ascii=False)


def load_results(path: Path, questions: Sequence[LabeledQuestion]) -> Mapping[str, Outcome]:
    """Return how each question went in an earlier run, by its id; the file is read a line at a time.

    Results of other questions are passed over, so that a part of the questions can be compared as well.

    Raises:
        QuestionError: the file cannot be read, a line is not a result (its number is named), two have one id, or
            there is none for some of the questions.
    """
    by_id = {question.id: question for question in questions}
    try:
        rows = unique(read_rows(path, _row, _TODO), path, "keep one result a question")
        found = {row.id: _outcome(by_id[row.id], row) for row in rows if row.id in by_id}
    except OSError as error:
        raise QuestionError(f"the results in {path} cannot be read ({error.strerror})", _TODO) from error
    missing = [question.id for question in questions if question.id not in found]
    if missing:
        most = f"{len(missing):,} of the {len(questions):,}" if found else f"any of the {len(questions):,}"
        what = f"{path} has no result for {most} questions, the first of them {missing[0]!r}"
        raise QuestionError(what, "compare with a run over the same questions")
    return found


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of results."""

    id: str
    answered: bool
    likely: float
    places: tuple[tuple[str, Span], ...]
    first: First | None


def _outcome(question: LabeledQuestion, row: _Row) -> Outcome:
    rank = rank_of_place(row.places[:ANSWERS_A_QUESTION], question.answers)
    return outcome_of(question, answered=row.answered, likely=row.likely, rank=rank, first=row.first)


def _row(row: dict[str, Any]) -> _Row:
    name = text_of(row, "id")
    answered, answers = row.get("answered"), row.get("answers")
    if not isinstance(answered, bool):
        raise LineError('"answered" is neither true nor false')
    likely = _probability(row.get("confidence"), '"confidence"')
    if not isinstance(answers, list):
        raise LineError('"answers" is not a list')
    places = tuple(_place(answer) for answer in answers)
    return _Row(name, answered, likely, places, _first(answers[0], likely) if answers else None)


def _first(answer: dict[str, Any], likely: float) -> First:
    """Return what is known of a first answer; where a judge's file has no confidence of its own, the other is it."""
    confidence = answer.get("confidence", likely)
    return First(text_of(answer, "text"), _probability(confidence, 'an answer\'s "confidence"'))


def _probability(value: object, what: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise LineError(f"{what} is not a number from 0 to 1")
    return float(value)


def _place(answer: object) -> tuple[str, Span]:
    if not isinstance(answer, dict):
        raise LineError("an answer is not an object")
    start, end = answer.get("start"), answer.get("end")
    if type(start) is not int or type(end) is not int:  # a bool is an int, and no offset
        raise LineError('an answer\'s "start" and "end" are not whole numbers')
    return text_of(answer, "source"), Span(start, end)


def _sentence_row(sentence: AnswerSentence) -> dict[str, str | int | float]:
    source, span = sentence.citation.source, sentence.citation.span
    return {
        "source": source,
        "start": span.start,
        "end": span.end,
        "text": sentence.text,
        "confidence": sentence.confidence,
    }
