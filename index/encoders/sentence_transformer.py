"""An encoder for models that the exporter can't do: sentence-transformers itself, in this process."""

from __future__ import annotations

import os
import sys
import threading
from typing import TYPE_CHECKING, Any

import numpy as np

from index.encoders.base import to_unit_length
from index.encoders.describe import document_prompt, question_prompt
from index.encoders.windows import cut_windows
from index.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.records import Span

_SLICE = 2048  # texts encoded at once: bounds memory


class SentenceTransformerEncoder:
    """A model run by sentence-transformers (see `Encoder`): takes seconds to start, and torch's memory.

    A stretch in context is encoded by its own words: nothing here says which token embeddings are in the
    space of the model's vectors.
    """

    def __init__(self, folder: Path, name: str, digest: str) -> None:
        """Load a model from a folder.

        Raises:
            ModelError: it cannot be loaded.
        """
        self.name = name
        self.digest = digest
        self._model = load_original(folder, name)
        self._lock = threading.Lock()  # a tokenizer that pads changes its own state
        self.dimension = _dimension(self._model)
        self.max_tokens = _max_tokens(self._model)

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of texts that are searched: `(len(texts), dimension)`, float32, unit length."""
        return self._encode(texts, self._model.encode_document, document_prompt(self._model))

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question: `(dimension,)`, float32, unit length."""
        vector: NDArray[np.float32] = self._encode([text], self._model.encode_query, question_prompt(self._model))[0]
        return vector

    def encode_in_context(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        """Return the vectors of texts, and those of the words of stretches of each (see `Encoder`)."""
        vectors = self.encode_documents(texts)
        words = [text[span.start : span.end] for text, inside in zip(texts, spans, strict=True) for span in inside]
        owners = np.array([row for row, inside in enumerate(spans) for _ in inside], np.intp)
        found = self.encode_documents(words)
        blank = np.array([not word.strip() for word in words], bool)
        found[blank] = vectors[owners[blank]]
        ends = np.cumsum([len(inside) for inside in spans])
        return vectors, np.split(found, ends)[: len(texts)]

    def _encode(self, texts: Sequence[str], encode: Callable[..., Any], prompt: str) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for first in range(0, len(texts), _SLICE):
            owners, windows = self._cut(texts[first : first + _SLICE], prompt)
            with self._lock:
                found = encode(windows, show_progress_bar=False, convert_to_numpy=True)
            weights = np.array([[self._count(window)] for window in windows], np.float32)
            np.add.at(vectors, first + owners, np.asarray(found, np.float32) * weights)
        return to_unit_length(vectors)

    def _cut(self, texts: Sequence[str], prompt: str) -> tuple[NDArray[np.intp], list[str]]:
        """Return windows of texts, and for each the position of its text."""
        owners, windows = [], []
        for row, text in enumerate(texts):
            for span in cut_windows(text, self.max_tokens, lambda part: self._count(prompt + part)):
                owners.append(row)
                windows.append(text[span.start : span.end])
        return np.array(owners, np.intp), windows

    def _count(self, text: str) -> int:
        """Return the tokens of a text, or 1 where the model sets no limit to them."""
        if self.max_tokens == sys.maxsize:
            return 1
        with self._lock:
            return len(self._model.tokenizer(text, verbose=False)["input_ids"])


def load_original(folder: Path, name: str) -> Any:  # noqa: ANN401 - sentence_transformers may not be imported here
    """Return the model of a folder as sentence-transformers loads it, in float32.

    Raises:
        ModelError: it cannot be loaded.
    """
    os.environ |= {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}  # read when it is imported
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call] # transformers leaves it without types
    try:
        return SentenceTransformer(str(folder), device="cpu", local_files_only=True).float().eval()
    except Exception as error:  # a model's own files decide what is raised here
        reason = str(error).strip().split("\n", maxsplit=1)[0][:200]
        raise ModelError(f"the model {name} cannot be loaded: {reason}", "give another --model") from error


def _dimension(model: Any) -> int:  # noqa: ANN401 - as above
    """Return the length of a model's vectors, which some models tell only by making one."""
    newer = getattr(model, "get_embedding_dimension", None)  # since sentence-transformers 5.4
    told = newer() if newer else model.get_sentence_embedding_dimension()
    return int(told or len(model.encode("Yes.", show_progress_bar=False)))


def _max_tokens(model: Any) -> int:  # noqa: ANN401 - as above
    """Return the most tokens that a model reads at once, or the largest integer where that is not known.

    Models that look each token up have no limit; those that do not use a tokenizer of transformers tell none.
    """
    claimed = getattr(model, "max_seq_length", None)
    if not claimed or claimed > sys.maxsize or not callable(getattr(model, "tokenizer", None)):
        return sys.maxsize
    return int(claimed)
