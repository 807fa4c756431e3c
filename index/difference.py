"""What is another in a sentence than it was, word by word."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Change(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words, single spaces between them, and what became of it."""

    change: Change
    text: str


def difference(was: str, now: str) -> tuple[Piece, ...]:
    """Return the words of two texts, in order: what stayed, what is gone, and what is new in its place.

    Without what is new it is `was`, without what is gone `now`, white space folded in both.
    """
    return tuple(_pieces(was.split(), now.split()))


def _pieces(was: Sequence[str], now: Sequence[str]) -> Iterator[Piece]:
    for kind, first, last, new_first, new_last in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece(Change.SAME, " ".join(was[first:last]))
            continue
        if last > first:
            yield Piece(Change.GONE, " ".join(was[first:last]))
        if new_last > new_first:
            yield Piece(Change.NEW, " ".join(now[new_first:new_last]))
