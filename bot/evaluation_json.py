"""What `eval --json` prints: how well questions were answered, and what a fit to them changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.explanation_json import miss_to_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.wire import Json
    from index.evaluate import Change, ConfidenceReport, EvaluationReport, Misses, Percentiles
    from index.fit.run import FitReport
    from index.fitted import Fitted


def evaluation_to_json(
    report: EvaluationReport,
    against: Sequence[Change] | None = None,
    plots: Sequence[Path] = (),
    misses: Misses | None = None,
) -> Json:
    """Return what `eval --json` prints: shares in per cent, latency in milliseconds.

    `against` is None where nothing was compared, `misses` where they were not asked for. Confidence, Brier score and
    calibration error are from 0 to 1.
    """
    decisions = report.decisions
    return {
        "questions": report.questions,
        "answerable": report.answerable,
        "hit@1": report.hit_at_1,
        "hit@3": report.hit_at_3,
        "hit@5": report.hit_at_5,
        "mrr@10": report.mrr_at_10,
        "words@1": report.words_at_1,
        "answered_right": decisions.answered_right,
        "answered_wrong": decisions.answered_wrong,
        "unanswered_right": decisions.unanswered_right,
        "unanswered_wrong": decisions.unanswered_wrong,
        "auroc": report.auroc,
        "answered_f1": report.answered_f1,
        **_confidence(report.confidence),
        "by_kind": {
            each.kind.value: {"answerable": each.answerable, "hit@1": each.hit_at_1, "hit@3": each.hit_at_3}
            for each in report.kinds
        },
        "steps_ms": _percentiles(report.steps_ms),
        "wall_ms": _percentiles(report.wall_ms),
        "against": None if against is None else {change.figure: _change(change) for change in against},
        "plots": [str(file) for file in plots],
        "misses": None if misses is None else [miss_to_json(miss) for miss in misses.kept],
        "more_misses": None if misses is None else misses.more,
    }


def fit_to_json(report: FitReport) -> Json:
    """Return what `eval --fit --json` prints; figures are from 0 to 1, and `better_by_95` is above 0 for better."""
    trials: dict[str, Json] = {
        trial.part.replace(" ", "_"): {
            "kept": trial.kept,
            "figure": trial.figure,
            "before": round(trial.gain.before, 4),
            "after": round(trial.gain.after, 4),
            "better_by_95": [round(trial.gain.interval.low, 4), round(trial.gain.interval.high, 4)],
        }
        for trial in report.trials
    }
    return {
        "fit": {
            "kept": report.kept,
            "questions": report.questions,
            "answerable": report.answerable,
            "folds": report.folds,
            "folds_of": "documents" if report.by_document else "questions",
            "parts": trials,
        }
    }


def undo_to_json(fitted: Fitted | None) -> Json:
    """Return what `eval --undo --json` prints: when what is in use again was fitted, null for the shipped parts."""
    return {"undo": {"in_use_since": None if fitted is None else fitted.since.isoformat(timespec="seconds")}}


def _confidence(report: ConfidenceReport | None) -> dict[str, Json]:
    if report is None:
        return {}
    most = report.most_at_risk
    return {
        "brier": round(report.brier, 4),
        "ece": round(report.ece, 4),
        "risk_at_coverage": {
            f"{100 * at.coverage:.0f}": None if at.point is None else round(100 * at.point.risk, 1)
            for at in report.risks
        },
        "coverage_at_risk": {f"{100 * report.risk:.0f}": 0.0 if most is None else round(100 * most.coverage, 1)},
        "threshold_at_risk": {f"{100 * report.risk:.0f}": None if most is None else round(most.threshold, 4)},
    }


def _change(change: Change) -> Json:
    interval = change.interval
    return {
        "questions": change.questions,
        "earlier": round(change.earlier, 2),
        "now": round(change.now, 2),
        "difference": round(change.difference, 2),
        "interval_95": [round(interval.low, 2), round(interval.high, 2)],
        "higher": change.higher,
        "lower": change.lower,
    }


def _percentiles(measured: Percentiles) -> Json:
    return {"p50": round(measured.p50, 1), "p95": round(measured.p95, 1), "p99": round(measured.p99, 1)}
