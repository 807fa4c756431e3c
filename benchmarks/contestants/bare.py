"""sentence-transformers and FAISS with nothing around them: the least that answers by meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.contestants.model import encode

if TYPE_CHECKING:
    from benchmarks.corpus import Corpus, Place

_ADDED_TOGETHER = 50_000


class Bare:
    """An exact index (IndexFlatIP) over `SentenceTransformer.encode`."""

    def __init__(self, corpus: Corpus, folder: str) -> None:
        """Take the corpus, and the name of the folder of its index."""
        self._corpus = corpus
        self._path = corpus.index_of(folder) / "vectors.faiss"
        self._index: Any = None

    def build(self) -> None:
        """Encode every sentence and keep the vectors."""
        import faiss

        vectors = self._corpus.vectors()
        if vectors is None:
            vectors = encode(self._corpus.texts())
        self._index = faiss.IndexFlatIP(vectors.shape[1])
        for first in range(0, len(vectors), _ADDED_TOGETHER):
            self._index.add(np.ascontiguousarray(vectors[first : first + _ADDED_TOGETHER]))
        self._path.parent.mkdir(parents=True)
        faiss.write_index(self._index, str(self._path))

    def open(self) -> None:
        """Load index and model."""
        import faiss

        self._index = faiss.read_index(str(self._path))
        encode(["a question"])

    def ask(self, question: str, most: int) -> list[Place]:
        """Return the nearest sentences."""
        _, rows = self._index.search(encode([question]), most)
        return [self._corpus.place(row) for row in rows[0].tolist() if row >= 0]

    def edit(self, row: int, text: str) -> None:
        """Put a new vector in the place of one, and write the index."""
        import faiss

        stored = faiss.rev_swig_ptr(self._index.get_xb(), self._index.ntotal * self._index.d)
        stored.reshape(self._index.ntotal, self._index.d)[row] = encode([text])[0]
        faiss.write_index(self._index, str(self._path))
