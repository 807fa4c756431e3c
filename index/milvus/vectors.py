"""Vectors as pymilvus takes and gives them: lists of floats, or half-precision arrays and bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.stored_vector import STORED_VECTOR

if TYPE_CHECKING:
    from numpy.typing import NDArray


def sent(vector: NDArray[np.float32], *, half: bool) -> object:
    """Return a vector as a row or a search takes it, rounded to half precision as the embedded store rounds it."""
    rounded = vector.astype(STORED_VECTOR)
    return rounded if half else rounded.astype(np.float32).tolist()


def received(value: object) -> NDArray[np.float32]:
    """Return a vector of a row that was read, shape (dimension,), float32."""
    if isinstance(value, list) and value and isinstance(value[0], bytes):
        value = value[0]
    if isinstance(value, bytes):
        return np.frombuffer(value, STORED_VECTOR).astype(np.float32)
    return np.asarray(value, np.float32)
