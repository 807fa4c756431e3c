"""The figures of an evaluation: how early an answer is found, and how well confidence tells there is one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.labels import KnownAnswer
    from index.records import AnswerSentence, Span


@dataclass(frozen=True, slots=True)
class Decisions:
    """How often a question was called answered, against whether the briefings answer it.

    It says nothing of whether the sentence found was the right one: that is what hit@k tells.

    Attributes:
        answered_right: called answered, and the briefings answer it.
        answered_wrong: called answered, and they do not.
        unanswered_right: called not answered, and they do not answer it.
        unanswered_wrong: called not answered, and they do.
    """

    answered_right: int = 0
    answered_wrong: int = 0
    unanswered_right: int = 0
    unanswered_wrong: int = 0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall of "answered", 0 to 1; 0 where nothing could be found."""
        found, missed = self.answered_right, self.answered_wrong + self.unanswered_wrong
        return 2 * found / max(2 * found + missed, 1)


@dataclass(frozen=True, slots=True)
class Percentiles:
    """Percentiles by nearest rank: each a measured value, the smallest that this share does not exceed."""

    p50: float
    p95: float
    p99: float


def rank_of_hit(returned: Sequence[AnswerSentence], known: Sequence[KnownAnswer]) -> int | None:
    """Return the rank, from 1, of the first returned sentence that is a hit, or None where none is.

    A sentence is a hit where its span overlaps a known answer's in the same source.
    """
    return rank_of_place(((sentence.citation.source, sentence.citation.span) for sentence in returned), known)


def rank_of_place(places: Iterable[tuple[str, Span]], known: Sequence[KnownAnswer]) -> int | None:
    """Return the rank, from 1, of the first place (source and span) that is a hit, or None where none is."""
    ranks = (rank for rank, place in enumerate(places, 1) if is_hit(*place, known))
    return next(ranks, None)


def is_hit(source: str, span: Span, known: Iterable[KnownAnswer]) -> bool:
    """Return whether a place overlaps one of the known answers in the same source."""
    return any(_overlaps(source, span, answer) for answer in known)


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Return the chance that one of `positive` is above one of `negative`, ties counting half.

    It is the area under the receiver operating characteristic (Hanley and McNeil, Radiology 143, 1982), counted
    in one pass over all values in order: O(n log n). The count is kept whole in half wins, so that the result is
    the same to the last bit as comparing every pair.

    Raises:
        ValueError: one of them is empty.
    """
    if not positive or not negative:
        raise ValueError("both must hold a value")
    marked = sorted([(value, True) for value in positive] + [(value, False) for value in negative])
    half_wins = below = 0
    for _, tied in groupby(marked, key=lambda mark: mark[0]):
        kinds = [is_positive for _, is_positive in tied]
        above, equal = sum(kinds), len(kinds) - sum(kinds)
        half_wins += above * (2 * below + equal)
        below += equal
    return half_wins / 2 / (len(positive) * len(negative))


def percentiles(values: Iterable[float]) -> Percentiles:
    """Return the 50th, 95th and 99th percentile of values; zeros where there are none."""
    ordered = sorted(values)
    return Percentiles(*(_nearest_rank(ordered, per_cent) for per_cent in (50, 95, 99)))


def _nearest_rank(ordered: Sequence[float], per_cent: int) -> float:
    if not ordered:
        return 0.0
    return ordered[math.ceil(len(ordered) * per_cent / 100) - 1]


def _overlaps(source: str, span: Span, known: KnownAnswer) -> bool:
    return source == known.source and span.start < known.span.end and span.end > known.span.start
