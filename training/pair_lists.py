"""What the cross-encoder learns from: for each question a right sentence among wrong ones, or wrong ones only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from training.evidence import Asked

NEAR, NEAR_COUNT = 12, 4
"""How many wrong ones come from the best candidates, the hardest."""
FAR_COUNT = 2
"""How many come from those after them."""
UNANSWERED_SHARE = 0.25
"""Lists in which nothing answers, for each list in which one does."""
UNANSWERED_COUNT = 4
"""Sentences in a list in which nothing answers."""


@dataclass(frozen=True, slots=True)
class PairList:
    """One question and sentences.

    Attributes:
        question: as it was asked.
        texts: what is read of each sentence; the one that answers first, where one does.
        answered: whether one does.
    """

    question: str
    texts: tuple[str, ...]
    answered: bool


def sample_lists(
    asked: Sequence[Asked], documents: frozenset[str] | None, chance: np.random.Generator
) -> list[PairList]:
    """Return lists in a random order, one for each question that has a right candidate, and some without.

    Args:
        asked: the questions.
        documents: those that may be read; questions and sentences of others are left out. None: all.
        chance: what draws.
    """
    inside = [row for row in asked if documents is None or row.home in documents]
    answered = [found for row in inside if row.answerable and (found := _answered(row, documents, chance))]
    without = [row for row in inside if not row.answerable]
    count = min(len(without), round(UNANSWERED_SHARE * len(answered)))
    drawn = [without[place] for place in chance.choice(len(without), count, replace=False)] if count else []
    lists = answered + [_unanswered(row, documents, chance) for row in drawn]
    return [lists[place] for place in chance.permutation(len(lists))]


def _answered(row: Asked, documents: frozenset[str] | None, chance: np.random.Generator) -> PairList | None:
    right = np.flatnonzero(row.hits[row.best])
    if not len(right):
        return None
    wrong = _wrong(row, documents)
    near, far = wrong[wrong < NEAR], wrong[wrong >= NEAR]
    chosen = [int(chance.choice(right)), *_draw(near, NEAR_COUNT, chance), *_draw(far, FAR_COUNT, chance)]
    return PairList(row.question, tuple(row.pairs[place] for place in chosen), answered=True)


def _unanswered(row: Asked, documents: frozenset[str] | None, chance: np.random.Generator) -> PairList:
    chosen = _draw(_wrong(row, documents)[:NEAR], UNANSWERED_COUNT, chance)
    return PairList(row.question, tuple(row.pairs[place] for place in chosen), answered=False)


def _wrong(row: Asked, documents: frozenset[str] | None) -> NDArray[np.intp]:
    """Return the places in `best` of sentences that do not answer."""
    readable = [documents is None or row.sources[place] in documents for place in row.best]
    return np.flatnonzero(~row.hits[row.best] & np.array(readable, bool))


def _draw(places: NDArray[np.intp], count: int, chance: np.random.Generator) -> list[int]:
    drawn: list[int] = chance.choice(places, min(count, len(places)), replace=False).tolist()
    return drawn
