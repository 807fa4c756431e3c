"""Words in Tantivy: BM25 over sentences, sentences with their context, and passages."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from index.errors import StoreError
from index.stores.base import Hits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

ANALYZER = "briefbot"
SPELLED = "spelled"
"""The field of this name keeps words as they are spelled, accents folded: neither stemmed nor in one case."""
WRITER_BYTES = 64_000_000
LONGEST_TERM = 60
"""Longer runs are no words (digests, addresses) and only grow the dictionary."""
_OS_ERROR = re.compile(r"\(os error (\d+)\)")


class TantivyWords:
    """Texts by catalog id, searched by BM25. Safe for reading from several threads."""

    def __init__(self, folder: Path, fields: Sequence[str]) -> None:
        """Open the words that `WordWriter` wrote in `folder`.

        Raises:
            StoreError: a file is missing or damaged.
        """
        import tantivy

        self._folder = folder
        self._analyzer = _analyzer()
        try:
            with _openable(folder) as path:
                if not tantivy.Index.exists(str(path)):  # otherwise an empty one would be made there
                    raise _unusable(folder)
                self._index = tantivy.Index(_schema(fields), path=str(path), reuse=True)
                self._index.config_reader("manual")  # what is there never changes: nothing to watch it for
                self._index.register_tokenizer(ANALYZER, self._analyzer)
                self._index.register_tokenizer(SPELLED, _splitter().build())
                self._searcher = self._index.searcher()
        except (OSError, ValueError) as error:
            raise _unusable(folder) from error

    def __len__(self) -> int:
        """Return the number of texts."""
        return int(self._searcher.num_docs)

    def terms(self, text: str) -> tuple[str, ...]:
        """Return the different terms of a text: lower case, accents folded, stemmed, in order."""
        return tuple(dict.fromkeys(self._analyzer.analyze(text)))

    def search(self, field: str, terms: tuple[str, ...], limit: int, documents: NDArray[np.int64] | None) -> Hits:
        """Return the `limit` best texts of a field among those of the allowed documents (None: all)."""
        return self._find(self._any_of(field, terms, "document", documents), limit)

    def scores(self, field: str, terms: tuple[str, ...], ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the BM25 score of each of `ids` in a field, shape (len(ids),), float32."""
        hits = self._find(self._any_of(field, terms, "id", ids), len(ids))
        found = dict(zip(hits.ids.tolist(), hits.scores.tolist(), strict=True))
        return np.array([found.get(number, 0.0) for number in ids.tolist()], np.float32)

    def rarities(self, field: str, terms: tuple[str, ...], documents: NDArray[np.int64] | None) -> NDArray[np.float32]:
        """Return `ln(1 + (N - n + 0.5) / (n + 0.5))` of each term, as Lucene and Tantivy count it (Robertson and
        Zaragoza, "The Probabilistic Relevance Framework", 2009): N texts of these documents (None: of all), n with it.
        """  # noqa: D205 - the formula is the sentence
        if documents is None:
            counts, texts = [self._searcher.doc_freq(field, term) for term in terms], len(self)
        else:
            chosen = self._chosen("document", documents)
            counts = [self._count(_both(self._holding(field, term), chosen)) for term in terms]
            texts = self._count(chosen)
        found = np.array(counts, np.float64)
        return np.log1p((texts - found + 0.5) / (found + 0.5)).astype(np.float32)

    def dictionary(self, field: str, prefix: str, documents: NDArray[np.int64] | None) -> tuple[tuple[str, int], ...]:
        """Return the terms of a field that begin so, with how many texts of these documents (None: of all) hold each.

        Those that most texts hold come first; a term that none of these documents holds is left out.
        """
        chosen = None if documents is None else self._chosen("document", documents)
        try:
            found = self._searcher.terms_with_prefix(field, prefix, chosen)
        except ValueError as error:
            raise _unusable(self._folder) from error
        return tuple((term, count) for term, count in found if count)

    def _any_of(self, field: str, terms: tuple[str, ...], key: str, keys: NDArray[np.int64] | None) -> Any:  # noqa: ANN401 - Tantivy's query
        import tantivy

        should = tantivy.Occur.Should
        query = tantivy.Query.boolean_query([(should, self._holding(field, term)) for term in terms])
        return query if keys is None else _both(query, self._chosen(key, keys))

    def _holding(self, field: str, term: str) -> Any:  # noqa: ANN401 - Tantivy's query
        import tantivy

        return tantivy.Query.term_query(self._index.schema, field, term, "freq")

    def _chosen(self, key: str, keys: NDArray[np.int64]) -> Any:  # noqa: ANN401 - Tantivy's query
        import tantivy

        return tantivy.Query.term_set_query(self._index.schema, key, keys.tolist())

    def _count(self, query: Any) -> int:  # noqa: ANN401 - Tantivy's query
        try:
            found = self._searcher.search(query, limit=1, count=True)
            return int(found.count)  # type: ignore[attr-defined] # Tantivy's stub leaves it out
        except ValueError as error:
            raise _unusable(self._folder) from error

    def _find(self, query: Any, limit: int) -> Hits:  # noqa: ANN401 - Tantivy's query
        try:
            found = self._searcher.search(query, limit=limit, count=False).hits if limit > 0 else []
        except ValueError as error:
            raise _unusable(self._folder) from error
        ids = self._searcher.fast_field_values("id", [address for _, address in found])
        return Hits(np.array(ids, np.int64), np.array([score for score, _ in found], np.float32))


