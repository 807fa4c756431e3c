"""From a question to its candidates: what may answer it, by meaning and by words, sentence and passage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.candidates import Candidates
    from index.question import Question
    from index.snapshot import Snapshot


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
    passages = np.union1d(
        _by_vector(snapshot, question, documents, depth.passages),
        _passages_by_words(snapshot, question, documents, depth.passage_words),
    )
    allowed = None if documents is None else snapshot.sentences_of(documents)
    found = [
        snapshot.members_of(passages),
        snapshot.stores.sentence_vectors.search(question.vector, depth.sentences, allowed).ids,
        *_sentences_by_words(snapshot, question, documents, depth.words),
    ]
    return snapshot.candidates(np.unique(np.concatenate(found)))


def _by_vector(
    snapshot: Snapshot, question: Question, documents: NDArray[np.int64] | None, limit: int
) -> NDArray[np.int64]:
    allowed = None if documents is None else snapshot.passages_of(documents)
    return snapshot.stores.passage_vectors.search(question.vector, limit, allowed).ids


def _passages_by_words(
    snapshot: Snapshot, question: Question, documents: NDArray[np.int64] | None, limit: int
) -> NDArray[np.int64]:
    words = snapshot.stores.passage_words
    return words.search("passage", words.terms(question.words), limit, documents).ids


def _sentences_by_words(
    snapshot: Snapshot, question: Question, documents: NDArray[np.int64] | None, limit: int
) -> list[NDArray[np.int64]]:
    words = snapshot.stores.sentence_words
    terms = words.terms(question.words)
    return [words.search(field, terms, limit, documents).ids for field in ("sentence", "titled")]
