"""Two sentences side by side: what they share, what only one has, and which numbers and dates face each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from index.statements.closed_classes import BE, IRREGULAR_PASTS, PREPOSITIONS, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.statements.counted import Counted
    from index.statements.frame import Dated, Frame, Word

FEWEST_SHARED = 2
"""The fewest words, or signs of units, that two sentences on one fact share, where they stand under like titles."""
_SHARED_WITHOUT_CONTEXT, _SHARED_IN_TWO = 3, 5
_ANOTHER = listed("again another other further first second third next last only except besides")


Differing: TypeAlias = "Sequence[tuple[Counted, Counted]] | Sequence[tuple[Dated, Dated]]"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences side by side.

    Attributes:
        first: one of them.
        second: the other.
        first_context: the stems of what the first stands under.
        second_context: the stems of what the second stands under.
    """

    first: Frame
    second: Frame
    first_context: frozenset[str]
    second_context: frozenset[str]

    def one_topic(self) -> bool:
        """Return whether both speak of one thing: they share enough words, or some and what they stand under."""
        shared = {stem for stem in self.first.stems & self.second.stems if len(stem) > 1}
        signs = self.first.signs & self.second.signs
        count = len(shared) + len(signs)
        if count < FEWEST_SHARED:
            return False
        if not self.first_context or not self.second_context:
            return count >= _SHARED_WITHOUT_CONTEXT
        if self.first_context & self.second_context:
            return True
        named = any(word.name and word.after != "the" for word in self.first.words if word.stem in shared)
        return count >= _SHARED_IN_TWO - named

    def surplus(self, clauses: tuple[set[int], set[int]] | None = None) -> tuple[list[Word], list[Word]]:
        """Return the words of each that neither the other nor what it stands under has; None for all clauses."""
        first_clauses, second_clauses = clauses or self._all_clauses()
        return (
            _lacking(self.first, first_clauses, self.second, self.second_context),
            _lacking(self.second, second_clauses, self.first, self.first_context),
        )

    def around(self, differing: Differing) -> tuple[set[int], set[int]]:
        """Return the clauses of each that say what it is about: the first, and those of what differs."""
        return (
            {0, *(self.first.clauses[one.place] for one, _ in differing)},
            {0, *(self.second.clauses[two.place] for _, two in differing)},
        )

    def alike(self, clauses: tuple[set[int], set[int]]) -> bool:
        """Return whether these clauses are alike: one of the two may have one word more.

        That word must narrow nothing down: no name, nothing behind a preposition, nothing before a shared word.
        """
        first, second = self.surplus(clauses)
        if len(first) + len(second) > 1:
            return False
        return not any(_narrows(word, self.first) for word in first) and not any(
            _narrows(word, self.second) for word in second
        )

    def same_times(self, clauses: tuple[set[int], set[int]] | None = None) -> bool:
        """Return whether each date in these clauses of one may be a date of the other; None for all clauses."""
        first, second = clauses or self._all_clauses()
        return _may_all_be(self.first, first, self.second) and _may_all_be(self.second, second, self.first)

    def same_numbers(self) -> bool:
        """Return whether each number of one is a number of the other."""
        first, second = ([item for item in frame.counted if not item.zero] for frame in (self.first, self.second))
        return not _unmatched(first, second) and not _unmatched(second, first)

    def told_of_once(self) -> bool:
        """Return whether what is dated can happen once only: what is planned, what is so, what was done to a thing.

        What somebody did on one day can be done again on another.
        """
        return all(
            frame.planned or not frame.past or any(piece.plain in BE for piece in frame.pieces)
            for frame in (self.first, self.second)
        )

    def _all_clauses(self) -> tuple[set[int], set[int]]:
        return set(self.first.clauses), set(self.second.clauses)


def differing_numbers(pair: Pair) -> list[tuple[Counted, Counted]]:
    """Return the numbers that stand for one thing in both sentences and cannot be one."""
    first = _unmatched(pair.first.counted, pair.second.counted)
    second = _unmatched(pair.second.counted, pair.first.counted)
    found = []
    for one in first:
        other = next((two for two in second if one.amount.comparable(two.amount)), None)
        if other is not None:
            second.remove(other)
            found.append((one, other))
    return found[:1]


def differing_dates(pair: Pair) -> list[tuple[Dated, Dated]]:
    """Return the dates that stand in one place of both sentences and cannot be one."""
    if len(pair.first.dated) != len(pair.second.dated):
        return []
    return [
        (one, two)
        for one, two in zip(pair.first.dated, pair.second.dated, strict=True)
        if one.moment.comparable(two.moment) and one.moment.differs(two.moment)
    ]


def _unmatched(items: Iterable[Counted], others: Sequence[Counted]) -> list[Counted]:
    """Return the numbers that none of the others can be."""
    return [
        one
        for one in items
        if not any(one.amount.comparable(two.amount) and not one.amount.differs(two.amount) for two in others)
    ]


def _may_all_be(frame: Frame, clauses: set[int], other: Frame) -> bool:
    return all(
        any(item.moment.comparable(two.moment) and not item.moment.differs(two.moment) for two in other.dated)
        for item in frame.dated
        if frame.clauses[item.place] in clauses
    )


def _lacking(frame: Frame, clauses: set[int], other: Frame, context: frozenset[str]) -> list[Word]:
    known = other.stems | context
    return [word for word in frame.words if word.stem not in known and frame.clauses[word.place] in clauses]


def _narrows(word: Word, frame: Frame) -> bool:
    following = frame.pieces[word.place + 1] if word.place + 1 < len(frame.pieces) else None
    if word.name or word.after in PREPOSITIONS or word.stem in _ANOTHER or (following and following.plain == "of"):
        return True
    modified = {other.place for other in frame.words} if word.stem not in IRREGULAR_PASTS else set()
    return word.place + 1 in modified
