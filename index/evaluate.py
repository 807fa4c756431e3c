"""Ask questions whose answers are known, one at a time, and tell how well they were answered.

This is the front door to all of an evaluation: its questions, its figures, the comparison of two runs, the curves.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple
from typing import TypeAlias

from index.compare import Change, compare
from index.draw import draw, prepare_drawing
from index.errors import QuestionError
from index.labels import KnownAnswer, LabeledQuestion, load_questions
from index.metrics import Decisions, Percentiles, rank_of_hit
from index.misses import Difference, Miss, Misses, RightSentence
from index.outcomes import First, Outcome, outcome_of
from index.question_kind import QuestionKind
from index.records import Answer
from index.results import ANSWERS_A_QUESTION, QuestionResult, load_results, result_line
from index.risk_coverage import RiskPoint
from index.summarize import ConfidenceReport, EvaluationReport, KindReport, RiskAt, Tally, summarize

__all__ = [
    "ANSWERS_A_QUESTION",
    "Change",
    "ConfidenceReport",
    "Decisions",
    "Difference",
    "EvaluationReport",
    "KindReport",
    "KnownAnswer",
    "LabeledQuestion",
    "Miss",
    "Misses",
    "Outcome",
    "Percentiles",
    "QuestionKind",
    "QuestionResult",
    "RightSentence",
    "RiskAt",
    "RiskPoint",
    "Tally",
    "compare",
    "draw",
    "evaluate",
    "load_questions",
    "load_results",
    "prepare_drawing",
    "result_line",
    "summarize",
    "tally",
]

Ask: TypeAlias = Callable[[str], Answer]
"""Answers a question, with ANSWERS_A_QUESTION sentences where there are as many."""


def evaluate(questions: Iterable[LabeledQuestion], ask: Ask) -> Iterator[QuestionResult]:
    """Yield the result of each question as soon as it has been asked, in order.

    Args:
        questions: what to ask.
        ask: answers a question with up to ANSWERS_A_QUESTION sentences.

    Raises:
        QuestionError: a question cannot be asked as it stands; its id is named.
    """
    for question in questions:
        begun = time.perf_counter()
        try:
            answer = ask(question.question)
        except QuestionError as error:
            raise QuestionError(f"question {question.id!r}: {error.what}", error.todo) from error
        wall_ms = 1000 * (time.perf_counter() - begun)
        rank = rank_of_hit(answer.answers[:ANSWERS_A_QUESTION], question.answers)
        yield QuestionResult(question, answer, rank, wall_ms)


def tally(results: Iterable[QuestionResult]) -> Tally:
    """Return the numbers of results; they are taken one at a time, and nothing else of them is kept."""
    outcomes, steps_ms, wall_ms = [], [], []
    for result in results:
        outcomes.append(_outcome(result))
        steps_ms.append(sum(astuple(result.answer.timings)))
        wall_ms.append(result.wall_ms)
    return Tally(tuple(outcomes), tuple(steps_ms), tuple(wall_ms))


def _outcome(result: QuestionResult) -> Outcome:
    answer = result.answer
    first = First(answer.answers[0].text, answer.first_confidence) if answer.answers else None
    return outcome_of(
        result.question, answered=answer.answered, likely=answer.confidence, rank=result.rank, first=first
    )
