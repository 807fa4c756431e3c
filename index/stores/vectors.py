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
            # Not `np.load`, which takes a damaged file for a pickle or a ZIP archive where it begins like one.
            self._ids: NDArray[np.int64] = np.lib.format.open_memmap(ids_path(path), mode="r")
            self._index: Any = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except (OSError, ValueError, EOFError, RuntimeError) as error:
            raise StoreError(f"the store {path} cannot be opened", "run `briefbot index`") from error
        if self._index.ntotal != len(self._ids):
            raise StoreError(f"the store {path} is not whole", "run `briefbot index`")

    def __len__(self) -> int:
        """Return the number of vectors."""
        return len(self._ids)

    @property
    def ids(self) -> NDArray[np.int64]:
        """Return the ids of all vectors, ascending, shape (n,), int64."""
        return self._ids

    def search(self, vector: NDArray[np.float32], limit: int, allowed: NDArray[np.int64] | None) -> Hits:
        """Return the `limit` nearest to a unit vector among the allowed ids (None: all), best first.

        Allowed ids that the store does not hold are passed over.
        """
        import faiss

        among = None if allowed is None else self._rows(allowed)
        if among is not None and len(among) == len(self):
            among = None
        most = min(limit, len(self) if among is None else len(among))
        if most < 1:
            return Hits(np.empty(0, np.int64), np.empty(0, np.float32))
        parameters = None
        if among is not None:
            parameters = faiss.SearchParameters()
            selector = faiss.IDSelectorBatch(among)  # FAISS keeps no reference to it: the name does
            parameters.sel = selector
        # One question is one thread's work to FAISS; more of them (of this thread only) would wait for it, and spin.
        faiss.omp_set_num_threads(1)
        scores, rows = self._index.search(vector[None, :], most, params=parameters)
        found = rows[0] >= 0
        return Hits(np.asarray(self._ids[rows[0][found]]), scores[0][found])

    def look_at(self, vector: NDArray[np.float32], rows: NDArray[np.int64]) -> Hits:
        """Return the ids of some rows with their cosines to a unit vector, in the order of the rows."""
        cosines: NDArray[np.float32] = self._index.reconstruct_batch(rows) @ vector
        return Hits(np.asarray(self._ids[rows]), cosines)

    def vectors(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vectors of `ids`, shape (len(ids), dimension), float32.

        Raises:
            StoreError: the store does not hold all of them.
        """
        rows = self._rows(ids)
        if len(rows) < len(ids):
            raise StoreError("the store of vectors does not hold every text of the catalog", "run `briefbot index`")
        found: NDArray[np.float32] = self._index.reconstruct_batch(rows)
        return found

    def _rows(self, ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the rows of those of `ids` that are held, in their order."""
        rows = np.searchsorted(self._ids, ids).astype(np.int64)
        held = rows < len(self)
        held[held] = self._ids[rows[held]] == ids[held]
        return rows[held]


def write_vectors(path: Path, dimension: int, batches: Iterable[tuple[NDArray[np.int64], NDArray[np.float32]]]) -> int:
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
        faiss.write_index(index, faiss.PyCallbackIOWriter(file.write))  # type: ignore[attr-defined]  # its stubs lack it
    with ids_path(path).open("wb") as file:
        np.save(file, np.concatenate(ids))
    return int(index.ntotal)


def ids_path(path: Path) -> Path:
    """Return where the ids of the vectors at `path` lie."""
    return path.with_suffix(".ids.npy")
