"""What search finds and ranking weighs: columns over the candidates of one question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Candidates:
    """Sentences that may answer a question; every column has one entry a candidate, in the same order.

    Attributes:
        ids: catalog ids of the sentences, ascending, shape (n,), int64.
        passages: catalog ids of the passages that they stand in, shape (n,), int64.
        documents: catalog ids of their documents, shape (n,), int64.
        introducers: catalog ids of the questions that they answer where they stand (the sentence before one is a
            question, as in a Q&A sheet), 0 where there is none, shape (n,), int64.
        readings: their words as a person reads them.
        among: catalog ids of the documents that were searched, ascending, or None for all.
    """

    ids: NDArray[np.int64]
    passages: NDArray[np.int64]
    documents: NDArray[np.int64]
    introducers: NDArray[np.int64]
    readings: tuple[str, ...]
    among: NDArray[np.int64] | None = None

    def __len__(self) -> int:
        """Return the number of candidates."""
        return len(self.readings)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the signals say of each candidate.

    Attributes:
        names: the signals, in the order of the columns.
        values: shape (candidates, signals), float32.
    """

    names: tuple[str, ...]
    values: NDArray[np.float32]

    def columns(self, names: tuple[str, ...]) -> NDArray[np.float32]:
        """Return the columns of `names`, in that order, shape (candidates, len(names)).

        Raises:
            ValueError: a signal is missing.
        """
        places = [self.names.index(name) for name in names]
        return self.values[:, places]


_CLOSING = " \"'”’)"


def asks(reading: str) -> bool:
    """Return whether a sentence is a question."""
    return reading.rstrip(_CLOSING).endswith("?")


def opens(reading: str) -> bool:
    """Return whether a sentence only opens what follows it: a question, or a lead-in that ends in a colon."""
    return asks(reading) or reading.rstrip(_CLOSING).endswith(":")
