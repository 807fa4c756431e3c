"""From a question to its candidates: what may answer it, by meaning and by words, sentence and passage."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from index.distinct import distinct

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.candidates import Candidates
    from index.question import Question
    from index.seen import Snapshot


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
    among = _Among(snapshot, question, documents)
    near, by_words, titled, near_passages, passages = snapshot.at_once(
        (
            lambda: among.sentences_by_vector(depth.sentences),
            lambda: among.sentences_by_words("sentence", depth.words),
            lambda: among.sentences_by_words("titled", depth.words),
            lambda: among.passages_by_vector(depth.passages),
            lambda: among.passages_by_words(depth.passage_words),
        )
    )
    return (
        Found(Source.SENTENCE_VECTORS, near),
        Found(Source.PASSAGE_VECTORS, snapshot.members_of(near_passages)),
        Found(Source.SENTENCE_WORDS, by_words),
        Found(Source.TITLED_WORDS, titled),
        Found(Source.PASSAGE_WORDS, snapshot.members_of(passages)),
    )


@dataclass(frozen=True, slots=True)
class _Among:
    """What is searched, for what, and what may be found; each search returns ids, best first."""

    snapshot: Snapshot
    question: Question
    documents: NDArray[np.int64] | None

    def sentences_by_vector(self, limit: int) -> NDArray[np.int64]:
        return self.snapshot.nearest_sentences(self.question.vector, limit, self.documents).ids

    def passages_by_vector(self, limit: int) -> NDArray[np.int64]:
        return self.snapshot.nearest_passages(self.question.vector, limit, self.documents).ids

    def sentences_by_words(self, field: str, limit: int) -> NDArray[np.int64]:
        words = self.snapshot.stores.sentence_words
        return words.search(field, words.terms(self.question.words), limit, self.documents).ids

    def passages_by_words(self, limit: int) -> NDArray[np.int64]:
        words = self.snapshot.stores.passage_words
        return words.search("passage", words.terms(self.question.words), limit, self.documents).ids
