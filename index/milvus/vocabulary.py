"""How many texts hold each term, read once: every question asks for some, and a request takes longer than a look-up.

What generations counted is only ever added to, so of a later view only what came since is read. A vocabulary with more
rows than fit is not kept: its terms are asked for one by one.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from index.milvus.counts import ALL, FIELDS
from index.milvus.literals import both
from index.milvus.tables import TERMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.milvus.server import Row, Server
    from index.milvus.view import View

MOST_ROWS = 500_000
"""Rows of counts that are kept: about 100 MB here, 30 MB on the way, and what 100,000 sentences or more have."""


class Vocabulary:
    """The counts of one view. Never changed once it is made."""

    def __init__(self, view: View, counts: dict[str, dict[str, tuple[int, int]]]) -> None:
        """Take, by field and term, how many texts hold it, and of ALL how many terms they have together as well."""
        self.view = view
        self._counts = counts
        self._sorted = {field: sorted(terms) for field, terms in counts.items()}

    def counts(self, field: str, terms: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Return the counts of these terms of a field, zeros for one that stands nowhere."""
        of = self._counts[field]
        return {term: of.get(term, (0, 0)) for term in terms}

    def beginning(self, field: str, prefix: str) -> dict[str, int]:
        """Return how many texts hold each term of a field that begins so."""
        return {term: self._counts[field][term][0] for term in self._from(field, prefix) if term != ALL}

    def _from(self, field: str, prefix: str) -> Iterator[str]:
        terms = self._sorted[field]
        for place in range(bisect_left(terms, prefix), len(terms)):
            if not terms[place].startswith(prefix):
                return
            yield terms[place]


def read_vocabulary(server: Server, view: View, before: Vocabulary | None) -> Vocabulary | None:
    """Return the vocabulary of a view, None where it has too many rows to be kept.

    Args:
        server: where the index is.
        view: whose counts.
        before: that of an earlier view, whose counts hold still; None for none.
    """
    if server.count(TERMS) > MOST_ROWS:
        return None
    counts: dict[str, dict[str, tuple[int, int]]] = {
        field: dict(before._counts[field]) if before else {} for field in FIELDS
    }
    _add(counts, server.whole(TERMS, _since(view, before), ["field", "term", "texts", "tokens"]))
    return Vocabulary(view, counts)


def _since(view: View, before: Vocabulary | None) -> str:
    """Return the condition on rows that a view sees, and an earlier one did not."""
    if before is None:
        return view.born
    opened = [f"born in [{', '.join(map(str, before.view.open))}]"] if before.view.open else []
    return both(view.born, " or ".join([f"born > {before.view.cap}", *opened]))


def _add(counts: dict[str, dict[str, tuple[int, int]]], rows: Iterable[Row]) -> None:
    for row in rows:
        of = counts[row["field"]]
        texts, tokens = of.get(row["term"], (0, 0))
        of[row["term"]] = texts + row["texts"], tokens + row["tokens"]
