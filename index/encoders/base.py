"""What an encoder promises: texts in, unit vectors out; and a pair scorer: texts in, logits out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.records import Span


class Encoder(Protocol):
    """A model that turns texts into unit vectors. Every method may be called from several threads at once.

    Nothing is cut off: a text of more than `max_tokens` tokens is encoded in windows, and its vector is the
    mean of theirs, weighed by their tokens.

    Attributes:
        name: the model's name, for people.
        digest: 64 hex digits that stand for everything that decides a vector (weights, tokenizer, prompts,
            how they are run): vectors of two encoders can be compared only where their digests are equal.
        dimension: length of a vector.
        max_tokens: the most tokens that the model reads at once, its special ones included.
    """

    name: str
    digest: str
    dimension: int
    max_tokens: int

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of texts that are searched: `(len(texts), dimension)`, float32, unit length."""
        ...

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question: `(dimension,)`, float32, unit length."""
        ...

    def encode_in_context(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        """Return the vectors of texts, and those of stretches of each, read in its context.

        A stretch's vector is the mean of its tokens' embeddings; one without tokens gets its text's vector.
        An encoder that can't tell token embeddings encodes the stretch's own words instead.

        Args:
            texts: what `encode_documents` takes.
            spans: for each text, stretches of it in code points; they may overlap.

        Returns:
            What `encode_documents` gives, and for each text an array `(its spans, dimension)`, float32, unit
            length.
        """
        ...


class PairScorer(Protocol):
    """A model that reads a question and a text together. It may be called from several threads at once."""

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return how well each text answers a question: logits, `(len(texts),)`, float32, higher for better.

        A question and a text that are too long for the model are cut at their ends.
        """
        ...


def to_unit_length(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return rows scaled to Euclidean length 1; a row of zeros stays so."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: NDArray[np.float32] = vectors / np.maximum(lengths, np.finfo(np.float32).tiny)
    return scaled