def _both(query: Any, chosen: Any) -> Any:  # noqa: ANN401 - Tantivy's queries
    """Return a query for what both find, scored by the first alone."""
    import tantivy

    must = tantivy.Occur.Must
    return tantivy.Query.boolean_query([(must, query), (must, tantivy.Query.const_score_query(chosen, 0.0))])


def make_words(folder: Path, fields: Sequence[str]) -> None:
    """Make a store of words without a text in `folder`, which must exist and be empty.

    Raises:
        OSError: a file cannot be written.
    """
    import tantivy

    try:
        tantivy.Index(_schema(fields), path=str(folder))
    except ValueError as error:
        raise _os_error(error, folder) from error


class WordWriter:
    """Writes one store of words; what it wrote is there when the block ends without an error."""

    def __init__(self, folder: Path, fields: Sequence[str]) -> None:
        """Start a new store in `folder`, which must exist and be empty.

        Raises:
            OSError: a file cannot be written.
        """
        import tantivy

        self._folder = folder
        self._fields = tuple(fields)
        self._tantivy = tantivy
        try:
            self._index = tantivy.Index(_schema(fields), path=str(folder))
            self._index.register_tokenizer(ANALYZER, _analyzer())
            self._index.register_tokenizer(SPELLED, _splitter().build())
            self._writer = self._index.writer(heap_size=WRITER_BYTES, num_threads=1)
        except ValueError as error:
            raise _os_error(error, folder) from error

    def __enter__(self) -> Self:
        """Return the writer itself."""
        return self

    def add(self, rows: Iterable[tuple[int, int, tuple[str, ...]]]) -> None:
        """Add texts: the catalog id of each, its document's, and one text a field.

        Raises:
            OSError: a file cannot be written.
        """
        for number, document, texts in rows:
            row = self._tantivy.Document(id=number, document=document)
            for field, text in zip(self._fields, texts, strict=True):
                row.add_text(field, text)
            try:
                self._writer.add_document(row)
            except ValueError as error:
                raise _os_error(error, self._folder) from error

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Commit and merge where the block ended well, otherwise leave nothing that answers.

        Raises:
            OSError: a file cannot be written.
        """
        if kind is None:
            try:
                self._writer.commit()
                self._writer.wait_merging_threads()
            except ValueError as failure:
                raise _os_error(failure, self._folder) from failure


def analyzed(text: str) -> list[str]:
    """Return the terms of a text as often as they stand there: lower case, accents folded, stemmed, in order."""
    return list(_shared(ANALYZER).analyze(text))


def spelled(text: str) -> list[str]:
    """Return the words of a text as often as they stand there, as they are spelled, accents folded, in order."""
    return list(_shared(SPELLED).analyze(text))


@cache
def _shared(name: str) -> Any:  # noqa: ANN401 - Tantivy's analyzer
    return _analyzer() if name == ANALYZER else _splitter().build()


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


def _os_error(error: ValueError, folder: Path) -> OSError:
    """Return what the operating system said to Tantivy, which tells it in words only."""
    said = _OS_ERROR.search(str(error))
    code = int(said[1]) if said else errno.EIO
    return OSError(code, os.strerror(code) if said else str(error), str(folder))


def _schema(fields: Sequence[str]) -> Any:  # noqa: ANN401 - Tantivy's schema
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", indexed=True, fast=True)
    builder.add_integer_field("document", indexed=True, fast=True)
    for field in fields:
        # Of words as spelled only the dictionary is read, with how many texts hold each.
        name, option = (SPELLED, "basic") if field == SPELLED else (ANALYZER, "freq")
        builder.add_text_field(field, tokenizer_name=name, index_option=option)
    return builder.build()


def _analyzer() -> Any:  # noqa: ANN401 - Tantivy's analyzer
    from tantivy import Filter

    return _splitter().filter(Filter.lowercase()).filter(Filter.stemmer("English")).build()


def _splitter() -> Any:  # noqa: ANN401 - Tantivy's builder of analyzers
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    return TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(LONGEST_TERM)).filter(Filter.ascii_fold())
