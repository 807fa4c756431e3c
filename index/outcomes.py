"""What is kept of a question's result: its numbers, so that an evaluation's memory does not grow with its answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.question_kind import QuestionKind, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.labels import LabeledQuestion


@dataclass(frozen=True, slots=True)
class Outcome:
    """The numbers of one question's result.

    Attributes:
        id: that of the question.
        kind: that of the question.
        answerable: whether the briefings answer it.
        answered: whether it was called answered.
        likely: how likely it was called that the briefings answer it, 0 to 1.
        confidence: that of the first sentence, 0 to 1.
        rank: rank, from 1, of the first sentence that is a hit; None where none of the first ten is one.
        words: number of words of the first sentence; None where no sentence was returned.
    """

    id: str
    kind: QuestionKind
    answerable: bool
    answered: bool
    likely: float
    confidence: float
    rank: int | None
    words: int | None

    @property
    def right(self) -> bool:
        """Whether the first sentence is a hit, which it never is where the briefings do not answer."""
        return self.rank == 1


@dataclass(frozen=True, slots=True)
class First:
    """The first sentence of an answer: its text, and how sure it is, 0 to 1."""

    text: str
    confidence: float


def outcome_of(
    question: LabeledQuestion, *, answered: bool, likely: float, rank: int | None, first: First | None
) -> Outcome:
    """Return the outcome of a question; `first` is None where no sentence was returned."""
    return Outcome(
        id=question.id,
        kind=kind_of(question.question),
        answerable=bool(question.answers),
        answered=answered,
        likely=likely,
        confidence=0.0 if first is None else first.confidence,
        rank=rank,
        words=None if first is None else len(first.text.split()),
    )


def answerable(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Return those that the briefings answer, in order."""
    return tuple(outcome for outcome in outcomes if outcome.answerable)


def within(most: int, outcome: Outcome) -> bool:
    """Return whether one of the first `most` sentences is a hit."""
    return outcome.rank is not None and outcome.rank <= most


def reciprocal_rank(outcome: Outcome) -> float:
    """Return 1/rank of the first hit, 0 where there is none."""
    return 1 / outcome.rank if outcome.rank else 0.0


def per_cent_within(most: int, outcomes: Sequence[Outcome]) -> float:
    """Return the share with a hit among the first `most` sentences, in per cent with one decimal; 0 of nothing."""
    return round(100 * sum(within(most, outcome) for outcome in outcomes) / max(len(outcomes), 1), 1)


def mean_reciprocal_rank(outcomes: Sequence[Outcome]) -> float:
    """Return the mean reciprocal rank in per cent with one decimal; 0 of nothing."""
    total = 0.0
    for outcome in outcomes:  # not `sum`, which from Python 3.12 on rounds otherwise than the judge does
        total += reciprocal_rank(outcome)
    return round(100 * total / max(len(outcomes), 1), 1)


def mean_words(outcomes: Iterable[Outcome]) -> float:
    """Return the mean number of words of the first sentences, with one decimal; 0 where there is none."""
    words = [outcome.words for outcome in outcomes if outcome.words is not None]
    return round(sum(words) / max(len(words), 1), 1)
