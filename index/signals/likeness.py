"""Likeness of meaning: cosines between the question's vector and what a candidate stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.distinct import distinct_places

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.candidates import Candidates
    from index.question import Question
    from index.seen import Snapshot


class SentenceLikeness:
    """Cosine between the question and the sentence, or the question that it answers where that is nearer."""

    name = "sentence_likeness"

    def measure(self, question: Question, candidates: Candidates, snapshot: Snapshot) -> NDArray[np.float32]:
        """Return one cosine for each candidate, shape (len(candidates),), float32."""
        vectors = snapshot.stores.sentence_vectors
        cosines: NDArray[np.float32] = vectors.vectors(candidates.ids) @ question.vector
        introduced = candidates.introducers > 0
        nearer = vectors.vectors(candidates.introducers[introduced]) @ question.vector
        cosines[introduced] = np.maximum(cosines[introduced], nearer)
        return cosines


class PassageLikeness:
    """Cosine between the question and the passage that a sentence stands in."""

    name = "passage_likeness"

    def measure(self, question: Question, candidates: Candidates, snapshot: Snapshot) -> NDArray[np.float32]:
        """Return one cosine for each candidate, shape (len(candidates),), float32."""
        passages, places = distinct_places(candidates.passages)
        cosines: NDArray[np.float32] = snapshot.stores.passage_vectors.vectors(passages) @ question.vector
        return cosines[places]


class TitleLikeness:
    """Cosine between the question and the title of the document; 0 where it has none."""

    name = "title_likeness"

    def measure(self, question: Question, candidates: Candidates, snapshot: Snapshot) -> NDArray[np.float32]:
        """Return one cosine for each candidate, shape (len(candidates),), float32."""
        documents, places = distinct_places(candidates.documents)
        cosines: NDArray[np.float32] = snapshot.title_vectors(documents) @ question.vector
        return cosines[places]
