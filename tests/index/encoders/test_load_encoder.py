"""`load_encoder` picks what can run a model."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from small_models import build

import index
from index.encoders.cache import export_folder
from index.encoders.exported import Refused, read_export, write_export
from index.encoders.load import load_encoder
from index.encoders.onnx import OnnxEncoder
from index.encoders.sentence_transformer import SentenceTransformerEncoder
from index.errors import ModelError
from index.models import find_model

if TYPE_CHECKING:
    from small_models import SmallModels

    from index.encoders.base import Encoder

ASK = """
import sys
from pathlib import Path
from index.encoders.load import load_encoder
from index.models import find_model
cache = Path(sys.argv[1])
load_encoder(find_model(None, cache), cache, print).encode_question("what did they agree?")
print(sorted({"torch", "sentence_transformers", "transformers", "onnx", "filelock"} & sys.modules.keys()))
"""


def test_a_model_that_was_exported_runs_in_onnx_runtime(small_models: SmallModels) -> None:
    """Nothing is said."""
    small_models.encoder("mean")
    told: list[str] = []
    model = small_models.model("mean")
    encoder = load_encoder(model, small_models.cache, told.append)
    assert isinstance(encoder, OnnxEncoder)
    assert encoder.name == model.name
    assert told == []


def test_another_runs_in_sentence_transformers_and_it_is_said(small_models: SmallModels) -> None:
    """With the reason."""
    small_models.encoder("dense")
    told: list[str] = []
    encoder = load_encoder(small_models.model("dense"), small_models.cache, told.append)
    assert isinstance(encoder, SentenceTransformerEncoder)
    (line,) = told
    assert "can't be exported (it is made of Transformer, Pooling, Dense): sentence-transformers itself" in line


def test_digests_tell_whose_vectors_can_be_compared(small_models: SmallModels, tmp_path: Path) -> None:
    """Another model, or another way to run it, has another digest; the same has the same."""
    model = small_models.model("mean")
    write_export(_made(export_folder(model, tmp_path)), Refused("for a test"))
    other = load_encoder(model, tmp_path, lambda _: None)
    encoders: list[Encoder] = [other, small_models.encoder("mean"), small_models.encoder("cls")]
    assert len({encoder.digest for encoder in encoders}) == 3
    assert small_models.encoder("mean").digest == encoders[1].digest
    assert {len(bytes.fromhex(encoder.digest)) for encoder in encoders} == {32}


def test_an_export_that_does_not_open_is_made_again(small_models: SmallModels, tmp_path: Path) -> None:
    """Once, though its digests say that it is whole."""
    small_models.encoder("mean")
    model = small_models.model("mean")
    settings = read_export(export_folder(model, small_models.cache), small_models.cache)
    assert settings is not None
    folder = shutil.copytree(export_folder(model, small_models.cache), export_folder(model, tmp_path))
    (folder / "model.onnx").write_bytes(b"damaged before its digest was taken")
    write_export(folder, settings)
    told: list[str] = []
    encoder = load_encoder(model, tmp_path, told.append)
    expected = small_models.encoder("mean").encode_question("the two leaders")
    np.testing.assert_allclose(encoder.encode_question("the two leaders"), expected, atol=1e-4)
    assert told == [f"preparing the model {model.name}, once: about 15 s"]


def test_a_model_that_cannot_be_loaded_is_tried_once(tmp_path: Path) -> None:
    """The error of its fallback is the answer."""
    folder = build("dense", tmp_path / "model")
    cache = tmp_path / "cache"
    model = find_model(str(folder), cache)
    write_export(_made(export_folder(model, cache)), Refused("for a test"))
    (folder / "config.json").write_text("{", encoding="utf-8")
    told: list[str] = []
    with pytest.raises(ModelError, match=r"cannot be loaded: .*; give another --model"):
        load_encoder(model, cache, told.append)
    assert len(told) == 1


def test_a_question_imports_neither_torch_nor_sentence_transformers(encoder: Encoder, model_cache: Path) -> None:
    """Once the model is exported; nor anything else that takes long."""
    environment = dict(os.environ) | {"PYTHONPATH": str(Path(index.__file__).parents[1])}
    child = subprocess.run(
        [sys.executable, "-c", ASK, str(model_cache)], env=environment, capture_output=True, text=True, check=True
    )
    assert child.stdout == "[]\n"
    assert child.stderr == ""


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder
