"""Words in Tantivy: BM25 over sentences, sentences with their context, and passages."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.errors import StoreError
from index.memo import Memo
from index.stores.base import Hits
from index.stores.bm25 import rarity, telling
from index.stores.bounded_words import BoundedWords
from index.stores.word_fields import make_analyzer, register_analyzers, schema
from index.stores.word_queries import all_of, any_of, chosen, marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

_BOUNDS_KEPT = 4
"""Sets of documents whose figures are kept: a question asks for those of one several times."""
_FREQUENCIES = 8192
"""Words whose number of texts is kept: finding it asks every segment."""
_MARKS = 24
"""Powers of two from 1 on whose sums float32, which Tantivy's scores are, holds exactly."""


class TantivyWords:
    """Texts by catalog id, searched by BM25. Safe for reading from several threads."""

    def __init__(self, folder: Path, fields: Sequence[str]) -> None:
        """Open the words that `WordWriter` wrote in `folder`.

        Raises:
            StoreError: a file is missing or damaged.
        """
        import tantivy

        self._folder = folder
        self._analyzer = make_analyzer()
        self._bounded = Memo(_BOUNDS_KEPT)
        try:
            with self._reading(), _openable(folder) as path:
                if not tantivy.Index.exists(str(path)):  # otherwise an empty one would be made there
                    raise _unusable(folder)
                self._index = tantivy.Index(schema(fields), path=str(path), reuse=True)
                self._index.config_reader("manual")  # what is there never changes: nothing to watch it for
                register_analyzers(self._index, self._analyzer)
                self._searcher = self._index.searcher()
                self._frequency = lru_cache(_FREQUENCIES)(self._searcher.doc_freq)
        except OSError as error:
            raise _unusable(folder) from error

    def __len__(self) -> int:
        """Return the number of texts."""
        return int(self._searcher.num_docs)

    def terms(self, text: str) -> tuple[str, ...]:
        """Return the different terms of a text: lower case, accents folded, stemmed, in order."""
        return tuple(dict.fromkeys(self._analyzer.analyze(text)))

    def search(self, field: str, terms: tuple[str, ...], limit: int, documents: NDArray[np.int64] | None) -> Hits:
        """Return the `limit` best texts of a field among those of the allowed documents (None: all).

        Texts of other documents have no say in which they are, nor in their scores. In a large store words that stand
        in very many texts find none, where there are others (see `index.stores.bm25.telling`).
        """
        with self._reading():
            if documents is not None:
                return self._among(documents).search(field, terms, limit)
            asked = telling(terms, lambda term: self._frequency(field, term), len(self))
            return self._find(any_of(self._index.schema, field, dict.fromkeys(asked, 1.0)), limit)

    def scores(self, field: str, terms: tuple[str, ...], ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the BM25 score of each of `ids` in a field among all texts, shape (len(ids),), float32."""
        with self._reading():
            query = any_of(self._index.schema, field, dict.fromkeys(terms, 1.0))
            hits = self._find(all_of(query, chosen(self._index.schema, "id", ids)), len(ids))
        found = dict(zip(hits.ids.tolist(), hits.scores.tolist(), strict=True))
        return np.array([found.get(number, 0.0) for number in ids.tolist()], np.float32)

    def count(self, field: str, terms: tuple[str, ...], documents: NDArray[np.int64] | None) -> int:
        """Return how many texts of these documents (None: of all) hold all of these terms, one or more."""
        held = [any_of(self._index.schema, field, {term: 1.0}) for term in terms]
        if documents is not None:
            held.append(chosen(self._index.schema, "document", documents))
        with self._reading():
            found = self._searcher.search(all_of(*held), limit=1, count=True)
            return int(found.count)  # type: ignore[attr-defined] # Tantivy's stub leaves it out

    def standing(self, field: str, terms: tuple[str, ...], ids: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which of these terms stand in a field of each of `ids`, shape (len(ids), len(terms))."""
        parts = [self._marks(field, terms[first : first + _MARKS], ids) for first in range(0, len(terms), _MARKS)]
        return np.concatenate([np.empty((len(ids), 0), bool), *parts], axis=1)

    def _marks(self, field: str, terms: tuple[str, ...], ids: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return the same of up to _MARKS terms, by one search: each adds its power of two to a score.

        A search for each term would look up the ids as often, and that is most of the work.
        """
        schema = self._index.schema
        powers = {term: float(1 << place) for place, term in enumerate(terms)}
        with self._reading():
            hits = self._find(all_of(marked(schema, field, powers), chosen(schema, "id", ids)), len(ids))
        sums = dict(zip(hits.ids.tolist(), hits.scores.astype(np.int64).tolist(), strict=True))
        found = np.array([sums.get(number, 0) for number in ids.tolist()], np.int64)
        return (found[:, None] >> np.arange(len(terms)) & 1).astype(bool)

    def rarities(self, field: str, terms: tuple[str, ...], documents: NDArray[np.int64] | None) -> NDArray[np.float32]:
        """Return how rare each term is among the texts of these documents (None: of all), as BM25 counts it."""
        with self._reading():
            if documents is not None:
                figures = self._among(documents).figures(field, terms)
                return np.array([figures.rarity(term) for term in terms], np.float32)
            counts = [self._frequency(field, term) for term in terms]
            return np.array([rarity(len(self), count) for count in counts], np.float32)

    def dictionary(self, field: str, prefix: str, documents: NDArray[np.int64] | None) -> tuple[tuple[str, int], ...]:
        """Return the terms of a field that begin so, with how many texts of these documents (None: of all) hold each.

        Those that most texts hold come first; a term that none of these documents holds is left out.
        """
        among = None if documents is None else chosen(self._index.schema, "document", documents)
        with self._reading():
            found = self._searcher.terms_with_prefix(field, prefix, among)
        return tuple((term, count) for term, count in found if count)

    def _among(self, documents: NDArray[np.int64]) -> BoundedWords:
        # No method is kept: what refers to itself stays open, its files mapped, until the collector runs.
        return self._bounded.get(
            documents.tobytes(),
            lambda: BoundedWords(self._searcher, self._index.schema, documents),
        )

    def _find(self, query: Any, limit: int) -> Hits:  # noqa: ANN401 - Tantivy's query
        found = self._searcher.search(query, limit=limit, count=False).hits if limit > 0 else []
        ids = self._searcher.fast_field_values("id", [address for _, address in found])
        return Hits(np.array(ids, np.int64), np.array([score for score, _ in found], np.float32))

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Say what Tantivy found damaged as an error of ours."""
        try:
            yield
        except ValueError as error:
            raise _unusable(self._folder) from error


@contextmanager
def _openable(folder: Path) -> Iterator[Path]:
    """Give a folder where Tantivy can open what lies in `folder`.

    Opening makes a lock file. Where `folder` cannot be written that is done in a folder of links to its files: once
    opened they are mapped into memory, and the links are not needed any more.
    """
    if os.access(folder, os.W_OK):
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="briefbot-") as links:
        for path in folder.iterdir():
            if not path.name.startswith("."):  # Tantivy's locks, and its list of files that a writer may delete
                Path(links, path.name).symlink_to(path.absolute())
        yield Path(links)


def _unusable(folder: Path) -> StoreError:
    return StoreError(f"the store {folder} is missing or damaged", "run `briefbot index`")
