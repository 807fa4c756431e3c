"""The different values of an array, as `np.unique` gives them, which imports `numpy.ma`: 10 ms for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_Number = TypeVar("_Number", np.int64, np.float32)


def distinct(values: NDArray[_Number]) -> NDArray[_Number]:
    """Return the different values of an array, shape (n,), ascending."""
    ordered = np.sort(values)
    first = np.ones(len(ordered), bool)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def distinct_places(values: NDArray[_Number]) -> tuple[NDArray[_Number], NDArray[np.intp]]:
    """Return the same, and for each value of the array its place among them."""
    found = distinct(values)
    return found, np.searchsorted(found, values)
