"""Sentences that stand somewhere, for tests of what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.choose import Choice
from index.records import BlockKind, Citation, Span
from index.snapshot import Placed
from index.surroundings import Neighbor, Surroundings

if TYPE_CHECKING:
    from collections.abc import Sequence


def make_choice(number: int, score: float, reading: str = "", source: str = "a") -> Choice:
    """Return a sentence with the words `reading`, or words of its own, whose confidence is its score."""
    placed = Placed(
        id=number,
        text=reading or f"Sentence {number}.",
        reading=reading or f"Sentence {number}.",
        citation=Citation(source, Span(10 * number, 10 * number + 9), "00"),
        ordinal=number,
        line=None,
        page=None,
        title=None,
        heading=None,
        date=None,
        before=None,
        after=None,
    )
    return Choice(placed, score, score)


def among(place: int, readings: Sequence[str], kinds: Sequence[BlockKind] = (), first: int = 0) -> Surroundings:
    """Return the sentence at a place among others, paragraphs without kinds; ids count from `first`."""
    kinds = kinds or [BlockKind.PARAGRAPH] * len(readings)
    neighbors = tuple(
        Neighbor(number, number, kind, reading)
        for number, (reading, kind) in enumerate(zip(readings, kinds, strict=True), first)
    )
    return Surroundings(neighbors, place)
