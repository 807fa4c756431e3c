"""Fit to questions on an index as it is, and put into use what serves better."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from index.fit.run import fit_parts, gather_asked
from index.records import Filters

if TYPE_CHECKING:
    from index.asking import Asking
    from index.fit.run import FitQuestions, FitReport
    from index.fitted import Fitted
    from index.parts_in_use import PartsInUse
    from index.reports import Progress
    from index.seen import Snapshot


def fit_and_keep(known: FitQuestions, asking: Asking, parts: PartsInUse, progress: Progress) -> FitReport:
    """Return what a fit came to; what serves better beyond chance is in use from now on.

    Args:
        known: the questions.
        asking: how they are asked.
        parts: the parts that are used.
        progress: told how many were asked.

    Raises:
        QuestionError: too few of them are of these briefings.
        FolderError: the index's folder cannot be written.
    """
    shipped = parts.shipped()

    def fit_on(snapshot: Snapshot) -> tuple[FitReport, Fitted | None]:
        understand = partial(asking.understand, snapshot, filters=Filters())
        asked = gather_asked(snapshot, known.questions, understand, shipped, progress)
        return fit_parts(asked, known, shipped, parts.basis())

    report, fitted = asking.on_snapshot(fit_on)
    if fitted is not None:
        parts.keep(fitted)
    return report
