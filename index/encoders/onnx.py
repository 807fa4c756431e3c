"""An encoder that runs an exported model in ONNX Runtime: starts in milliseconds, without torch."""

from __future__ import annotations

from copy import copy
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np

from index.cores import count_cores, map_in_threads
from index.encoders.base import to_unit_length
from index.encoders.batches import pad, plan_batches
from index.encoders.exported import GRAPH, TOKENIZER, Exported
from index.encoders.graph import SENTENCE, TOKENS, Graph
from index.encoders.span_means import SpanSums, mean_spans, sum_spans
from index.encoders.tokens import Tokenizer, Window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.encoders.exported import Pooling
    from index.records import Span

_Result = TypeVar("_Result")


class _Session(Protocol):
    def run(
        self, outputs: Sequence[str], ids: NDArray[np.int64], mask: NDArray[np.int64]
    ) -> list[NDArray[np.float32]]: ...


class _Runs(Protocol):
    def session(self) -> _Session: ...


# Tokens of a batch, padding included: the activations of more do not stay in a core's cache, fewer keep its
# matrix kernels waiting (measured: 256 to 4,096).
_BUDGET = 512
# Texts that are tokenized and sorted by length together: enough that little is padded, few enough to bound
# memory.
_SLICE = 2048


class OnnxEncoder:
    """An exported model (see `Encoder`)."""

    def __init__(self, folder: Path, exported: Exported, name: str, digest: str) -> None:
        """Open an exported model.

        Args:
            folder: where its files are.
            exported: how to run it.
            name: the model's name, for people.
            digest: what its vectors are known by.

        Raises:
            ModelError: a file is missing or damaged.
        """
        self.name = name
        self.digest = digest
        self.dimension = exported.dimension
        self.max_tokens = exported.max_tokens
        self._exported = exported
        self._tokenizer = Tokenizer(folder / TOKENIZER, exported.max_tokens)
        self._graph: _Runs = Graph(folder / GRAPH)
        self._budget = _BUDGET
        self._threads = count_cores()

    @property
    def pooling(self) -> Pooling:
        """How a text's embedding comes from its tokens'."""
        return self._exported.pooling

    def run_by(self, graph: _Runs, budget: int) -> OnnxEncoder:
        """Return the same encoder, whose batches of so many tokens another graph of the same model runs."""
        twin = copy(self)
        twin._graph, twin._budget = graph, budget
        return twin

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of texts that are searched: `(len(texts), dimension)`, float32, unit length."""
        return self._encode(texts, self._exported.document_prompt)

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question: `(dimension,)`, float32, unit length."""
        vector: NDArray[np.float32] = self._encode([text], self._exported.question_prompt)[0]
        return vector

    def encode_in_context(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        """Return the vectors of texts, and those of stretches of each, read in context (see `Encoder`)."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        inside: list[NDArray[np.float32]] = []
        for part in _slices(len(texts)):
            windows = self._tokenizer.cut(texts[part], self._exported.document_prompt)
            sums: list[list[SpanSums]] = [[] for _ in texts[part]]
            for batch, (embeddings, found) in self._run(windows, partial(self._embed_spans, spans[part])):
                _add(vectors[part], batch, embeddings)
                for window, add in zip(batch, found, strict=True):
                    sums[window.text].append(add)
            vectors[part] = to_unit_length(vectors[part])
            inside += map(mean_spans, sums, vectors[part])
        return vectors, inside

    def _encode(self, texts: Sequence[str], prompt: str) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for part in _slices(len(texts)):
            windows = self._tokenizer.cut(texts[part], prompt)
            for batch, embeddings in self._run(windows, self._embed):
                _add(vectors[part], batch, embeddings)
        return to_unit_length(vectors)

    def _embed(self, batch: list[Window]) -> NDArray[np.float32]:
        ids, mask = pad([window.ids for window in batch], self._exported.pad_id)
        (embeddings,) = self._graph.session().run([SENTENCE], ids, mask)
        return embeddings

    def _embed_spans(
        self, spans: Sequence[Sequence[Span]], batch: list[Window]
    ) -> tuple[NDArray[np.float32], list[SpanSums]]:
        ids, mask = pad([window.ids for window in batch], self._exported.pad_id)
        embeddings, tokens = self._graph.session().run([SENTENCE, TOKENS], ids, mask)
        return embeddings, [
            sum_spans(window, row, spans[window.text]) for window, row in zip(batch, tokens, strict=True)
        ]

    def _run(
        self, windows: list[Window], work: Callable[[list[Window]], _Result]
    ) -> Iterator[tuple[list[Window], _Result]]:
        """Yield batches of windows, and what the work gives for each."""
        plans = plan_batches([len(window.ids) for window in windows], self._budget)
        batches = [[windows[place] for place in plan] for plan in plans]
        yield from zip(batches, map_in_threads(work, batches, self._threads), strict=True)


def _slices(count: int) -> list[slice]:
    return [slice(first, first + _SLICE) for first in range(0, count, _SLICE)]


def _add(vectors: NDArray[np.float32], batch: list[Window], embeddings: NDArray[np.float32]) -> None:
    """Add the embedding of each window, weighed by its tokens, to its text's row."""
    weights = np.array([[len(window.ids)] for window in batch], np.float32)
    np.add.at(vectors, [window.text for window in batch], embeddings * weights)
