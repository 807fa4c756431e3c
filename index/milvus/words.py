"""Words of a shared index: BM25 by Milvus, rarity and dictionary by what each generation counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.milvus.counts import ALL, FIELDS
from index.milvus.hits import hits_of
from index.milvus.literals import beginning, both, one_of, quoted
from index.milvus.server import MOST_ROWS
from index.milvus.tables import K1, PASSAGES, TERMS, B, sparse
from index.milvus.terms import read, terms_of, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.milvus.fetched import Fetched
    from index.milvus.tables import Table
    from index.stores.base import Hits

_MOST_READ = 20_000
"""Passages of chosen documents that are read for their words; of more only whole words are looked up."""


@dataclass(frozen=True, slots=True)
class MilvusWords:
    """The words of the texts of one collection, as one question sees them.

    Attributes:
        fetched: what the question has read, and where it reads.
        table: the collection.
    """

    fetched: Fetched
    table: Table

    def __len__(self) -> int:
        """Return the number of texts."""
        field = next(name for name, of in FIELDS.items() if of is self.table)
        return self._counts(field, [ALL])[ALL][0]

    def terms(self, text: str) -> tuple[str, ...]:
        """Return the different terms of a text: lower case, accents folded, stemmed, in order."""
        return tuple(dict.fromkeys(terms_of(text)))

    def search(self, field: str, terms: tuple[str, ...], limit: int, documents: NDArray[np.int64] | None) -> Hits:
        """Return the `limit` best texts of a field among those of the allowed documents (None: all)."""
        if limit < 1 or not terms or (documents is not None and not len(documents)):
            return hits_of([])
        condition = self.fetched.among(documents)
        return hits_of(self.fetched.server.search(self.table, sparse(field), written(terms), condition, limit))

    def scores(self, field: str, terms: tuple[str, ...], ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the BM25 score of each of `ids` in a field, shape (len(ids),), float32; 0 where no term stands."""
        rarities = dict(zip(terms, self.rarities(field, terms, None).tolist(), strict=True))
        texts, tokens = self._counts(field, [ALL])[ALL]
        usual = tokens / max(texts, 1)
        rows = self.fetched.found(self.table, ids)
        return np.array([_score(rarities, read(row[field]), usual) if row else 0.0 for row in rows], np.float32)

    def count(self, field: str, terms: tuple[str, ...], documents: NDArray[np.int64] | None) -> int:
        """Return how many texts of these documents (None: of all) hold all of these terms, one or more.

        At most MOST_ROWS where there are several terms, or documents are chosen: so many a server tells of.
        """
        if documents is None and len(terms) == 1:
            return self._counts(field, terms)[terms[0]][0]
        held = [set(self.search(field, (term,), MOST_ROWS, documents).ids.tolist()) for term in terms]
        return len(set.intersection(*held))

    def standing(self, field: str, terms: tuple[str, ...], ids: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which of these terms, no term twice, stand in each of `ids`, shape (len(ids), len(terms))."""
        held = [set(read(row[field])) if row else set() for row in self.fetched.found(self.table, ids)]
        return np.array([[term in each for term in terms] for each in held], bool).reshape(len(ids), len(terms))

    def rarities(self, field: str, terms: tuple[str, ...], documents: NDArray[np.int64] | None) -> NDArray[np.float32]:
        """Return the inverse document frequency of each term, as `index.stores.words.TantivyWords.rarities` does."""
        if documents is None:
            counted = self._counts(field, [*terms, ALL])
            counts, texts = [counted[term][0] for term in terms], counted[ALL][0]
        else:
            counts = [len(self.search(field, (term,), MOST_ROWS, documents).ids) for term in terms]
            texts = self.fetched.count(self.table, documents)
        found = np.minimum(np.array(counts, np.float64), texts)
        return np.log1p((texts - found + 0.5) / (found + 0.5)).astype(np.float32)

    def dictionary(self, field: str, prefix: str, documents: NDArray[np.int64] | None) -> tuple[tuple[str, int], ...]:
        """Return the terms of a field that begin so, with how many texts of these documents (None: of all) hold each.

        Those that most texts hold come first; a term that none of these documents holds is left out. Of documents with
        more than 20,000 passages only the term that is `prefix` itself is told, since all of their words would have to
        be read.
        """
        if documents is None:
            found = self._beginning(field, prefix)
        elif self.fetched.count(PASSAGES, documents) <= _MOST_READ:
            held = self.fetched.dictionary(field, documents)
            found = {term: count for term, count in held.items() if term.startswith(prefix)}
        else:
            found = {prefix: len(self.search(field, (prefix,), MOST_ROWS, documents).ids)}
        return tuple((term, count) for term, count in sorted(found.items(), key=lambda pair: -pair[1]) if count > 0)

    def _beginning(self, field: str, prefix: str) -> dict[str, int]:
        if (vocabulary := self.fetched.vocabulary()) is not None:
            return vocabulary.beginning(field, prefix)

        def read_all() -> dict[str, int]:
            condition = both(self.fetched.view.born, f"field == {quoted(field)}", beginning("term", prefix))
            found: dict[str, int] = {}
            for row in self.fetched.server.every(TERMS, condition, ["term", "texts"]):
                if row["term"].startswith(prefix) and row["term"] != ALL:
                    found[row["term"]] = found.get(row["term"], 0) + row["texts"]
            return found

        return self.fetched.remembered(("beginning", field, prefix), read_all)

    def _counts(self, field: str, terms: Sequence[str]) -> dict[str, tuple[int, int]]:
        """Return how many texts hold each term, and of ALL how many terms they have together as well."""
        if (vocabulary := self.fetched.vocabulary()) is not None:
            return vocabulary.counts(field, terms)
        known: dict[str, tuple[int, int]] = self.fetched.remembered(("counts", field), dict)
        missing = [term for term in dict.fromkeys(terms) if term not in known]
        if missing:
            condition = both(self.fetched.view.born, f"field == {quoted(field)}", one_of("term", missing))
            found = dict.fromkeys(missing, (0, 0))
            for row in self.fetched.server.every(TERMS, condition, ["term", "texts", "tokens"]):
                texts, tokens = found[row["term"]]
                found[row["term"]] = texts + row["texts"], tokens + row["tokens"]
            known |= found  # two threads may find the same
        return {term: known[term] for term in terms}


def _score(rarities: dict[str, float], terms: Sequence[str], usual: float) -> float:
    """Return the BM25 score of a text (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009)."""
    longer = K1 * (1 - B + B * len(terms) / max(usual, 1.0))
    counts = {term: terms.count(term) for term in rarities}
    return sum(rarities[term] * count * (K1 + 1) / (count + longer) for term, count in counts.items() if count)
