"""What stands around a sentence, under the same heading: the stretch of a document that an answer may take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.records import BlockKind


@dataclass(frozen=True, slots=True)
class Neighbor:
    """A sentence that stands near another one, under the same heading.

    Attributes:
        id: its catalog id.
        ordinal: its place in the document, from 0.
        kind: the kind of block that it was cut from.
        reading: its words as a person reads them.
    """

    id: int
    ordinal: int
    kind: BlockKind
    reading: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A sentence among its neighbors.

    Attributes:
        sentences: the neighbors and the sentence itself, in the document's order, their ordinals without a gap.
        place: where the sentence itself stands among them.
    """

    sentences: tuple[Neighbor, ...]
    place: int

    def find(self, sentence: int) -> int | None:
        """Return where the sentence of this catalog id stands, None where it is not near."""
        return next((place for place, near in enumerate(self.sentences) if near.id == sentence), None)

    def words(self, first: int, last: int) -> int:
        """Return the number of words from one place to another, both included, counted at white space."""
        return sum(len(near.reading.split()) for near in self.sentences[first : last + 1])


def surround(sentence: int, near: Sequence[Neighbor]) -> Surroundings:
    """Return a sentence among those of its neighbors that no gap parts from it.

    Args:
        sentence: its catalog id.
        near: the sentence itself and others of its document, by ascending ordinal.
    """
    own = next(place for place, neighbor in enumerate(near) if neighbor.id == sentence)
    offset = near[own].ordinal - own
    first = last = own
    while first and near[first - 1].ordinal == offset + first - 1:
        first -= 1
    while last + 1 < len(near) and near[last + 1].ordinal == offset + last + 1:
        last += 1
    return Surroundings(tuple(near[first : last + 1]), own - first)
