"""Every encoder keeps what search relies on, whatever runs the model and however it pools."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from small_models import load_original

from index.encoders.onnx import OnnxEncoder
from index.encoders.sentence_transformer import SentenceTransformerEncoder
from index.records import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from small_models import SmallModels

    from index.encoders.base import Encoder

EXPORTED = ("mean", "cls", "lasttoken", "prompts")
OTHERS = ("max", "dense", "static")
# Short enough for the models, so that sentence-transformers itself cuts nothing off.
SHORT = [
    "The two leaders agreed to share information.",
    "the ferry",
    "",
    "A question of the note?",
    "Two leaders!",
]
LONG = "the two leaders agreed to share information and the ferry of the note is a question " * 9


@pytest.fixture(params=[*EXPORTED, *OTHERS])
def name(request: pytest.FixtureRequest) -> str:
    """Return the name of a small model: the suite runs for each."""
    return str(request.param)


@pytest.fixture
def small(small_models: SmallModels, name: str) -> Encoder:
    """Return the model's encoder."""
    return small_models.encoder(name)


def are_unit_vectors(vectors: NDArray[np.float32]) -> bool:
    """Return whether rows are float32 and of length 1."""
    return vectors.dtype == np.float32 and np.allclose(np.linalg.norm(vectors, axis=-1), 1, atol=1e-5)


def test_each_is_run_by_what_can_run_it(small: Encoder, name: str) -> None:
    """Mean, CLS and last token pooling by ONNX Runtime, the rest by sentence-transformers."""
    assert isinstance(small, OnnxEncoder if name in EXPORTED else SentenceTransformerEncoder)


def test_documents_are_as_sentence_transformers_encodes_them(
    small: Encoder, small_models: SmallModels, name: str
) -> None:
    """With the prompt for documents, in the order of the texts."""
    texts = [text for text in SHORT if text]
    expected = load_original(small_models.model(name)).encode_document(texts, normalize_embeddings=True)
    vectors = small.encode_documents(texts)
    assert vectors.shape == (len(texts), small.dimension)
    assert are_unit_vectors(vectors)
    assert (vectors * expected).sum(axis=1).min() > 0.9999
    assert (vectors @ vectors.T)[~np.eye(len(texts), dtype=bool)].max() < 0.9999


def test_a_question_is_as_sentence_transformers_encodes_it(
    small: Encoder, small_models: SmallModels, name: str
) -> None:
    """With the prompt for questions."""
    vector = small.encode_question(SHORT[0])
    assert vector.shape == (small.dimension,)
    assert are_unit_vectors(vector)
    expected = load_original(small_models.model(name)).encode_query(SHORT[0], normalize_embeddings=True)
    assert vector @ expected > 0.9999


def test_an_empty_text_breaks_nothing(small: Encoder) -> None:
    """Its vector is of length 1, or nothing at all; the others' stay what they are."""
    vectors = small.encode_documents(SHORT)
    assert np.isfinite(vectors).all()
    alone = small.encode_documents([text for text in SHORT if text])
    np.testing.assert_allclose(np.delete(vectors, 2, axis=0), alone, atol=1e-4)


def test_no_texts_are_no_vectors(small: Encoder) -> None:
    """The array keeps its width."""
    assert small.encode_documents([]).shape == (0, small.dimension)
    vectors, inside = small.encode_in_context([], [])
    assert vectors.shape == (0, small.dimension)
    assert inside == []


def test_no_word_of_a_long_text_is_lost(small: Encoder) -> None:
    """A change at its very end, far beyond what the model reads at once, changes its vector."""
    vectors = small.encode_documents([LONG, LONG + "ferry " * 40])
    assert are_unit_vectors(vectors)
    assert vectors[0] @ vectors[1] < 0.9999


def test_a_long_question_is_encoded_whole_too(small: Encoder) -> None:
    """With the prompt for questions before each part."""
    found = small.encode_question(LONG), small.encode_question(LONG + "ferry " * 40)
    assert are_unit_vectors(np.stack(found))
    assert found[0] @ found[1] < 0.9999


def test_the_same_text_gets_the_same_vector(small: Encoder) -> None:
    """Whatever is encoded beside it."""
    again = small.encode_documents([SHORT[0], LONG, SHORT[0]])
    np.testing.assert_allclose(again[0], again[2], atol=1e-5)
    np.testing.assert_allclose(again[0], small.encode_documents([SHORT[0]])[0], atol=1e-4)


def test_stretches_come_by_text(small: Encoder) -> None:
    """One array a text, one row a stretch; the texts' own vectors are what `encode_documents` gives."""
    texts = ["the two leaders agreed", "the ferry", LONG]
    spans = [[Span(0, 7), Span(8, 22)], [], [Span(400, 440), Span(0, 7), Span(0, len(LONG))]]
    vectors, inside = small.encode_in_context(texts, spans)
    np.testing.assert_allclose(vectors, small.encode_documents(texts), atol=1e-4)
    assert [part.shape for part in inside] == [(len(part), small.dimension) for part in spans]
    assert all(are_unit_vectors(part) for part in inside)
    assert inside[0][0] @ inside[0][1] < 0.9999


def test_a_stretch_without_words_gets_its_texts_vector(small: Encoder) -> None:
    """White space has none of its own."""
    vectors, inside = small.encode_in_context(["the   ferry"], [[Span(3, 6), Span(4, 4)]])
    np.testing.assert_allclose(inside[0], np.stack([vectors[0]] * 2), atol=1e-5)
