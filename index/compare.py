"""Compare two runs over the same questions: what changed, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from index.bootstrap import Interval, paired_interval
from index.outcomes import reciprocal_rank, within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from index.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class Change:
    """One figure of two runs.

    Attributes:
        figure: `hit@1`, `hit@3`, `mrr@10`, `answered right` or `words@1`; in per cent, but for words.
        questions: number of questions that it is the mean over.
        earlier: its value in the earlier run.
        now: its value in this run.
        interval: 95 % interval of `now - earlier`.
        higher: number of questions whose value is higher now.
        lower: number of questions whose value is lower now.
    """

    figure: str
    questions: int
    earlier: float
    now: float
    interval: Interval
    higher: int
    lower: int

    @property
    def difference(self) -> float:
        """How much higher the figure is now."""
        return self.now - self.earlier


def compare(earlier: Mapping[str, Outcome], now: Sequence[Outcome]) -> tuple[Change, ...]:
    """Return the change of each figure that has a value for some question.

    Hits and ranks are over the questions that the briefings answer, words over those for which both runs returned a
    sentence. "Answered right" is over all: a question that was answered and whose first sentence is a hit, or one
    that the briefings do not answer and that was not answered.

    Args:
        earlier: the outcomes of the earlier run by id, with one for each outcome of `now`.
        now: the outcomes of this run.
    """
    pairs = [(earlier[outcome.id], outcome) for outcome in now]
    return tuple(_changes(pairs))


def _changes(pairs: Sequence[tuple[Outcome, Outcome]]) -> Iterator[Change]:
    for figure, scale, value_of in _FIGURES:
        values = [(value_of(before), value_of(after)) for before, after in pairs]
        paired = [(scale * one, scale * other) for one, other in values if one is not None and other is not None]
        if paired:
            yield _change(figure, paired)


def _change(figure: str, paired: Sequence[tuple[float, float]]) -> Change:
    differences = [after - before for before, after in paired]
    return Change(
        figure=figure,
        questions=len(paired),
        earlier=fmean(before for before, _ in paired),
        now=fmean(after for _, after in paired),
        interval=paired_interval(differences),
        higher=sum(difference > 0 for difference in differences),
        lower=sum(difference < 0 for difference in differences),
    )


def _hit_at(most: int) -> Callable[[Outcome], float | None]:
    return lambda outcome: float(within(most, outcome)) if outcome.answerable else None


def _rank(outcome: Outcome) -> float | None:
    return reciprocal_rank(outcome) if outcome.answerable else None


def _answered_right(outcome: Outcome) -> float:
    return float(outcome.right if outcome.answered else not outcome.answerable)


def _words(outcome: Outcome) -> float | None:
    return outcome.words if outcome.answerable else None


_FIGURES: tuple[tuple[str, float, Callable[[Outcome], float | None]], ...] = (
    ("hit@1", 100, _hit_at(1)),
    ("hit@3", 100, _hit_at(3)),
    ("mrr@10", 100, _rank),
    ("answered right", 100, _answered_right),
    ("words@1", 1, _words),
)
