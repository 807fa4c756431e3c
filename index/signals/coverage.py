"""How much of the question's words stands in a candidate, the rarer ones counting more.

This is BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) at k1 = 0, where a word counts
once however often it stands, divided by the most that the question could reach. So it is a share that can be compared
between questions, and confidence can rest on it; beside it, BM25 scores were measured to add nothing to ranking.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.distinct import distinct_places

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.candidates import Candidates
    from index.question import Question
    from index.seen import Snapshot
    from index.stores.base import WordStore


class SentenceCoverage:
    """Share of the question's words, weighed by rarity, that stand in the sentence or what it stands under.

    That is its title, its headings, and the question that it answers where it is part of a Q&A sheet.
    """

    name = "sentence_coverage"

    def measure(self, question: Question, candidates: Candidates, snapshot: Snapshot) -> NDArray[np.float32]:
        """Return one share for each candidate, 0 to 1, shape (len(candidates),), float32."""
        ids, places = distinct_places(np.concatenate([candidates.ids, candidates.introducers]))
        found = _found(snapshot.stores.sentence_words, "titled", question, ids)[places]
        both = found[: len(candidates)] | found[len(candidates) :]
        return _covered(both, _shares(snapshot.stores.sentence_words, "titled", question, candidates.among))


class PassageCoverage:
    """Share of the question's words, weighed by rarity, that stand in the passage, its title or its headings."""

    name = "passage_coverage"

    def measure(self, question: Question, candidates: Candidates, snapshot: Snapshot) -> NDArray[np.float32]:
        """Return one share for each candidate, 0 to 1, shape (len(candidates),), float32."""
        passages, places = distinct_places(candidates.passages)
        words = snapshot.stores.passage_words
        shares = _shares(words, "passage", question, candidates.among)
        return _covered(_found(words, "passage", question, passages)[places], shares)


def _covered(found: NDArray[np.bool_], shares: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the sum of the shares of what was found, shape (len(found),).

    It is a sum and not a product of matrices: of those OpenBLAS said once that a value was invalid where none was
    (as in numpy's issue 24067), and a warning on the terminal is no answer.
    """
    covered: NDArray[np.float32] = np.where(found, shares, np.float32(0)).sum(axis=1)
    return covered


def _found(words: WordStore, field: str, question: Question, ids: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which of the question's words stand in each text, shape (len(ids), words).

    The words of a name stand also where all words of another name for it do.
    """
    terms = words.terms(question.text)
    found = words.standing(field, terms, ids)
    for name in question.names:
        asked = np.isin(terms, words.terms(name.asked))
        found[:, asked] |= words.standing(field, words.terms(name.other), ids).all(axis=1, keepdims=True)
    return found


def _shares(words: WordStore, field: str, question: Question, among: NDArray[np.int64] | None) -> NDArray[np.float32]:
    """Return what each of the question's words is worth, by its rarity where it was searched; shape (words,), sum 1."""
    rarities = words.rarities(field, words.terms(question.text), among)
    return rarities / max(float(rarities.sum()), float(np.finfo(np.float32).tiny))
