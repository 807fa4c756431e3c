"""The exported graph in ONNX Runtime: token ids in, embeddings out."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import numpy as np

from index.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SENTENCE = "sentence_embedding"
TOKENS = "token_embeddings"


def runtime_version() -> str:
    """Return the version of ONNX Runtime; a stored graph is made by one version for itself."""
    import onnxruntime

    return str(onnxruntime.__version__)


class Graph:
    """A stored graph, ready to run. Safe for threads; each run uses the calling thread alone.

    The first run works on weights as they lie in the file, which is mapped into memory, not read: a process
    that asks one question is done before they could have been rearranged. From the second run on they are
    rearranged for the processor's matrix kernels (45 ms and 42 MB for the default model), and a run takes
    half the time.
    """

    def __init__(self, path: Path) -> None:
        """Open a graph that has been optimized already.

        Raises:
            ModelError: the file is missing, damaged or of another ONNX Runtime.
        """
        self._path = path
        self._lock = threading.Lock()
        self._light: Any = _open_session(path, pack=False)
        self._packed: Any = None
        self._inputs = tuple(given.name for given in self._light.get_inputs())

    def embed(self, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the embedding of each row of token ids: `(rows, dimension)`, float32, of any length."""
        sentence: NDArray[np.float32] = self._run([SENTENCE], ids, mask)[0]
        return sentence

    def embed_tokens(
        self, ids: NDArray[np.int64], mask: NDArray[np.int64]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return what `embed` does, and each token's embedding: `(rows, columns, dimension)`, float32."""
        sentence, tokens = self._run([SENTENCE, TOKENS], ids, mask)
        return sentence, tokens

    def _run(self, outputs: list[str], ids: NDArray[np.int64], mask: NDArray[np.int64]) -> Any:  # noqa: ANN401 - ONNX Runtime has no types
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        session = self._session()
        try:
            return session.run(outputs, {name: given[name] for name in self._inputs})
        except Exception as error:  # ONNX Runtime's errors share no base class but this
            raise ModelError(f"the model {self._path} cannot be run: {_first_line(error)}") from error

    def _session(self) -> Any:  # noqa: ANN401 - ONNX Runtime has no types
        with self._lock:
            if self._light is not None:
                session, self._light = self._light, None
                return session
            if self._packed is None:
                self._packed = _open_session(self._path, pack=True)
            return self._packed


def _open_session(path: Path, *, pack: bool) -> Any:  # noqa: ANN401 - ONNX Runtime has no types
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL  # done at export
    options.intra_op_num_threads = 1  # batches run side by side instead, which scales better
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # remembers each shape it has seen, and here shapes never end
    options.log_severity_level = 4
    options.add_session_config_entry("session.disable_prepacking", "0" if pack else "1")
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime's errors share no base class but this
        raise ModelError(f"the model {path} cannot be opened: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n", maxsplit=1)[0][:200]
