"""The words of some documents, searched as if a store held no others.

Tantivy scores by the figures of all that it holds, and knows no others. So the figures of the allowed texts are
counted, Tantivy is asked with terms weighed by them, and what it finds first is scored again by hand (how often a term
stands in a text follows from the score that Tantivy gives for it alone, so no text is kept twice); it is asked for
more until no text that it did not give can be among the best.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from index.stores.base import Hits
from index.stores.bm25 import Figures, rarity, telling
from index.stores.word_fields import length_field
from index.stores.word_queries import all_of, any_of, chosen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

_SPARE = 16
"""More than are wanted are asked for, since another mean length may change their order a little."""
_MORE = 4
"""Times as many the next time."""
_ROUNDING = 1e-4
"""Tantivy counts in float32."""


class BoundedWords:
    """Texts of the allowed documents in one store. Safe for use from several threads."""

    def __init__(self, searcher: Any, schema: Any, documents: NDArray[np.int64]) -> None:  # noqa: ANN401 - Tantivy's
        """Take a store's parts, and the catalog ids of the allowed documents, ascending."""
        self._searcher = searcher
        self._schema = schema
        self._allowed = chosen(schema, "document", documents)
        self._known: dict[str, Figures] = {}
        self._means: dict[str, float] = {}

    def figures(self, field: str, terms: Iterable[str]) -> Figures:
        """Return the figures of a field, these terms counted; each is counted once.

        Raises:
            ValueError: a file of Tantivy is damaged.
        """
        known = self._known.get(field)
        missing = [term for term in dict.fromkeys(terms) if known is None or term not in known.holding]
        if known is None or missing:
            known = self._known[field] = self._counted(field, missing, known.holding if known else {})
        return known

    def _counted(self, field: str, terms: list[str], before: Mapping[str, int]) -> Figures:
        asked: dict[str, dict[str, dict[str, str]] | dict[str, str]] = {
            str(place): {"filter": f"{field}:{_quoted(term)}"} for place, term in enumerate(terms)
        }
        asked["lengths"] = {"stats": {"field": length_field(field)}}
        found = self._searcher.aggregate(self._allowed, asked)
        texts, words = int(found["lengths"]["count"]), float(found["lengths"]["sum"])
        counts = {term: int(found[str(place)]["doc_count"]) for place, term in enumerate(terms)}
        return Figures(texts, words / max(texts, 1), {**before, **counts})

    def search(self, field: str, terms: Iterable[str], limit: int) -> Hits:
        """Return the `limit` best texts; of those that are as good, the ones with the lowest ids.

        Raises:
            ValueError: a file of Tantivy is damaged.
        """
        figures = self.figures(field, terms)
        asked = telling(tuple(terms), figures.holding.__getitem__, figures.texts)
        weights = {
            term: figures.rarity(term) / self._rarity_in_all(field, term) for term in asked if figures.holding[term]
        }
        if not weights or limit < 1:
            return Hits(np.empty(0, np.int64), np.empty(0, np.float32))
        query = all_of(any_of(self._schema, field, weights), self._allowed)
        # A text's score grows with the mean length at most as much as that does.
        slack = max(1.0, figures.mean / self._mean_of_all(field)) * (1 + _ROUNDING)
        scored: dict[tuple[int, int], tuple[float, int]] = {}
        wanted = limit + _SPARE
        while True:
            found = self._searcher.search(query, limit=wanted, count=False).hits
            fresh = [address for _, address in found if _place(address) not in scored]
            ids = self._searcher.fast_field_values("id", fresh)
            scores = self._scores(field, figures, weights, fresh, ids)
            for address, number, score in zip(fresh, ids, scores, strict=True):
                scored[_place(address)] = (-score, number)
            best = sorted(scored.values())[:limit]
            if len(found) < wanted or -best[-1][0] > found[-1][0] * slack:
                break
            wanted *= _MORE
        return Hits(
            np.array([number for _, number in best], np.int64), np.array([-score for score, _ in best], np.float32)
        )

    def _scores(
        self, field: str, figures: Figures, terms: Iterable[str], addresses: list[Any], ids: list[int]
    ) -> list[float]:
        lengths = self._searcher.fast_field_values(length_field(field), addresses)
        places = map(_place, addresses)
        known = {place: (length, dict[str, int]()) for place, length in zip(places, lengths, strict=True)}
        among = chosen(self._schema, "id", np.array(ids, np.int64))
        for term in terms:
            of_all = Figures(self._searcher.num_docs, self._mean_of_all(field), {term: self._held_in_all(field, term)})
            query = all_of(any_of(self._schema, field, {term: 1.0}), among)
            for score, address in self._searcher.search(query, limit=max(1, len(ids)), count=False).hits:
                length, counts = known[_place(address)]
                counts[term] = of_all.count(term, score, length)
        return [figures.score(counts, length) for length, counts in known.values()]

    def _rarity_in_all(self, field: str, term: str) -> float:
        return rarity(self._searcher.num_docs, self._held_in_all(field, term))

    def _held_in_all(self, field: str, term: str) -> int:
        return int(self._searcher.doc_freq(field, term))

    def _mean_of_all(self, field: str) -> float:
        import tantivy

        if field not in self._means:
            asked = {"lengths": {"avg": {"field": length_field(field)}}}
            self._means[field] = float(self._searcher.aggregate(tantivy.Query.all_query(), asked)["lengths"]["value"])
        return self._means[field]


def _place(address: Any) -> tuple[int, int]:  # noqa: ANN401 - Tantivy's
    """Return an address as what can be a key."""
    return address.segment_ord, address.doc


def _quoted(term: str) -> str:
    return '"' + term.replace("\\", "\\\\").replace('"', '\\"') + '"'
