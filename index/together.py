"""Which sentences of an answer belong together: those that stand near each other under one heading."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from index.choose import Choice
    from index.surroundings import Surroundings

MOST_WORDS = 200
"""The most words from the first sentence of a group to its last, those left out between them included."""
LEAST_SHARE = 0.05
"""A sentence apart from the others joins them with this share of the confidence of the best one."""


def group_numbers(
    choices: Sequence[Choice], surroundings: Mapping[int, Surroundings], bound: Collection[int]
) -> dict[int, int]:
    """Return the group of each sentence by catalog id, from 0 in the order of their best sentence.

    Sentences of one document and one heading share a group where its stretch holds at most MOST_WORDS and each of them
    follows another one or is likely enough to answer as well.

    Args:
        choices: the sentences, best first.
        surroundings: of each of them, by id.
        bound: ids of those that belong to the first, however likely they are.
    """
    numbers = count()
    groups: dict[int, int] = {}
    for choice in choices:
        if choice.placed.id not in groups:
            left = [other for other in choices if other.placed.id not in groups and other is not choice]
            number = next(numbers)
            groups[choice.placed.id] = number
            groups.update((member, number) for member in _members(choice, left, surroundings[choice.placed.id], bound))
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
            if (likely or first - 1 <= place <= last + 1) and around.words(low, high) <= MOST_WORDS:
                first, last, joined = low, high, True
                near.remove(pair)
                yield other.placed.id
