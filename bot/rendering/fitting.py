"""What became of a fit, as a person sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from bot.rendering.layout import CAUTION, Line
from bot.rendering.words import count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.fit.fit import Trial
    from index.fit.run import FitReport
    from index.fitted import Fitted

_HEADS = ("judged by", "shipped", "fitted", "better by, 95 %")
_WIDTHS = (12, 9, 8, 20)
_FIELD = 15


def render_fit(report: FitReport) -> Iterator[Line]:
    """Yield how each part did on questions that it was not fitted to, and what is in use now."""
    asked = f"{count(report.questions, 'question')}, {report.answerable:,} of them answerable"
    by = "documents" if report.by_document else "questions"
    yield Line(Text(f"{asked}, cross-validated over {report.folds} folds of {by}", "bold"))
    yield Line(Text(_row(_HEADS), "dim"), _FIELD)
    for trial in report.trials:
        yield Line(Text(_row(_cells(trial))).append(_verdict(trial)), _FIELD, Text(trial.part, "bold"))
    if report.kept:
        yield Line(Text("in use from now on; `briefbot eval --undo` goes back"))
    else:
        yield Line(Text("not kept: nothing is better beyond chance, and nothing was written"))


def render_undo(fitted: Fitted | None) -> Iterator[Line]:
    """Yield what is in use again."""
    if fitted is None:
        yield Line(Text("the shipped parts are in use again"))
    else:
        yield Line(Text(f"the parts fitted at {fitted.since:%Y-%m-%d %H:%M} UTC are in use again"))


def _cells(trial: Trial) -> tuple[str, ...]:
    gain = trial.gain
    within = f"{gain.interval.low:+.3f} to {gain.interval.high:+.3f}"
    return (trial.figure, f"{gain.before:.3f}", f"{gain.after:.3f}", within)


def _verdict(trial: Trial) -> Text:
    return Text("  kept", "green") if trial.kept else Text("  not kept", CAUTION)


def _row(cells: Sequence[str]) -> str:
    return "".join(cell.rjust(width) for cell, width in zip(cells, _WIDTHS, strict=True))
