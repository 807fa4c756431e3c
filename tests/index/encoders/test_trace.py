"""A stored graph gives what the model gives."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from small_models import load_original

from index.encoders.describe import describe_model
from index.encoders.graph import SENTENCE, TOKENS, Graph
from index.encoders.trace import fuse_graph, store_graph, trace_model

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from numpy.typing import NDArray
    from small_models import SmallModels

IDS = np.array([[2, 5, 6, 7, 8, 3], [2, 9, 3, 0, 0, 0]], np.int64)
MASK = np.array([[1, 1, 1, 1, 1, 1], [1, 1, 1, 0, 0, 0]], np.int64)


@dataclass(frozen=True, slots=True)
class Traced:
    """A model and its graph in both forms."""

    model: Any
    plain: Path
    fused: Path


@pytest.fixture
def traced(small_models: SmallModels, tmp_path: Path) -> Traced:
    """Return a small model that was traced and fused, each graph in a folder of its own."""
    plain, fused = tmp_path / "plain" / "model.onnx", tmp_path / "fused" / "model.onnx"
    plain.parent.mkdir()
    fused.parent.mkdir()
    model = load_original(small_models.model("mean"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch says that this exporter is the older one, as its caller knows
        trace_model(model, describe_model(model), plain)
    fuse_graph(model, plain, fused)
    return Traced(model, plain, fused)


def embed_by_torch(model: Any) -> NDArray[np.float32]:  # noqa: ANN401 - sentence_transformers may not be imported here
    """Return the token embeddings that the model itself gives."""
    import torch

    with torch.no_grad():
        found = model[0].auto_model(input_ids=torch.tensor(IDS), attention_mask=torch.tensor(MASK))
    return np.asarray(found.last_hidden_state, np.float32)


def test_both_outputs_are_the_models(traced: Traced, tmp_path: Path) -> None:
    """Plain and fused: token embeddings, and their mean over real tokens as sentence embedding."""
    expected = embed_by_torch(traced.model)
    means = np.stack([expected[0].mean(axis=0), expected[1, :3].mean(axis=0)])
    for number, source in enumerate((traced.plain, traced.fused)):
        folder = tmp_path / f"stored{number}"
        folder.mkdir()
        store_graph(source, folder)
        sentences, tokens = Graph(folder / "model.onnx").session().run([SENTENCE, TOKENS], IDS, MASK)
        np.testing.assert_allclose(sentences, means, atol=1e-5)
        np.testing.assert_allclose(tokens * MASK[..., None], expected * MASK[..., None], atol=1e-5)


def test_fusion_knows_the_architecture(traced: Traced) -> None:
    """Attention and layer norms become operators of their own, which is what makes it fast."""
    import onnx

    kinds = {node.op_type for node in onnx.load(str(traced.fused), load_external_data=False).graph.node}
    assert {"Attention", "SkipLayerNormalization"} <= kinds


def test_weights_are_stored_in_a_file_of_their_own(traced: Traced, tmp_path: Path) -> None:
    """So that they can be mapped into memory; nothing else is left there."""
    folder = tmp_path / "stored"
    folder.mkdir()
    store_graph(traced.fused, folder)
    sizes = {path.name: path.stat().st_size for path in folder.iterdir()}
    assert set(sizes) == {"model.onnx", "model.onnx.data"}
    assert sizes["model.onnx.data"] > sizes["model.onnx"]


def test_a_full_disk_is_told_from_other_failures(
    traced: Traced, tmp_path: Path, largest_file: Callable[[int], AbstractContextManager[None]]
) -> None:
    """It is an `OSError`, and nothing half-written is left."""
    folder = tmp_path / "stored"
    folder.mkdir()
    with largest_file(50_000), pytest.raises(OSError, match="File too large"):
        store_graph(traced.fused, folder)
    assert list(folder.iterdir()) == []
