"""How much of the question's words stands in a candidate, the rarer ones counting more.

This is BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) at k1 = 0, where a word counts
once however often it stands, divided by the most that the question could reach. So it is a share that can be compared
between questions, and confidence can rest on it; beside it, BM25 scores were measured to add nothing to ranking.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.candidates import Candidates
    from index.question import Question
    from index.snapshot import Snapshot
    from index.stores.base import WordStore


class SentenceCoverage:
    """Share of the question's words, weighed by rarity, that stand in the sentence, its title or its headings."""

    name = "sentence_coverage"

    def measure(self, question: Question, candidates: Candidates, snapshot: Snapshot) -> NDArray[np.float32]:
        """Return one share for each candidate, 0 to 1, shape (len(candidates),), float32."""
        return _coverage(snapshot.stores.sentence_words, "titled", question, candidates.ids)


class PassageCoverage:
    """Share of the question's words, weighed by rarity, that stand in the passage, its title or its headings."""

    name = "passage_coverage"

    def measure(self, question: Question, candidates: Candidates, snapshot: Snapshot) -> NDArray[np.float32]:
        """Return one share for each candidate, 0 to 1, shape (len(candidates),), float32."""
        passages, places = np.unique(candidates.passages, return_inverse=True)
        return _coverage(snapshot.stores.passage_words, "passage", question, passages)[places]


def _coverage(words: WordStore, field: str, question: Question, ids: NDArray[np.int64]) -> NDArray[np.float32]:
    terms = words.terms(question.text)
    rarities = [words.rarity(field, term) for term in terms]
    found = np.zeros(len(ids), np.float32)
    for term, rarity in zip(terms, rarities, strict=True):
        found += rarity * (words.scores(field, (term,), ids) > 0)
    return found / np.float32(max(sum(rarities), np.finfo(np.float32).tiny))
