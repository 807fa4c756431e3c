"""A pair scorer that runs an exported cross-encoder in ONNX Runtime."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from index.cores import count_cores, map_in_threads
from index.encoders.exported import GRAPH, TOKENIZER, ExportedPairs
from index.encoders.graph import LOGIT, Session
from index.encoders.tokens import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.encoders.tokens import Pair

QUESTION_TOKENS = 64  # the most of a question, special ones left out; its adapter was trained so


class OnnxPairScorer:
    """An exported cross-encoder (see `PairScorer`).

    Each pair is run by itself: its logit does not depend on the others, nor on how many cores there are, nor on what
    was asked before.
    """

    def __init__(self, folder: Path, exported: ExportedPairs) -> None:
        """Open an exported pair scorer.

        Args:
            folder: where its files are.
            exported: how to run it.

        Raises:
            ModelError: a file is missing or damaged.
        """
        self._tokenizer = Tokenizer(folder / TOKENIZER, exported.max_tokens)
        # Laid out for the processor from the first question on, unlike an encoder's: that takes 15 ms, of which the
        # first run gives back nine, and in 8 bits the other layout's sums are rounded to other logits (0.01).
        self._session = Session(folder / GRAPH, pack=True)
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
        order = sorted(range(len(pairs)), key=lambda place: -len(pairs[place].ids))  # threads finish together
        work = partial(_score, self._session)
        logits[order] = map_in_threads(work, [pairs[place] for place in order], self._threads)
        return logits


def _score(session: Session, pair: Pair) -> float:
    ids, kinds = np.array([pair.ids], np.int64), np.array([pair.kinds], np.int64)
    (logits,) = session.run([LOGIT], ids, np.ones_like(ids), kinds)
    return float(logits[0])
