"""An exported graph in ONNX Runtime: token ids in, whatever its outputs are out."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import numpy as np

from index.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

# Outputs of an encoder's graph, and of a pair scorer's.
SENTENCE = "sentence_embedding"
TOKENS = "token_embeddings"
LOGIT = "logit"


def runtime_version() -> str:
    """Return the version of ONNX Runtime; a stored graph is made by one version for itself."""
    import onnxruntime

    return str(onnxruntime.__version__)


class Session:
    """A graph as ONNX Runtime has opened it. Safe for threads; each run uses the calling thread alone."""

    def __init__(self, path: Path, *, pack: bool) -> None:
        """Open a graph that has been optimized already.

        Args:
            path: the graph's file.
            pack: whether to rearrange the weights for the processor's matrix kernels.

        Raises:
            ModelError: the file is missing, damaged or of another ONNX Runtime.
        """
        self._path = path
        self._session = _open_session(path, pack=pack)
        self._inputs = tuple(given.name for given in self._session.get_inputs())

    def run(
        self,
        outputs: Sequence[str],
        ids: NDArray[np.int64],
        mask: NDArray[np.int64],
        kinds: NDArray[np.int64] | None = None,
    ) -> list[NDArray[np.float32]]:
        """Return the outputs that are named, each an array of float32 whose first axis is the rows.

        Args:
            outputs: their names.
            ids: token ids, `(rows, columns)`.
            mask: 1 for each token and 0 for padding, of the same shape.
            kinds: which text of a pair each token is of (BERT's `token_type_ids`), of the same shape; without
                it all are of the first.

        Raises:
            ModelError: ONNX Runtime cannot run it on them.
        """
        kinds = np.zeros_like(ids) if kinds is None else kinds
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": kinds}
        try:
            found: list[NDArray[np.float32]] = self._session.run(
                list(outputs), {name: given[name] for name in self._inputs}
            )
        except Exception as error:  # ONNX Runtime's errors share no base class but this
            raise ModelError(f"the model {self._path} cannot be run: {_first_line(error)}") from error
        return found


class Graph:
    """A stored graph, ready to run. Safe for threads.

    The first session works on weights as they lie in the file, which is mapped into memory, not read: a process
    that asks one question is done before they could have been rearranged. From the second session on they are
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
        self._light: Session | None = Session(path, pack=False)
        self._packed: Session | None = None

    def session(self) -> Session:
        """Return what to run next: the light session the first time, later the packed one.

        Raises:
            ModelError: the file can no longer be opened.
        """
        with self._lock:
            if self._light is not None:
                session, self._light = self._light, None
                return session
            if self._packed is None:
                self._packed = Session(self._path, pack=True)
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
