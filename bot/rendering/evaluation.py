"""The figures of an evaluation, as a person sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from bot.rendering.layout import CAUTION, Line
from bot.rendering.words import count
from bot.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from index.evaluate import ConfidenceReport, EvaluationReport, KindReport, Percentiles, QuestionResult

_FIELD = 13
_VERDICT = 9
_KIND = "{:>5}  {:>5}  {:>9}"


def render_evaluation(report: EvaluationReport) -> Iterator[Line]:
    """Yield the figures of an evaluation."""
    asked = f"{count(report.questions, 'question')}, {report.answerable:,} of them answerable"
    yield Line(Text(asked, "bold"))
    hits = f"{report.hit_at_1:.1f} / {report.hit_at_3:.1f} / {report.hit_at_5:.1f} %"
    yield _field("hit@1/3/5", hits)
    yield _field("mrr@10", f"{report.mrr_at_10:.1f} %")
    yield _field("words@1", f"{report.words_at_1:.1f}")
    decisions = report.decisions
    right, of = decisions.answered_right, decisions.answered_right + decisions.answered_wrong
    yield _field("answered", f"{of:,}, of these {right:,} answerable")
    right, of = decisions.unanswered_right, decisions.unanswered_right + decisions.unanswered_wrong
    yield _field("not answered", f"{of:,}, of these {right:,} not answerable")
    if report.auroc is not None and report.answered_f1 is not None:
        yield _field("abstention", f"f1 {report.answered_f1:.3f}, auroc of the confidence {report.auroc:.3f}")
    if report.confidence is not None:
        yield from _confidence(report.confidence)
    yield from _kinds(report.kinds)
    yield _field("latency", f"{_percentiles(report.wall_ms)} (p50, p95, p99)")
    yield _field("its steps", f"{_percentiles(report.steps_ms)} (p50, p95, p99)")


def render_result(result: QuestionResult) -> Iterator[Line]:
    """Yield how one question was answered, on one line.

    It begins with `hit 3` (the third sentence answers it), `missed`, or, where the briefings do not answer it,
    `silent` (and briefbot said so) or `false` (it did not).
    """
    word, color = _verdict(result)
    text = Text(f"{sanitize(result.question.id)}  ", "dim").append(sanitize(result.question.question), "not dim")
    yield Line(text.append(f"  {result.answer.confidence:.2f}"), _VERDICT, Text(word, color))


def render_plots(files: Sequence[Path]) -> Iterator[Line]:
    """Yield which pictures were drawn."""
    if files:
        yield _field("drawn", ", ".join(sanitize(str(file)) for file in files))


def _confidence(report: ConfidenceReport) -> Iterator[Line]:
    yield _field("calibration", f"Brier {report.brier:.3f}, ECE {report.ece:.3f}")
    risks = " / ".join("-" if at.point is None else f"{100 * at.point.risk:.1f}" for at in report.risks)
    coverages = " / ".join(f"{100 * at.coverage:.0f}" for at in report.risks)
    yield _field("risk", f"{risks} % wrong, answering the surest {coverages} %")
    most = report.most_at_risk
    found = "0 %" if most is None else f"{100 * most.coverage:.1f} %, from a confidence of {most.threshold:.2f}"
    yield _field("coverage", f"{found}, with at most {100 * report.risk:.0f} % wrong")


def _kinds(kinds: Sequence[KindReport]) -> Iterator[Line]:
    if kinds:
        yield Line(Text(_KIND.format("hit@1", "hit@3", "questions"), "dim"), _FIELD, Text("by kind", "bold"))
    for each in kinds:
        numbers = _KIND.format(f"{each.hit_at_1:.1f}", f"{each.hit_at_3:.1f}", f"{each.answerable:,}")
        yield Line(Text(numbers), _FIELD, Text(f"  {each.kind.value}"))


def _verdict(result: QuestionResult) -> tuple[str, str]:
    if not result.question.answers:
        return ("false", "red") if result.answer.answered else ("silent", "green")
    if result.rank is None:
        return "missed", "red"
    return f"hit {result.rank}", "green" if result.rank == 1 else CAUTION


def _field(name: str, value: str) -> Line:
    return Line(Text(value), _FIELD, Text(name, "bold"))


def _percentiles(measured: Percentiles) -> str:
    return " / ".join(f"{value:.1f}" for value in (measured.p50, measured.p95, measured.p99)) + " ms"
