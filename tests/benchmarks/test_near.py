"""Drawn vectors lie near real ones, and those of answers are real."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.near import CLOSEST, FARTHEST, NearEncoder, index_near
from index.briefings import Briefings

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest
    from numpy.typing import NDArray

    from benchmarks.corpus import Corpus
    from index.encoders.base import Encoder
    from index.records import Span

ANSWER = "The clinic opens in June."
OTHERS = [f"Sentence number {number} says nothing." for number in range(20)]


class Counting:
    """The real encoder, and how many texts it was given."""

    def __init__(self, real: Encoder) -> None:
        """Take it."""
        self.name, self.digest = real.name, real.digest
        self.dimension, self.max_tokens = real.dimension, real.max_tokens
        self.texts: list[str] = []
        self._real = real

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode, and remember."""
        self.texts += texts
        return self._real.encode_documents(texts)

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """Encode."""
        return self._real.encode_question(text)

    def encode_in_context(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        """Encode."""
        return self._real.encode_in_context(texts, spans)


def test_only_answers_and_the_first_others_are_encoded(encoder: Encoder) -> None:
    """Whatever the order in which they come."""
    counting = Counting(encoder)
    near = NearEncoder(counting, [ANSWER], most=4)
    near.encode_documents([*OTHERS[:8], ANSWER])
    near.encode_documents(OTHERS[8:])
    assert sorted(counting.texts) == sorted([ANSWER, *OTHERS[:4]])


def test_a_drawn_vector_lies_near_a_real_one(encoder: Encoder) -> None:
    """Of unit length, at the cosines that are promised; the same words get the same."""
    near = NearEncoder(encoder, [], most=4)
    vectors = near.encode_documents(OTHERS)
    real, drawn = vectors[:4], vectors[4:]
    nearest = (drawn @ real.T).max(axis=1)
    assert np.abs(np.linalg.norm(vectors, axis=1) - 1).max() < 1e-5
    assert nearest.min() > FARTHEST - 1e-4
    assert nearest.max() < CLOSEST + 1e-4 or nearest.max() < 1
    assert np.array_equal(near.encode_documents(OTHERS[10:11])[0], drawn[6])


def test_an_index_with_drawn_vectors_is_asked_as_any_other(
    corpus: Corpus, model_cache: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is found, though most sentences were never encoded."""
    monkeypatch.setenv("BRIEFBOT_CACHE", str(model_cache))
    monkeypatch.setattr("benchmarks.near.REAL", 10)
    index_near(corpus.folder, corpus.folder / "index")
    labeled = corpus.questions()[0]
    with Briefings(corpus.briefings, index=corpus.folder / "index") as notes:
        assert notes.indexed.ask(labeled.question).answers[0].text == labeled.answers[0].text
