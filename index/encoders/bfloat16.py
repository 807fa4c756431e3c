"""A model in bfloat16, run by torch: faster on processors that multiply such numbers, and slow to load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.encoders.graph import SENTENCE, TOKENS
from index.encoders.sentence_transformer import load_original
from index.encoders.trace import two_outputs

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.encoders.exported import Pooling
    from index.models import Model


class TorchGraph:
    """The encoder's graph in bfloat16, in the place of the exported one. Safe for threads; each run uses one."""

    def __init__(self, model: Model, pooling: Pooling) -> None:
        """Load a model's weights.

        Raises:
            ModelError: it cannot be loaded.
        """
        import torch

        original = load_original(model.folder, model.name)
        original[0].auto_model.to(torch.bfloat16)
        self._module, self._inputs = two_outputs(original, pooling)

    def session(self) -> TorchGraph:
        """Return itself: it is always ready to run."""
        return self

    def run(
        self,
        outputs: Sequence[str],
        ids: NDArray[np.int64],
        mask: NDArray[np.int64],
        kinds: NDArray[np.int64] | None = None,
    ) -> list[NDArray[np.float32]]:
        """Return the outputs that are named, as `index.encoders.graph.Session` does."""
        import torch

        torch.set_num_threads(1)  # of this thread: batches run side by side instead
        types = torch.zeros(ids.shape, dtype=torch.int64) if kinds is None else torch.from_numpy(kinds)
        given = {
            "input_ids": torch.from_numpy(ids),
            "attention_mask": torch.from_numpy(mask),
            "token_type_ids": types,
        }
        with torch.inference_mode():
            sentence, tokens = self._module(*(given[name] for name in self._inputs))
        found = {SENTENCE: sentence, TOKENS: tokens}
        return [found[name].numpy() for name in outputs]
