"""The weights that every contestant runs: the packaged all-MiniLM-L6-v2, found as briefbot finds them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer


def model_folder() -> str:
    """Return the folder of the weights.

    Raises:
        ModelError: they are not there.
    """
    from index.models import find_model
    from index.places import cache_folder

    return str(find_model(None, cache_folder()).folder)


@cache
def sentence_transformer() -> SentenceTransformer:
    """Return the model as sentence-transformers loads it, on the CPU."""
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(model_folder(), device="cpu")


def encode(texts: list[str]) -> NDArray[np.float32]:
    """Return unit vectors of texts, shape (n, dimension), by `SentenceTransformer.encode` as it is used mostly."""
    vectors: NDArray[np.float32] = sentence_transformer().encode(
        texts, batch_size=32, show_progress_bar=False, convert_to_numpy=True, normalize_embeddings=True
    )
    return vectors
