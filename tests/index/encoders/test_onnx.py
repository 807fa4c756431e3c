"""The default model in ONNX Runtime gives the vectors that sentence-transformers gives."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest
from real_sentences import real_sentences
from small_models import load_original

from index.encoders import onnx
from index.encoders.cache import export_folder
from index.encoders.onnx import OnnxEncoder
from index.encoders.tokens import Tokenizer
from index.encoders.windows import cut_windows
from index.models import find_model
from index.records import Span

if TYPE_CHECKING:
    from pathlib import Path

    from small_models import SmallModels

    from index.encoders.base import Encoder

LONG = " ".join(f"In year {year} the two sides agreed on matter {year % 7}." for year in range(1000, 1200))


@pytest.fixture(scope="session")
def sentences() -> list[str]:
    """Return a thousand real sentences."""
    return real_sentences(1000)


def test_a_thousand_real_sentences_agree(encoder: Encoder, model_cache: Path, sentences: list[str]) -> None:
    """The cosine to `SentenceTransformer.encode` is above 0.9999 for each."""
    assert isinstance(encoder, OnnxEncoder)
    expected = load_original(find_model(None, model_cache)).encode(sentences, normalize_embeddings=True)
    cosines = (encoder.encode_documents(sentences) * expected).sum(axis=1)
    assert cosines.shape == (1000,)
    assert cosines.min() > 0.9999


def test_the_order_and_company_of_texts_change_nothing(encoder: Encoder, sentences: list[str]) -> None:
    """Batches are sorted by length and padded, and each vector lands with its own text."""
    some = sentences[:60]
    together = encoder.encode_documents(some)
    backward = encoder.encode_documents(some[::-1])[::-1]
    alone = np.stack([encoder.encode_question(text) for text in some[:5]])
    assert (together * backward).sum(axis=1).min() > 0.9999
    assert (together[:5] * alone).sum(axis=1).min() > 0.9999
    assert np.median(together @ together[0]) < 0.9


def test_more_texts_than_are_sorted_together_keep_their_places(
    small_models: SmallModels, monkeypatch: pytest.MonkeyPatch, sentences: list[str]
) -> None:
    """Memory is bounded by working on so many at once."""
    encoder = small_models.encoder("mean")
    whole = encoder.encode_documents(sentences[:50])
    spans = [[Span(0, 9)]] * 50
    _, inside = encoder.encode_in_context(sentences[:50], spans)
    monkeypatch.setattr(onnx, "_SLICE", 7)
    np.testing.assert_allclose(encoder.encode_documents(sentences[:50]), whole, atol=1e-4)
    vectors, sliced = encoder.encode_in_context(sentences[:50], spans)
    np.testing.assert_allclose(vectors, whole, atol=1e-4)
    np.testing.assert_allclose(np.stack(sliced), np.stack(inside), atol=1e-4)


def test_the_end_of_a_long_text_counts(encoder: Encoder, model_cache: Path) -> None:
    """sentence-transformers cuts it off after 256 tokens; here it changes the vector, and brings it near."""
    ending = "The cat sat on the mat. " * 100
    original = load_original(find_model(None, model_cache))
    cut, cut_too = original.encode([LONG, LONG + ending])
    np.testing.assert_allclose(cut, cut_too, atol=1e-5)
    without, having, about = encoder.encode_documents([LONG, LONG + ending, "A cat on a mat"])
    assert having @ without < 0.95
    assert having @ about > without @ about + 0.1


def test_a_long_text_is_the_mean_of_its_windows(encoder: Encoder, model_cache: Path) -> None:
    """Weighed by their tokens, the special ones included."""
    tokenizer = Tokenizer(export_folder(find_model(None, model_cache), model_cache) / "tokenizer.json", 256)
    windows = [LONG[span.start : span.end] for span in cut_windows(LONG, 256, tokenizer.count)]
    weights = np.array([[tokenizer.count(window)] for window in windows])
    assert weights.max() <= 256
    # Near and not equal: what is averaged inside is not yet of length 1.
    whole = encoder.encode_documents([LONG])[0]
    mean = (encoder.encode_documents(windows) * weights).sum(axis=0)
    assert whole @ mean / np.linalg.norm(mean) > 0.999


def test_threads_may_encode_at_once(encoder: Encoder, sentences: list[str]) -> None:
    """Each gets its own texts' vectors."""
    parts = [sentences[first : first + 30] for first in range(0, 120, 30)]
    expected = [encoder.encode_documents(part) for part in parts]
    found: dict[int, bool] = {}

    def work(number: int) -> None:
        vectors = encoder.encode_documents(parts[number])
        found[number] = np.allclose(vectors, expected[number], atol=1e-4)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(parts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == dict.fromkeys(range(4), True)


def test_a_stretch_is_read_in_its_context(encoder: Encoder) -> None:
    """The same words get another vector in another text, and one near to that of the words alone."""
    texts = ["The bank was flooded. The river rose.", "The bank was closed. The money was gone."]
    spans = [[Span(0, 21), Span(22, len(texts[0]))], [Span(0, 20)]]
    vectors, inside = encoder.encode_in_context(texts, spans)
    np.testing.assert_allclose(vectors, encoder.encode_documents(texts), atol=1e-4)
    assert [part.shape for part in inside] == [(2, 384), (1, 384)]
    river, money = encoder.encode_documents(["a river", "money in an account"])
    in_flood, in_business = inside[0][0], inside[1][0]
    assert in_flood @ river > in_business @ river
    assert in_business @ money > in_flood @ money


def test_a_stretch_that_is_the_text_has_nearly_its_vector(encoder: Encoder) -> None:
    """Only the special tokens are left out of its mean."""
    text = "The two leaders agreed to share classified information."
    vectors, inside = encoder.encode_in_context([text], [[Span(0, len(text))]])
    assert vectors[0] @ inside[0][0] > 0.95


def test_a_stretch_in_a_later_window_is_found(encoder: Encoder) -> None:
    """Spans count in the whole text, however many windows it takes."""
    ending = "The cat sat on the mat."
    text = f"{LONG} {ending}"
    _, inside = encoder.encode_in_context([text], [[Span(0, 40), Span(len(LONG) + 1, len(text))]])
    cat = encoder.encode_question("a cat on a mat")
    assert inside[0][1] @ cat > 0.3 > inside[0][0] @ cat
