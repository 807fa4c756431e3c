"""sentence-transformers itself runs what the exporter can't do."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from small_models import build, load_original

from index.encoders import sentence_transformer
from index.encoders.sentence_transformer import SentenceTransformerEncoder
from index.errors import ModelError
from index.models import find_model
from index.records import Span

if TYPE_CHECKING:
    from pathlib import Path

    from small_models import SmallModels

LONG = "the two leaders agreed to share information " * 20


def load(small_models: SmallModels, name: str) -> SentenceTransformerEncoder:
    """Return the encoder of a small model."""
    return SentenceTransformerEncoder(small_models.model(name).folder, name, "some digest")


def test_it_knows_the_models_own_limits(small_models: SmallModels) -> None:
    """Length of a vector, tokens, and what it was given."""
    encoder = load(small_models, "dense")
    assert (encoder.name, encoder.digest) == ("dense", "some digest")
    assert (encoder.dimension, encoder.max_tokens) == (8, 24)


def test_a_model_that_looks_tokens_up_reads_any_length(small_models: SmallModels) -> None:
    """Its texts are never cut, and its vectors are the model's own."""
    encoder = load(small_models, "static")
    assert (encoder.dimension, encoder.max_tokens) == (32, sys.maxsize)
    expected = load_original(small_models.model("static")).encode(LONG, normalize_embeddings=True)
    np.testing.assert_allclose(encoder.encode_documents([LONG])[0], expected, atol=1e-5)


def test_more_texts_than_run_together_keep_their_places(
    small_models: SmallModels, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Long ones among them."""
    encoder = load(small_models, "dense")
    texts = ["the ferry", LONG, "two leaders", "a question of information", LONG + " and the ferry"]
    whole = encoder.encode_documents(texts)
    monkeypatch.setattr(sentence_transformer, "_SLICE", 2)
    np.testing.assert_allclose(encoder.encode_documents(texts), whole, atol=1e-5)


def test_a_stretch_is_encoded_by_its_own_words(small_models: SmallModels) -> None:
    """Nobody knows what a dense layer makes of token embeddings."""
    encoder = load(small_models, "dense")
    _, inside = encoder.encode_in_context(["the ferry and the note"], [[Span(4, 9), Span(18, 22)]])
    np.testing.assert_allclose(inside[0], encoder.encode_documents(["ferry", "note"]), atol=1e-5)


def test_loading_says_nothing(small_models: SmallModels, capfd: pytest.CaptureFixture[str]) -> None:
    """A person's terminal is not for transformers' own bars."""
    small_models.model("max")
    load(small_models, "max").encode_question("the ferry")
    capfd.readouterr()
    load(small_models, "max").encode_question(LONG)
    assert capfd.readouterr() == ("", "")


def test_what_cannot_be_loaded_is_an_error_of_one_line(tmp_path: Path) -> None:
    """It names the model and says what to do."""
    folder = build("dense", tmp_path / "model")
    (folder / "model.safetensors").write_bytes(b"no weights")
    with pytest.raises(ModelError, match=r"the model mine cannot be loaded: .*; give another --model") as caught:
        SentenceTransformerEncoder(folder, "mine", "")
    assert "\n" not in str(caught.value)


def test_nothing_is_left_in_the_models_folder(tmp_path: Path) -> None:
    """A model may be in a package that pip looks after."""
    folder = build("dense", tmp_path / "model")
    before = find_model(str(folder), tmp_path / "cache").digest, sorted(folder.rglob("*"))
    SentenceTransformerEncoder(folder, "", "").encode_question("the ferry")
    assert (find_model(str(folder), tmp_path / "cache").digest, sorted(folder.rglob("*"))) == before
