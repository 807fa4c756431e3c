"""The figures of an evaluation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.rendering.evaluation import render_evaluation, render_result
from index import Span
from index.evaluate import Decisions, EvaluationReport, KnownAnswer, LabeledQuestion, Percentiles, QuestionResult

if TYPE_CHECKING:
    from collections.abc import Callable

    from index import Answer

REPORT = EvaluationReport(
    questions=1234,
    answerable=1000,
    hit_at_1=75.0,
    hit_at_3=88.1,
    hit_at_5=90.0,
    mrr_at_10=80.1,
    words_at_1=20.5,
    decisions=Decisions(900, 34, 200, 100),
    auroc=0.912,
    answered_f1=0.93,
    steps_ms=Percentiles(20.0, 30.0, 40.0),
    wall_ms=Percentiles(21.0, 31.0, 41.0),
)


def test_every_figure_is_there_with_its_unit(printed: Callable[..., str]) -> None:
    """Hits in per cent, latency in milliseconds."""
    assert printed(render_evaluation(REPORT), terminal=False) == (
        "1,234 questions, 1,000 of them answerable\n"
        "hit@1/3/5    75.0 / 88.1 / 90.0 %\n"
        "mrr@10       80.1 %\n"
        "words@1      20.5\n"
        "answered     934, of these 900 answerable\n"
        "not answered 300, of these 200 not answerable\n"
        "abstention   f1 0.930, auroc of the confidence 0.912\n"
        "latency      21.0 / 31.0 / 41.0 ms (p50, p95, p99)\n"
        "its steps    20.0 / 30.0 / 40.0 ms (p50, p95, p99)\n"
    )


def test_where_all_are_answerable_there_is_no_abstention(printed: Callable[..., str]) -> None:
    """There is nothing to tell apart."""
    report = replace(REPORT, auroc=None, answered_f1=None)
    assert "abstention" not in printed(render_evaluation(report), terminal=False)


@pytest.mark.parametrize(
    ("answerable", "answered", "rank", "word"),
    [
        (True, True, 1, "hit 1"),
        (True, False, 10, "hit 10"),
        (True, True, None, "missed"),
        (False, True, None, "false"),
        (False, False, None, "silent"),
    ],
)
def test_a_question_is_one_line_that_says_how_it_went(
    answerable: bool, answered: bool, rank: int | None, word: str, answer: Answer, printed: Callable[..., str]
) -> None:
    """The verdict, the question's id, its words and the confidence."""
    known = (KnownAnswer("a.md", Span(0, 1), ""),) if answerable else ()
    question = LabeledQuestion("q-1", "what was \x1b[31magreed", known)
    result = QuestionResult(question, replace(answer, answered=answered), rank, 5.0)
    assert printed(render_result(result), terminal=False) == f"{word:<9}q-1  what was agreed  0.91\n"
