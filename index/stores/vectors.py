"""Vectors in FAISS: an exact scan over float16 codes, memory-mapped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from index.errors import StoreError
from index.stores.base import Hits

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray


class FaissVectors:
    """Unit vectors by catalog id; their inner product is the cosine. Safe for reading from several threads."""

    def __init__(self, path: Path) -> None:
        """Open the vectors that `write_vectors` wrote at `path`.

        Raises:
            StoreError: a file is missing or damaged.
        """
        import faiss

        try:
            self._ids: NDArray[np.int64] = np.load(_ids_path(path), mmap_mode="r")
            self._index: Any = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except (OSError, ValueError, EOFError, RuntimeError) as error:
            raise StoreError(f"the store {path} cannot be opened", "run `briefbot index`") from error
        if self._index.ntotal != len(self._ids):
            raise StoreError(f"the store {path} is not whole", "run `briefbot index`")

    def search(self, vector: NDArray[np.float32], limit: int, allowed: NDArray[np.int64] | None) -> Hits:
        """Return the `limit` nearest to a unit vector among the allowed ids (None: all), best first."""
        import faiss

        parameters = None
        if allowed is not None:
            if not len(allowed):
                return Hits(np.empty(0, np.int64), np.empty(0, np.float32))
            selector = faiss.IDSelectorBatch(self._rows(allowed))
            parameters = faiss.SearchParameters(sel=selector)
        scores, rows = self._index.search(vector[None, :], min(limit, len(self._ids)), params=parameters)
        found = rows[0] >= 0
        return Hits(np.asarray(self._ids[rows[0][found]]), scores[0][found])

    def vectors(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vectors of `ids`, shape (len(ids), dimension), float32."""
        rows = self._rows(ids)
        found: NDArray[np.float32] = self._index.reconstruct_batch(rows)
        return found

    def _rows(self, ids: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.searchsorted(self._ids, ids).astype(np.int64)


def write_vectors(
    path: Path, dimension: int, batches: Iterable[tuple[NDArray[np.int64], NDArray[np.float32]]]
) -> int:
    """Write ids, ascending, and their unit vectors to `path`, and return how many there are.

    Raises:
        OSError: a file cannot be written.
    """
    import faiss

    index = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    ids: list[NDArray[np.int64]] = [np.empty(0, np.int64)]
    for numbers, vectors in batches:
        index.add(np.ascontiguousarray(vectors, np.float32))
        ids.append(numbers)
    # Serialized here and written by Python, whose errors (no room, no permission) say what they are.
    with path.open("wb") as file:
        faiss.write_index(index, faiss.PyCallbackIOWriter(file.write))
    with _ids_path(path).open("wb") as file:
        np.save(file, np.concatenate(ids))
    return int(index.ntotal)


def _ids_path(path: Path) -> Path:
    return path.with_suffix(".ids.npy")
