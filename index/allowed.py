"""Which documents may be told of: all, or those that pass filters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from index.classifications import BY_DEFAULT
from index.filter import allowed_documents, allowed_former

if TYPE_CHECKING:
    import sqlite3

    from index.classifications import Classifications
    from index.records import Filters


@dataclass(frozen=True, slots=True)
class Allowed:
    """The documents that may be told of; `number in allowed` says whether one is among them.

    Attributes:
        numbers: their catalog ids, or None for all.
    """

    numbers: frozenset[int] | None = None

    @classmethod
    def by(
        cls, connection: sqlite3.Connection, filters: Filters, classifications: Classifications = BY_DEFAULT
    ) -> Self:
        """Return the documents that pass filters.

        Args:
            connection: the catalog, inside a transaction.
            filters: what a document has to be.
            classifications: the markings that ceilings are held against.

        Raises:
            SettingsError: a ceiling is none of the markings.
        """
        documents = allowed_documents(connection, filters, classifications)
        return cls(None if documents is None else frozenset(documents.tolist()))

    @classmethod
    def former(
        cls, connection: sqlite3.Connection, filters: Filters, classifications: Classifications = BY_DEFAULT
    ) -> Self:
        """Return the documents that pass among those that were visible once and are kept; as `by`."""
        documents = allowed_former(connection, filters, classifications)
        return cls(None if documents is None else frozenset(documents.tolist()))

    def __contains__(self, number: int) -> bool:
        """Return whether a document, by its catalog id, may be told of."""
        return self.numbers is None or number in self.numbers

    @property
    def all_of_them(self) -> bool:
        """Whether there are no filters."""
        return self.numbers is None


ALL = Allowed()
"""All documents."""
