"""The figures of an evaluation."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.rendering.evaluation import render_evaluation, render_plots, render_result
from index import Span
from index.evaluate import (
    ConfidenceReport,
    Decisions,
    EvaluationReport,
    KindReport,
    KnownAnswer,
    LabeledQuestion,
    Percentiles,
    QuestionKind,
    QuestionResult,
    RiskAt,
    RiskPoint,
)

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


def test_confidence_and_kinds_stand_before_the_latency(printed: Callable[..., str]) -> None:
    """A line for each kind there is; a coverage that is not reached is a dash."""
    point = RiskPoint(0.61, 0.833, 0.0625)
    confidence = ConfidenceReport(0.1234, 0.05, (RiskAt(0.8, point), RiskAt(1.0, None)), 0.05, point)
    kinds = (KindReport(QuestionKind.WHO, 4, 100.0, 100.0), KindReport(QuestionKind.HOW_MANY, 1200, 9.5, 75.0))
    report = replace(REPORT, confidence=confidence, kinds=kinds)
    found = printed(render_evaluation(report), terminal=False)
    assert (
        found.partition("abstention")[2]
        .partition("\n")[2]
        .startswith(
            "calibration  Brier 0.123, ECE 0.050\n"
            "risk         6.2 / - % wrong, answering the surest 80 / 100 %\n"
            "coverage     83.3 %, from a confidence of 0.61, with at most 5 % wrong\n"
            "by kind      hit@1  hit@3  questions\n"
            "  who        100.0  100.0          4\n"
            "  how many     9.5   75.0      1,200\n"
            "latency "
        )
    )
    never = replace(report, confidence=replace(confidence, most_at_risk=None))
    assert "coverage     0 %, with at most 5 % wrong\n" in printed(render_evaluation(never), terminal=False)


def test_pictures_are_named(printed: Callable[..., str]) -> None:
    """On one line; where none was drawn there is none."""
    assert printed(render_plots((Path("a\x07.png"), Path("b.svg"))), terminal=False) == "drawn        a.png, b.svg\n"
    assert printed(render_plots(()), terminal=False) == ""


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
