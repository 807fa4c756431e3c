"""A pair scorer that runs an exported cross-encoder in ONNX Runtime."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from index.encoders.batches import pad, share_batches
from index.encoders.cores import count_cores, map_in_threads
from index.encoders.exported import GRAPH, TOKENIZER, ExportedPairs
from index.encoders.graph import LOGIT, Graph
from index.encoders.tokens import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.encoders.graph import Session
    from index.encoders.tokens import Pair

QUESTION_TOKENS = 64  # the most of a question, special ones left out; its adapter was trained so
# Tokens of a batch, padding included, as for `OnnxEncoder`; what is below it is shared among the cores.
_BUDGET = 512


class OnnxPairScorer:
    """An exported cross-encoder (see `PairScorer`)."""

    def __init__(self, folder: Path, exported: ExportedPairs) -> None:
        """Open an exported pair scorer.

        Args:
            folder: where its files are.
            exported: how to run it.

        Raises:
            ModelError: a file is missing or damaged.
        """
        self._pad_id = exported.pad_id
        self._tokenizer = Tokenizer(folder / TOKENIZER, exported.max_tokens)
        self._graph = Graph(folder / GRAPH)
        self._threads = count_cores()

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return how well each text answers a question: logits, `(len(texts),)`, float32 (see `PairScorer`).

        Raises:
            ModelError: the graph cannot be run.
        """
        logits = np.zeros(len(texts), np.float32)
        if not texts:
            return logits
        pairs = self._tokenizer.pair(question, texts, QUESTION_TOKENS)
        plans = share_batches([len(pair.ids) for pair in pairs], self._threads, _BUDGET)
        batches = [[pairs[place] for place in plan] for plan in plans]
        work = partial(self._score, self._graph.session())  # one question's batches all run on the same
        for plan, found in zip(plans, map_in_threads(work, batches, self._threads), strict=True):
            logits[plan] = found
        return logits

    def _score(self, session: Session, batch: list[Pair]) -> NDArray[np.float32]:
        ids, mask = pad([pair.ids for pair in batch], self._pad_id)
        kinds, _ = pad([pair.kinds for pair in batch], 0)
        (logits,) = session.run([LOGIT], ids, mask, kinds)
        return logits
