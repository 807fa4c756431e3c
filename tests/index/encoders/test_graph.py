"""The exported graph in ONNX Runtime."""

from __future__ import annotations

import shutil
import threading
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime  # noqa: TID253 - what is tested is that its version is told
import pytest

from index.encoders.cache import export_folder
from index.encoders.graph import LOGIT, SENTENCE, TOKENS, Graph, runtime_version
from index.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from small_adapters import SmallPairs
    from small_models import SmallModels

IDS = np.array([[2, 5, 6, 3], [2, 7, 3, 0]], np.int64)
MASK = np.array([[1, 1, 1, 1], [1, 1, 1, 0]], np.int64)


@pytest.fixture
def folder(small_models: SmallModels, tmp_path: Path) -> Path:
    """Return a copy of an export."""
    small_models.encoder("mean")
    return shutil.copytree(export_folder(small_models.model("mean"), small_models.cache), tmp_path / "export")


def embed(graph: Graph) -> NDArray[np.float32]:
    """Return the sentence embeddings of the rows above, by the graph's next session."""
    return graph.session().run([SENTENCE], IDS, MASK)[0]


def test_every_run_gives_the_same(folder: Path) -> None:
    """The first, on weights as they lie in the file, and later ones, on rearranged weights."""
    graph = Graph(folder / "model.onnx")
    first, second, third = (embed(graph) for _ in range(3))
    assert first.dtype == np.float32
    np.testing.assert_allclose(second, first, atol=1e-5)
    np.testing.assert_array_equal(third, second)


def test_what_kind_a_token_is_counts(small_pairs: SmallPairs) -> None:
    """Left out, all are of the first text."""
    session = Graph(small_pairs.folder / "model.onnx").session()
    first, second = (session.run([LOGIT], IDS, MASK, np.full_like(IDS, kind))[0] for kind in (0, 1))
    np.testing.assert_array_equal(session.run([LOGIT], IDS, MASK)[0], first)
    assert np.abs(second - first).max() > 0.01


def test_a_session_gives_the_outputs_that_are_named(folder: Path) -> None:
    """In that order; the sentence embedding is the same with token embeddings or without."""
    graph = Graph(folder / "model.onnx")
    sentences, tokens = graph.session().run([SENTENCE, TOKENS], IDS, MASK)
    np.testing.assert_allclose(embed(graph), sentences, atol=1e-5)
    assert tokens.shape == (*IDS.shape, sentences.shape[1])


def test_threads_may_run_it_at_once(folder: Path) -> None:
    """The very first run too."""
    expected = embed(Graph(folder / "model.onnx"))
    graph = Graph(folder / "model.onnx")
    found: list[bool] = []
    start = threading.Barrier(4)

    def work() -> None:
        start.wait(30)
        found.append(np.allclose(embed(graph), expected, atol=1e-5))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 4


def test_what_cannot_be_run_is_an_error_of_one_line(folder: Path) -> None:
    """A token that the model does not have."""
    with pytest.raises(ModelError, match=r"model\.onnx cannot be run: ") as caught:
        Graph(folder / "model.onnx").session().run([SENTENCE], IDS + 100_000, MASK)
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
