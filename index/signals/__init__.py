"""The family of signals: what is measured of every candidate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.candidates import Evidence
from index.signals.coverage import PassageCoverage, SentenceCoverage
from index.signals.likeness import PassageLikeness, SentenceLikeness, TitleLikeness
from index.signals.quantity import Quantity
from index.signals.shape import Fragment, Length, Opening

if TYPE_CHECKING:
    from index.candidates import Candidates
    from index.question import Question
    from index.seen import Snapshot
    from index.signals.base import Signal

SIGNALS: tuple[Signal, ...] = (
    SentenceLikeness(),
    PassageLikeness(),
    TitleLikeness(),
    SentenceCoverage(),
    PassageCoverage(),
    Length(),
    Fragment(),
    Opening(),
    Quantity(),
)
"""Every signal, in the order of the evidence's columns."""


def gather(question: Question, candidates: Candidates, snapshot: Snapshot) -> Evidence:
    """Return what every signal says of every candidate."""
    columns = [signal.measure(question, candidates, snapshot) for signal in SIGNALS]
    return Evidence(tuple(signal.name for signal in SIGNALS), np.stack(columns, axis=1))
