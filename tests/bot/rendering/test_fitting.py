"""What became of a fit."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from bot.evaluation_json import fit_to_json, undo_to_json
from bot.rendering.fitting import render_fit, render_undo
from index.bootstrap import Interval
from index.fit.compare import Gain
from index.fit.fit import Trial
from index.fit.run import FitReport
from index.fitted import Basis, Fitted

if TYPE_CHECKING:
    from collections.abc import Callable

RANKER = Trial("ranker", "mrr@10", Gain(0.8411, 0.8912, Interval(0.012, 0.0881)), kept=True)
CONFIDENCE = Trial("confidence", "brier", Gain(0.174, 0.173, Interval(-0.008, 0.009)), kept=False)


def test_each_part_has_a_line_with_its_interval_and_what_became_of_it(printed: Callable[..., str]) -> None:
    """What is kept is in use, and the way back is told."""
    report = FitReport(85, 65, 5, by_document=True, trials=(RANKER, CONFIDENCE))
    assert printed(render_fit(report), terminal=False) == (
        "85 questions, 65 of them answerable, cross-validated over 5 folds of documents\n"
        "                  judged by  shipped  fitted     better by, 95 %\n"
        "ranker               mrr@10    0.841   0.891    +0.012 to +0.088  kept\n"
        "confidence            brier    0.174   0.173    -0.008 to +0.009  not kept\n"
        "in use from now on; `briefbot eval --undo` goes back\n"
    )


def test_nothing_kept_is_said(printed: Callable[..., str]) -> None:
    """Folds of questions are called so."""
    out = printed(render_fit(FitReport(40, 20, 5, by_document=False, trials=(CONFIDENCE,))), terminal=False)
    assert "5 folds of questions\n" in out
    assert out.endswith("not kept: nothing is better beyond chance, and nothing was written\n")


def test_fit_as_json() -> None:
    """Every part by its name, with both figures and the interval."""
    assert fit_to_json(FitReport(85, 65, 5, by_document=True, trials=(RANKER,))) == {
        "fit": {
            "kept": True,
            "questions": 85,
            "answerable": 65,
            "folds": 5,
            "folds_of": "documents",
            "parts": {
                "ranker": {
                    "kept": True,
                    "figure": "mrr@10",
                    "before": 0.8411,
                    "after": 0.8912,
                    "better_by_95": [0.012, 0.0881],
                }
            },
        }
    }


def test_undo_says_what_is_in_use_again(printed: Callable[..., str]) -> None:
    """An earlier fit by its time, or the shipped parts."""
    since = dt.datetime(2026, 5, 1, 12, 30, tzinfo=dt.UTC)
    earlier = Fitted(since, 85, "q", Basis("m", "s"), {"length": 1.0}, None, None, ())
    assert printed(render_undo(earlier), terminal=False) == (
        "the parts fitted at 2026-05-01 12:30 UTC are in use again\n"
    )
    assert printed(render_undo(None), terminal=False) == "the shipped parts are in use again\n"
    assert undo_to_json(earlier) == {"undo": {"in_use_since": "2026-05-01T12:30:00+00:00"}}
    assert undo_to_json(None) == {"undo": {"in_use_since": None}}
