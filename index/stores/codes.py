"""Short codes beside the vectors of a large store: a question is held against all, and then exactly against the best.

A code is a product quantizer's, with 4 bits for each 3 numbers of a vector (Jegou et al., "Product quantization for
nearest neighbor search", 2011), scanned as André et al. do ("Cache locality is not enough", 2015): a twelfth of the
bytes of the vectors, and at a million of them a tenth of the time. Nothing is left out by where it lies, as lists and
graphs leave out: so parts have codes of their own, as they have vectors, and never change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from index.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

TRAINED_ON = 20_000
"""Vectors that a quantizer is trained on: more of them changed no recall by a thousandth."""
_BITS = 4
_NUMBERS = (3, 2)
"""Numbers of a vector to one code of 4 bits: the first that it can be divided by."""
_ITERATIONS = 10


class Quantizer:
    """How vectors are made into codes; those of all parts of a store are made by the same one, and can be compared."""

    def __init__(self, trained: Any) -> None:  # noqa: ANN401 - FAISS's index
        """Take an index that is trained and holds nothing."""
        self._trained = trained

    @classmethod
    def train(cls, sample: NDArray[np.float32]) -> Quantizer:
        """Return one for vectors like these, shape (n, dimension)."""
        import faiss

        dimension = sample.shape[1]
        trained = faiss.IndexPQFastScan(dimension, dimension // _numbers(dimension), _BITS, faiss.METRIC_INNER_PRODUCT)
        trained.pq.cp.niter = _ITERATIONS
        trained.pq.cp.min_points_per_centroid = 1
        trained.train(np.ascontiguousarray(sample, np.float32))
        return cls(trained)

    @classmethod
    def of(cls, path: Path) -> Quantizer:
        """Return the one that made the codes at `path`.

        Raises:
            StoreError: they cannot be read.
        """
        trained = _read(path)
        trained.reset()
        return cls(trained)

    def write(self, path: Path, vectors: NDArray[np.float32]) -> None:
        """Write the codes of vectors, shape (n, dimension), to `path`.

        Raises:
            OSError: the file cannot be written.
        """
        import faiss

        index = faiss.clone_index(self._trained)
        index.add(np.ascontiguousarray(vectors, np.float32))
        with path.open("wb") as file:
            faiss.write_index(index, faiss.PyCallbackIOWriter(file.write))  # type: ignore[attr-defined]  # as in vectors


class Codes:
    """What `Quantizer.write` wrote for the vectors of a part. Safe for reading from several threads."""

    def __init__(self, path: Path, count: int) -> None:
        """Read the codes at `path`.

        Raises:
            StoreError: the file is missing or damaged, or holds another number of codes than `count`.
        """
        self._index = _read(path)
        if self._index.ntotal != count:
            raise StoreError(f"the store {path} is not whole", "run `briefbot index`")

    def nearest(self, vector: NDArray[np.float32], limit: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the rows whose codes are nearest to a vector, and about their cosines, no more than `limit`."""
        import faiss

        faiss.omp_set_num_threads(1)  # as for the vectors
        scores, rows = self._index.search(vector[None, :], min(limit, self._index.ntotal))
        found = rows[0] >= 0  # of codes that are all alike FAISS may leave some out
        return rows[0][found], scores[0][found]


def can_code(dimension: int) -> bool:
    """Return whether vectors of this length can have codes."""
    return dimension > 0 and _numbers(dimension) > 0


def _numbers(dimension: int) -> int:
    return next((numbers for numbers in _NUMBERS if dimension % numbers == 0), 0)


def codes_path(path: Path) -> Path:
    """Return where the codes of the vectors at `path` lie."""
    return path.with_suffix(".codes")


def _read(path: Path) -> Any:  # noqa: ANN401 - FAISS's index
    import faiss

    try:
        index: Any = faiss.read_index(str(path))
    except (OSError, RuntimeError) as error:
        raise StoreError(f"the store {path} cannot be opened", "run `briefbot index`") from error
    if not isinstance(index, faiss.IndexPQFastScan):
        raise StoreError(f"the store {path} holds no codes", "run `briefbot index`")
    return index
