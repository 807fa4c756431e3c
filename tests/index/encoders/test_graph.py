"""The exported graph in ONNX Runtime."""

from __future__ import annotations

import shutil
import threading
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime  # noqa: TID253 - what is tested is that its version is told
import pytest

from index.encoders.cache import export_folder
from index.encoders.graph import Graph, runtime_version
from index.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

    from small_models import SmallModels

IDS = np.array([[2, 5, 6, 3], [2, 7, 3, 0]], np.int64)
MASK = np.array([[1, 1, 1, 1], [1, 1, 1, 0]], np.int64)


@pytest.fixture
def folder(small_models: SmallModels, tmp_path: Path) -> Path:
    """Return a copy of an export."""
    small_models.encoder("mean")
    return shutil.copytree(export_folder(small_models.model("mean"), small_models.cache), tmp_path / "export")


def test_every_run_gives_the_same(folder: Path) -> None:
    """The first, on weights as they lie in the file, and later ones, on rearranged weights."""
    graph = Graph(folder / "model.onnx")
    first, second, third = (graph.embed(IDS, MASK) for _ in range(3))
    assert first.dtype == np.float32
    np.testing.assert_allclose(second, first, atol=1e-5)
    np.testing.assert_array_equal(third, second)


def test_both_ways_give_the_same_sentence_embedding(folder: Path) -> None:
    """With token embeddings or without."""
    graph = Graph(folder / "model.onnx")
    sentences, tokens = graph.embed_tokens(IDS, MASK)
    np.testing.assert_allclose(graph.embed(IDS, MASK), sentences, atol=1e-5)
    assert tokens.shape == (*IDS.shape, sentences.shape[1])


def test_threads_may_run_it_at_once(folder: Path) -> None:
    """The very first run too."""
    expected = Graph(folder / "model.onnx").embed(IDS, MASK)
    graph = Graph(folder / "model.onnx")
    found: list[bool] = []
    start = threading.Barrier(4)

    def work() -> None:
        start.wait(30)
        found.append(np.allclose(graph.embed(IDS, MASK), expected, atol=1e-5))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 4


def test_what_cannot_be_run_is_an_error_of_one_line(folder: Path) -> None:
    """A token that the model does not have."""
    with pytest.raises(ModelError, match=r"model\.onnx cannot be run: ") as caught:
        Graph(folder / "model.onnx").embed(IDS + 100_000, MASK)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("damage", ["cut", "gone", "weights gone", "other"])
def test_what_cannot_be_opened_is_an_error_of_one_line(folder: Path, damage: str) -> None:
    """The error names the file."""
    path = folder / "model.onnx"
    match damage:
        case "cut":
            path.write_bytes(path.read_bytes()[:500])
        case "gone":
            path.unlink()
        case "weights gone":
            (folder / "model.onnx.data").unlink()
        case _:
            path.write_bytes(b"no graph")
    with pytest.raises(ModelError, match=r"model\.onnx cannot be opened: ") as caught:
        Graph(path)
    assert "\n" not in str(caught.value)


def test_the_version_of_onnx_runtime_is_told() -> None:
    """An export is made for one."""
    assert runtime_version() == onnxruntime.__version__
