"""Mean of several cross-encoders that were trained from one start.

Means of weights do as well as or better than the models they are made of (Wortsman et al., "Model soups: averaging
weights of multiple fine-tuned models improves accuracy without increasing inference time", 2022). Here each has learnt
from a part of the documents, the mean from all of them, for no further training.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_FIRST, _SECOND = "lora_A", "lora_B"


def mix(adapters: Sequence[Path], path: Path) -> None:
    """Write the mean of adapters with their heads, float16, in the form of `PairModel.save`.

    The mean of products B A is not the product of means: it is kept as one product of a higher rank, the As one below
    the other, the Bs beside each other.
    """
    parts = [load_file(str(adapter)) for adapter in adapters]
    mixed = {name: _mean(name, [part[name].astype(np.float32) for part in parts]) for name in parts[0]}
    with safe_open(str(adapters[0]), framework="numpy") as first:
        about = first.metadata()
    save_file({name: value.astype(np.float16) for name, value in mixed.items()}, str(path), metadata=about)


def _mean(name: str, values: list[NDArray[np.float32]]) -> NDArray[np.float32]:
    if name.endswith(_FIRST):
        return np.concatenate(values, axis=0)
    if name.endswith(_SECOND):
        return np.concatenate(values, axis=1) / len(values)
    return np.mean(values, axis=0, dtype=np.float32)
