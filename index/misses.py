"""Questions whose first sentence is not a hit: what stood first, what should have, and what made the difference."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from index.explain import explain_answer, explain_candidate, ranking
from index.records import Filters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from index.explain import Explanation
    from index.labels import LabeledQuestion
    from index.records import AnswerSentence, Span
    from index.results import QuestionResult
    from index.seen import Snapshot
    from index.terms import Term

_EVERYTHING = Filters()
MOST_MISSES = 20
"""How many misses are kept; of the others only the number is told."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One column of evidence, of the sentence that stood first and of the right one.

    Attributes:
        first: what it adds to the score of the first.
        right: what it adds to that of the right one.
    """

    first: Term
    right: Term

    @property
    def difference(self) -> float:
        """By how much it puts the first above the right one; negative where it speaks for the right one."""
        return self.first.contribution - self.right.contribution


@dataclass(frozen=True, slots=True)
class RightSentence:
    """The sentence that should have stood first: of several the one that is ranked best.

    Attributes:
        source: path relative to the briefings folder.
        span: where it stands, in code points.
        text: the words there.
        rank: its rank among the first ten, from 1, or None where it is not among them.
        explanation: why it stands where it stands; None where it is not among the candidates.
    """

    source: str
    span: Span
    text: str
    rank: int | None
    explanation: Explanation | None


@dataclass(frozen=True, slots=True)
class Miss:
    """A question that the briefings answer, and whose first sentence is not a hit.

    Attributes:
        question: the question with its known answers.
        first: the sentence that stood first, None where none was returned.
        explanation: why it stood there; None where none was returned.
        right: what should have.
    """

    question: LabeledQuestion
    first: AnswerSentence | None
    explanation: Explanation | None
    right: RightSentence

    @property
    def signals(self) -> tuple[Difference, ...]:
        """The signals side by side: together, by how much the first score of the first is higher."""
        first, right = self.explanation, self.right.explanation
        return () if first is None or right is None else _side_by_side(first.signals, right.signals)

    @property
    def closer(self) -> tuple[Difference, ...]:
        """The columns of the closer look side by side; none where not both were looked at closer."""
        first, right = self.explanation, self.right.explanation
        if first is None or right is None or first.closer is None or right.closer is None:
            return ()
        return _side_by_side(first.closer, right.closer)


@dataclass(slots=True)
class Misses:
    """The first MOST_MISSES of a run, and how many more there were.

    Attributes:
        kept: in the order of the questions.
        more: number of those that are not kept.
    """

    kept: list[Miss] = field(default_factory=list)
    more: int = 0

    def noting(
        self, results: Iterable[QuestionResult], why: Callable[[QuestionResult], Miss]
    ) -> Iterator[QuestionResult]:
        """Yield results as they are, and keep what `why` says of each that is a miss."""
        for result in results:
            if result.question.answers and result.rank != 1:
                if len(self.kept) < MOST_MISSES:
                    self.kept.append(why(result))
                else:
                    self.more += 1
            yield result


def why_missed(snapshot: Snapshot, result: QuestionResult, filters: Filters = _EVERYTHING) -> Miss:
    """Return what stood first, what should have, and why.

    Args:
        snapshot: the generation that was asked.
        result: of a question that the briefings answer.
        filters: what it was asked with; what does not pass is not told of.
    """
    answer = result.answer
    first = answer.answers[0] if answer.answers else None
    explanations = explain_answer(answer)
    return Miss(result.question, first, explanations[0] if explanations else None, _right(snapshot, result, filters))


def _right(snapshot: Snapshot, result: QuestionResult, filters: Filters) -> RightSentence:
    known, working, documents = result.question.answers, result.answer.working, snapshot.allowed(filters)
    numbers = [number for answer in known for number in snapshot.overlapping(answer.source, answer.span, documents)]
    if not numbers:  # no such sentence may be told of
        return RightSentence(known[0].source, known[0].span, known[0].text, None, None)
    if working is None:
        return _placed(snapshot, numbers[0], None, None)
    if result.rank is not None:
        number = working.shown[result.rank - 1]
        return _placed(snapshot, number, result.rank, explain_candidate(working, working.position(number)))
    order = ranking(working)
    among = order[np.isin(working.ids[order], numbers)]
    if not len(among):
        return _placed(snapshot, numbers[0], None, None)
    best = int(among[0])
    return _placed(snapshot, int(working.ids[best]), None, explain_candidate(working, best))


def _placed(snapshot: Snapshot, number: int, rank: int | None, explanation: Explanation | None) -> RightSentence:
    (placed,) = snapshot.place([number])
    return RightSentence(placed.citation.source, placed.citation.span, placed.text, rank, explanation)


def _side_by_side(first: tuple[Term, ...], right: tuple[Term, ...]) -> tuple[Difference, ...]:
    return tuple(map(Difference, first, right))
