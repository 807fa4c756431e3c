"""Which sentences of an answer belong together: those that stand near each other under one heading."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from index.choose import Choice
    from index.surroundings import Surroundings

MOST_WORDS = 200
"""The most words from the first sentence of a group to its last, those left out between them included.

Of 60 to 300, 200 is the fewest that keep the F1 of sentences where questions have several (benchmarks.sentences).
"""
LEAST_SHARE = 0.05
"""A sentence belongs with a better one from this share of its confidence: it may well answer with it.

Of 0, 0.05, 0.1, 0.2 and 0.3 it gives the best sum of F1 over a set whose questions have three answers each, where less
is better, and one whose questions mostly have one, where more is.
"""


def group_numbers(
    choices: Sequence[Choice], surroundings: Mapping[int, Surroundings], bound: Collection[int]
) -> dict[int, int]:
    """Return the group of each sentence by catalog id, from 0 in the order of their best sentence.

    Sentences of one document and one heading share a group where its stretch holds at most MOST_WORDS, and each of them
    is likely enough to answer with the best of them, belongs to it or stands between two that do.

    Args:
        choices: the sentences, best first.
        surroundings: of each of them, by id.
        bound: ids of those that belong to the first, however likely they are.
    """
    numbers = count()
    groups: dict[int, int] = {}
    for choice in choices:
        own = choice.placed.id
        if own in groups:
            continue
        number = groups[own] = next(numbers)
        left = [other for other in choices if other.placed.id not in groups]
        belonging = () if number else bound
        groups.update((member, number) for member in _members(choice, left, surroundings[own], belonging))
    return groups


def _members(best: Choice, others: Sequence[Choice], around: Surroundings, bound: Collection[int]) -> Iterator[int]:
    """Yield the ids of the sentences that are shown with `best`."""
    first = last = around.place
    near = [(other, place) for other in others if (place := around.find(other.placed.id)) is not None]
    near.sort(key=lambda pair: pair[0].placed.id not in bound)
    joined = True
    while joined:
        joined = False
        for pair in list(near):
            other, place = pair
            low, high = min(first, place), max(last, place)
            likely = other.confidence >= LEAST_SHARE * best.confidence or other.placed.id in bound
            if (likely or first < place < last) and around.words(low, high) <= MOST_WORDS:
                first, last, joined = low, high, True
                near.remove(pair)
                yield other.placed.id
