"""Ask questions whose answers are known, one at a time, and tell how well they were answered.

The figures are those of the judge that reads `RESULTS.jsonl`, to the last digit: hits by overlap of spans, ranks
over 10 answers a question, rounded as it rounds.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import TypeAlias

from index.errors import QuestionError
from index.labels import KnownAnswer, LabeledQuestion, load_questions
from index.metrics import Decisions, Percentiles, auroc, percentiles, rank_of_hit
from index.records import Answer, AnswerSentence

__all__ = [
    "ANSWERS_A_QUESTION",
    "Decisions",
    "EvaluationReport",
    "KnownAnswer",
    "LabeledQuestion",
    "Percentiles",
    "QuestionResult",
    "evaluate",
    "load_questions",
    "result_line",
    "summarize",
]

ANSWERS_A_QUESTION = 10
"""How many answers to ask for: `mrr@10` looks no further."""

Ask: TypeAlias = Callable[[str], Answer]
"""Answers a question, with ANSWERS_A_QUESTION sentences where there are as many."""


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


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """How well a set of questions was answered.

    Attributes:
        questions: number of questions.
        answerable: number of those that the briefings answer; hits, mrr and words are over these.
        hit_at_1: share whose first sentence is a hit, in per cent.
        hit_at_3: share with a hit among the first three, in per cent.
        hit_at_5: share with a hit among the first five, in per cent.
        mrr_at_10: mean of 1/rank of the first hit among ten, 0 where there is none, in per cent.
        words_at_1: mean number of words of the first sentence.
        decisions: how often "answered" was right and wrong.
        auroc: chance that an answerable question has a higher confidence than another; None where all or none
            are answerable.
        answered_f1: harmonic mean of precision and recall of "answered"; None where all or none are
            answerable.
        steps_ms: percentiles of the sum of an answer's own timings, in milliseconds.
        wall_ms: percentiles of the time from asking to answer, in milliseconds.
    """

    questions: int
    answerable: int
    hit_at_1: float
    hit_at_3: float
    hit_at_5: float
    mrr_at_10: float
    words_at_1: float
    decisions: Decisions
    auroc: float | None
    answered_f1: float | None
    steps_ms: Percentiles
    wall_ms: Percentiles


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


def result_line(result: QuestionResult) -> str:
    """Return a result as the judge reads it: one JSON object, without a line end.

    It has `id`, `answered`, `confidence` and `answers`, best first, each with `source`, `start`, `end` and
    `text`.
    """
    answer = result.answer
    row = {
        "id": result.question.id,
        "answered": answer.answered,
        "confidence": answer.confidence,
        "answers": [_sentence_row(sentence) for sentence in answer.answers[:ANSWERS_A_QUESTION]],
    }
    return json.dumps(row, ensure_ascii=False)


def summarize(results: Iterable[QuestionResult]) -> EvaluationReport:
    """Return the figures over results; they are taken one at a time, and only their numbers are kept."""
    outcomes = [_outcome(result) for result in results]
    known = [outcome for outcome in outcomes if outcome.answerable]
    unknown = [outcome for outcome in outcomes if not outcome.answerable]
    decisions = _decisions(known, unknown)
    both = bool(known and unknown)
    return EvaluationReport(
        questions=len(outcomes),
        answerable=len(known),
        hit_at_1=_per_cent_within(1, known),
        hit_at_3=_per_cent_within(3, known),
        hit_at_5=_per_cent_within(5, known),
        mrr_at_10=_mean_reciprocal_rank(known),
        words_at_1=_mean_words(known),
        decisions=decisions,
        auroc=round(auroc(_confidences(known), _confidences(unknown)), 3) if both else None,
        answered_f1=round(decisions.f1, 3) if both else None,
        steps_ms=percentiles(outcome.steps_ms for outcome in outcomes),
        wall_ms=percentiles(outcome.wall_ms for outcome in outcomes),
    )


@dataclass(frozen=True, slots=True)
class _Outcome:
    """The numbers of one result; `words` is None where no sentence was returned."""

    answerable: bool
    answered: bool
    confidence: float
    rank: int | None
    words: int | None
    steps_ms: float
    wall_ms: float


def _outcome(result: QuestionResult) -> _Outcome:
    answer = result.answer
    return _Outcome(
        answerable=bool(result.question.answers),
        answered=answer.answered,
        confidence=answer.confidence,
        rank=result.rank,
        words=len(answer.answers[0].text.split()) if answer.answers else None,
        steps_ms=sum(astuple(answer.timings)),
        wall_ms=result.wall_ms,
    )


def _decisions(known: Sequence[_Outcome], unknown: Sequence[_Outcome]) -> Decisions:
    right = sum(outcome.answered for outcome in known)
    wrong = sum(outcome.answered for outcome in unknown)
    return Decisions(
        answered_right=right,
        answered_wrong=wrong,
        unanswered_right=len(unknown) - wrong,
        unanswered_wrong=len(known) - right,
    )


def _confidences(outcomes: Iterable[_Outcome]) -> list[float]:
    return [outcome.confidence for outcome in outcomes]


def _per_cent_within(most: int, known: Sequence[_Outcome]) -> float:
    hits = sum(outcome.rank is not None and outcome.rank <= most for outcome in known)
    return round(100 * hits / max(len(known), 1), 1)


def _mean_reciprocal_rank(known: Sequence[_Outcome]) -> float:
    total = 0.0
    for outcome in known:  # not `sum`, which from Python 3.12 on rounds otherwise than the judge does
        total += 1 / outcome.rank if outcome.rank else 0.0
    return round(100 * total / max(len(known), 1), 1)


def _mean_words(known: Iterable[_Outcome]) -> float:
    words = [outcome.words for outcome in known if outcome.words is not None]
    return round(sum(words) / max(len(words), 1), 1)


def _sentence_row(sentence: AnswerSentence) -> dict[str, str | int]:
    span = sentence.citation.span
    return {"source": sentence.citation.source, "start": span.start, "end": span.end, "text": sentence.text}
