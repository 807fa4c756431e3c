"""All that one question sees: one generation of an index, wherever it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.candidates import Candidates
    from index.definitions import Definition
    from index.records import Citation, Filters, Span
    from index.snapshot import Placed
    from index.stores.base import Hits, WordStore
    from index.surroundings import Surroundings

_Result = TypeVar("_Result")


class KnownVectors(Protocol):
    """Vectors by id."""

    def vectors(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vectors of `ids`, shape (len(ids), dimension), float32; all of them must be there."""
        ...


class Definitions(Protocol):
    """The abbreviations that documents define."""

    def among(self, documents: NDArray[np.int64] | None) -> tuple[Definition, ...]:
        """Return the different definitions of the allowed documents (None: of all), in the order of documents."""
        ...


class SearchStores(Protocol):
    """What the signals and the understanding of a question ask of a generation's texts."""

    @property
    def sentence_vectors(self) -> KnownVectors:
        """The vectors of sentences."""
        ...

    @property
    def passage_vectors(self) -> KnownVectors:
        """The vectors of passages."""
        ...

    @property
    def sentence_words(self) -> WordStore:
        """Words by sentence: fields "sentence" and "titled" (with its title and headings before it)."""
        ...

    @property
    def passage_words(self) -> WordStore:
        """Words by passage: fields "passage" and, for its dictionary, "spelled"."""
        ...

    @property
    def definitions(self) -> Definitions:
        """The abbreviations that the documents define."""
        ...


class Snapshot(Protocol):
    """One generation, open for reading. To be used from one thread at a time.

    Ids are the index's own: of documents, passages and sentences, each ascending in the order of the documents.
    """

    @property
    def stores(self) -> SearchStores:
        """Its words and vectors."""
        ...

    def allowed(self, filters: Filters) -> NDArray[np.int64] | None:
        """Return the ids of the documents that pass, ascending, shape (n,), int64; None where all do.

        Raises:
            SettingsError: a ceiling is none of the markings.
        """
        ...

    def all_of(self, documents: NDArray[np.int64]) -> bool:
        """Return whether these are all documents that there are."""
        ...

    def nearest_sentences(self, vector: NDArray[np.float32], limit: int, documents: NDArray[np.int64] | None) -> Hits:
        """Return the `limit` sentences of the allowed documents (None: of all) nearest to a unit vector, best first."""
        ...

    def nearest_passages(self, vector: NDArray[np.float32], limit: int, documents: NDArray[np.int64] | None) -> Hits:
        """Return the same of passages."""
        ...

    def at_once(self, searches: Sequence[Callable[[], _Result]]) -> list[_Result]:
        """Return what each of these searches on this snapshot gives, in their order; they may run side by side."""
        ...

    def members_of(self, passages: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the ids of all sentences of these passages, in the order of `passages`, shape (n,), int64."""
        ...

    def candidates(self, ids: NDArray[np.int64], among: NDArray[np.int64] | None = None) -> Candidates:
        """Return the sentences of these ids, found among these documents (None: all), as candidates by ascending id."""
        ...

    def title_vectors(self, documents: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vector of each document's title, shape (n, dimension), float32; zeros where it has none."""
        ...

    def place(self, ids: Sequence[int]) -> tuple[Placed, ...]:
        """Return sentences with all that an answer says of them, in the order of `ids`."""
        ...

    def around(self, ids: Sequence[int], reach: int) -> dict[int, Surroundings]:
        """Return each sentence among those before and after it under its heading, up to `reach` either way."""
        ...

    def overlapping(self, source: str, span: Span, documents: NDArray[np.int64] | None = None) -> tuple[int, ...]:
        """Return the ids of the sentences of a document that overlap a span, in the document's order.

        None where it is not among `documents` (None: all).
        """
        ...

    def also_in(
        self, ids: Sequence[int], documents: NDArray[np.int64] | None = None
    ) -> dict[int, tuple[Citation, ...]]:
        """Return, for each sentence whose words stand elsewhere in these documents (None: in any), where they do."""
        ...

    def labeled(self, word: str, documents: NDArray[np.int64] | None) -> bool:
        """Return whether the source, title, date, tags or marking of one of these documents (None: any) hold a word."""
        ...
