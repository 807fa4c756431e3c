"""From a question to its candidates: what may answer it, by meaning and by words, sentence and passage."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from index.distinct import distinct
from index.encoders.cores import count_cores, map_in_threads

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from index.candidates import Candidates
    from index.question import Question
    from index.snapshot import Snapshot
    from index.stores.layout import Stores

SIDE_BY_SIDE = 100_000
"""From so many sentences on the ways of searching are gone side by side; among fewer all of them take milliseconds."""


@dataclass(frozen=True, slots=True)
class Depth:
    """How many each way of searching brings in; what recall they give is in the documentation's figures.

    Attributes:
        sentences: nearest sentences by vector.
        passages: nearest passages by vector; all of their sentences come in.
        words: best sentences by BM25, and as many by BM25 with title and headings.
        passage_words: best passages by BM25; all of their sentences come in.
    """

    sentences: int = 60
    passages: int = 12
    words: int = 40
    passage_words: int = 8


class Source(StrEnum):
    """A way of searching."""

    SENTENCE_VECTORS = "dense sentence"
    PASSAGE_VECTORS = "dense passage"
    SENTENCE_WORDS = "BM25 sentence"
    TITLED_WORDS = "BM25 titled sentence"
    PASSAGE_WORDS = "BM25 passage"


@dataclass(frozen=True, slots=True)
class Found:
    """What one way of searching brings in.

    Attributes:
        source: the way.
        ids: catalog ids of sentences, best first (of passages: all sentences of the best one, then of the next), no
            id twice, shape (n,), int64.
    """

    source: Source
    ids: NDArray[np.int64]


def search(
    snapshot: Snapshot, question: Question, documents: NDArray[np.int64] | None, depth: Depth = Depth()
) -> Candidates:
    """Return the sentences that may answer a question.

    Args:
        snapshot: what is searched.
        question: text and vector.
        documents: ids of the documents that may answer, ascending, or None for all.
        depth: how many each way of searching brings in.
    """
    if documents is not None and snapshot.all_of(documents):
        documents = None  # filters that leave all in take no longer than none
    found = find(snapshot, question, documents, depth)
    return snapshot.candidates(distinct(np.concatenate([one.ids for one in found])), documents)


def find(
    snapshot: Snapshot, question: Question, documents: NDArray[np.int64] | None, depth: Depth = Depth()
) -> tuple[Found, ...]:
    """Return what each way of searching brings in, in the order of Source; arguments as those of `search`."""
    among = _Among(snapshot.stores, question, documents, *_allowed(snapshot, documents))
    searches: tuple[Callable[[], NDArray[np.int64]], ...] = (
        lambda: among.sentences_by_vector(depth.sentences),
        lambda: among.sentences_by_words("sentence", depth.words),
        lambda: among.sentences_by_words("titled", depth.words),
        lambda: among.passages_by_vector(depth.passages),
        lambda: among.passages_by_words(depth.passage_words),
    )
    threads = count_cores() if len(snapshot.stores.sentence_vectors) >= SIDE_BY_SIDE else 1
    near, by_words, titled, near_passages, passages = map_in_threads(_run, searches, threads)
    return (
        Found(Source.SENTENCE_VECTORS, near),
        Found(Source.PASSAGE_VECTORS, snapshot.members_of(near_passages)),
        Found(Source.SENTENCE_WORDS, by_words),
        Found(Source.TITLED_WORDS, titled),
        Found(Source.PASSAGE_WORDS, snapshot.members_of(passages)),
    )


def _run(search: Callable[[], NDArray[np.int64]]) -> NDArray[np.int64]:
    return search()


def _allowed(
    snapshot: Snapshot, documents: NDArray[np.int64] | None
) -> tuple[NDArray[np.int64] | None, NDArray[np.int64] | None]:
    """Return the ids of the sentences and of the passages of some documents; None for all."""
    if documents is None:
        return None, None
    return snapshot.sentences_of(documents), snapshot.passages_of(documents)


@dataclass(frozen=True, slots=True)
class _Among:
    """What is searched, for what, and what may be found; each search returns ids, best first."""

    stores: Stores
    question: Question
    documents: NDArray[np.int64] | None
    sentences: NDArray[np.int64] | None
    passages: NDArray[np.int64] | None

    def sentences_by_vector(self, limit: int) -> NDArray[np.int64]:
        return self.stores.sentence_vectors.search(self.question.vector, limit, self.sentences).ids

    def passages_by_vector(self, limit: int) -> NDArray[np.int64]:
        return self.stores.passage_vectors.search(self.question.vector, limit, self.passages).ids

    def sentences_by_words(self, field: str, limit: int) -> NDArray[np.int64]:
        words = self.stores.sentence_words
        return words.search(field, words.terms(self.question.words), limit, self.documents).ids

    def passages_by_words(self, limit: int) -> NDArray[np.int64]:
        words = self.stores.passage_words
        return words.search("passage", words.terms(self.question.words), limit, self.documents).ids
