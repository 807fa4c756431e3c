"""What the exporter does for a pair scorer: merge its adapter, trace it, compare its graph with torch, narrow it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from index.encoders.adapter import read_adapter
from index.encoders.describe import NotExportableError
from index.encoders.exported import GRAPH, TOKENIZER, ExportedPairs
from index.encoders.merge import INPUTS, merge_adapter
from index.encoders.narrow import narrow_graph
from index.encoders.pair_scorer import QUESTION_TOKENS, OnnxPairScorer
from index.encoders.tokens import Tokenizer
from index.encoders.trace import store_graph, trace_pairs

if TYPE_CHECKING:
    from pathlib import Path

    from index.encoders.tokens import Pair

# The exported graph's logits may differ from torch's by this, and in 8 bits by that: a fifth of what they differ by
# between two candidates.
MOST_DIFFERENCE = 1e-3
MOST_NARROWED = 0.75

_QUESTION = "What did the two leaders agree on?"
_TEXTS = (
    "Yes.",
    "The two sides agreed to share information and to open their markets.",
    "In May 2022 the Foreign Minister met her counterpart (the 3rd time) in Zürich; no text was signed.",
    "The two sides agreed to share information and to open their markets. " * 50,  # longer than any pair may be
)


class PairsGraph:
    """The graph of a transformer with an adapter (see `index.encoders.export.Exportable`)."""

    def __init__(self, model: Any, adapter: Path) -> None:  # noqa: ANN401 - sentence_transformers may not be imported here
        """Merge an adapter into a copy of the transformer of a `SentenceTransformer`.

        Raises:
            NotExportableError: the adapter is not for this architecture.
        """
        self.settings = ExportedPairs(read_adapter(adapter).max_tokens, model.tokenizer.pad_token_id or 0)
        self._module = merge_adapter(model[0].auto_model, adapter)

    def trace(self, path: Path) -> None:
        """Write the plain graph."""
        trace_pairs(self._module, self.settings.pad_id, path)

    def check(self, folder: Path) -> None:
        """Compare the stored graph with torch on pairs of several lengths, run as they will be.

        Raises:
            NotExportableError: they disagree.
        """
        worst = self._worst(folder)
        if not worst < MOST_DIFFERENCE:  # so that a NaN fails too
            raise NotExportableError(f"its exported graph disagrees with it (by {worst:.5f})")

    def refine(self, fused: Path, work: Path, folder: Path) -> None:
        """Put the graph in 8 bits in the place of the stored one, where it agrees with torch well enough."""
        narrowed = work / "narrow" / GRAPH
        narrowed.parent.mkdir()
        narrow_graph(fused, narrowed)
        store_graph(narrowed, folder)
        if not self._worst(folder) < MOST_NARROWED:
            store_graph(fused, folder)

    def _worst(self, folder: Path) -> float:
        """Return by how much a stored graph's logits differ from torch's at most."""
        scorer = OnnxPairScorer(folder, self.settings)
        pairs = Tokenizer(folder / TOKENIZER, self.settings.max_tokens).pair(_QUESTION, _TEXTS, QUESTION_TOKENS)
        expected = np.array([self._run(pair) for pair in pairs])
        return float(np.abs(scorer.score(_QUESTION, _TEXTS) - expected).max())

    def _run(self, pair: Pair) -> float:
        import torch

        row = {"input_ids": pair.ids, "attention_mask": [1] * len(pair.ids), "token_type_ids": pair.kinds}
        with torch.no_grad():
            return float(self._module(*(torch.tensor([row[name]]) for name in INPUTS))[0])
