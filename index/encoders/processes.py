"""Encode in several processes: one encoder's threads reach a machine of many cores only in part."""

from __future__ import annotations

import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

import numpy as np

from index.cores import count_cores
from index.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.sharedctypes import Synchronized

    from numpy.typing import NDArray

    from index.encoders.base import Encoder
    from index.records import Span

_AT_LEAST = 32
"""Texts that a process gets at least: of fewer, handing them over takes longer than encoding."""
_encoder: list[Encoder] = []
"""Of a process that encodes: its own."""


class ProcessesEncoder:
    """An encoder whose documents are encoded in several processes, each with a model of its own.

    Attributes:
        name: as the encoder's.
        digest: as the encoder's.
        dimension: as the encoder's.
        max_tokens: as the encoder's.
    """

    def __init__(self, encoder: Encoder, load: Callable[[], Encoder], jobs: int) -> None:
        """Take an encoder for what is not documents, and what loads the same in each of `jobs` processes.

        `load` has to be something that can be pickled.
        """
        self.name, self.digest = encoder.name, encoder.digest
        self.dimension, self.max_tokens = encoder.dimension, encoder.max_tokens
        self._encoder = encoder
        self._load = load
        self._jobs = jobs
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of texts, shape (n, dimension), float32, in their order.

        Raises:
            ModelError: a process died: there is no room for so many.
        """
        size = max(_AT_LEAST, -(-len(texts) // self._jobs))
        stretches = [list(texts[first : first + size]) for first in range(0, len(texts), size)]
        try:
            found = list(self._started().map(_encode, stretches))
        except BrokenProcessPool as error:
            raise ModelError(f"one of {self._jobs} processes that encode has died", "give fewer --jobs") from error
        return np.concatenate(found) if found else np.empty((0, self.dimension), np.float32)

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question, shape (dimension,), float32."""
        return self._encoder.encode_question(text)

    def encode_in_context(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        """Return the vectors of texts, and those of stretches of each, as `Encoder.encode_in_context` does."""
        return self._encoder.encode_in_context(texts, spans)

    def close(self) -> None:
        """End the processes; they are started again where there is something to encode.

        Nothing else ends them: they would outlive a process that ends without looking back.
        """
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                # Not "fork": a process that has threads of ONNX Runtime cannot be copied.
                context = multiprocessing.get_context("spawn")
                cores = max(1, count_cores() // self._jobs)
                start = (self._load, cores, context.Value("i", 0))
                self._pool = ProcessPoolExecutor(self._jobs, context, _start, start)
            return self._pool


def _start(load: Callable[[], Encoder], cores: int, started: Synchronized[int]) -> None:
    """Load the encoder of a process, which is to use so many cores, other ones than those `started` before."""
    with started.get_lock():
        number, started.value = started.value, started.value + 1
    if hasattr(os, "sched_setaffinity"):  # not on macOS and Windows
        mine = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {mine[(number * cores + place) % len(mine)] for place in range(cores)})
    _encoder.append(load())


def _encode(texts: Sequence[str]) -> NDArray[np.float32]:
    return _encoder[0].encode_documents(texts)
