"""What search asks of the stores, whatever engine is behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Hits:
    """What a store found, best first.

    Attributes:
        ids: catalog ids, shape (n,), int64.
        scores: the store's own scores, shape (n,), float32: a cosine, or a BM25 score.
    """

    ids: NDArray[np.int64]
    scores: NDArray[np.float32]


class VectorStore(Protocol):
    """Vectors by catalog id, searched by cosine."""

    def __len__(self) -> int:
        """Return the number of vectors."""
        ...

    def search(self, vector: NDArray[np.float32], limit: int, allowed: NDArray[np.int64] | None) -> Hits:
        """Return the `limit` nearest to a unit vector, shape (dimension,), among the allowed ids (None: all)."""
        ...

    def vectors(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vectors of `ids`, shape (len(ids), dimension), float32; all of them must be there."""
        ...


class WordStore(Protocol):
    """Texts by catalog id, searched by BM25 over one or more fields."""

    def __len__(self) -> int:
        """Return the number of texts."""
        ...

    def terms(self, text: str) -> tuple[str, ...]:
        """Return the different terms of a text as the store counts them: lower case, folded, stemmed."""
        ...

    def search(self, field: str, terms: tuple[str, ...], limit: int, documents: NDArray[np.int64] | None) -> Hits:
        """Return the `limit` best texts of a field among those of the allowed documents (None: all).

        By BM25 over these alone: they and their scores are those of a store that holds no other document.
        """
        ...

    def scores(self, field: str, terms: tuple[str, ...], ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the BM25 score of each of `ids` among all texts, shape (len(ids),), float32; 0 for no term."""
        ...

    def count(self, field: str, terms: tuple[str, ...], documents: NDArray[np.int64] | None) -> int:
        """Return how many texts of these documents (None: of all) hold all of these terms, one or more."""
        ...

    def standing(self, field: str, terms: tuple[str, ...], ids: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which of these terms, no term twice, stand in each of `ids`, shape (len(ids), len(terms))."""
        ...

    def dictionary(self, field: str, prefix: str, documents: NDArray[np.int64] | None) -> tuple[tuple[str, int], ...]:
        """Return the terms of a field that begin so, with how many texts of these documents (None: of all) hold each.

        Those that most texts hold come first; a term that none of these documents holds is left out.
        """
        ...

    def rarities(self, field: str, terms: tuple[str, ...], documents: NDArray[np.int64] | None) -> NDArray[np.float32]:
        """Return the inverse document frequency of each term in a field, shape (len(terms),), float32.

        As BM25 counts it, and among the texts of these documents (None: of all): no other text has a say in it.
        """
        ...
