"""txtai, with its own defaults: dense (its FAISS index), and hybrid (dense and BM25)."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks.contestants.model import model_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from benchmarks.corpus import Corpus, Place


class Txtai:
    """`Embeddings`, the texts kept with them. Above a few thousand vectors its FAISS index is an approximate one."""

    def __init__(self, corpus: Corpus, folder: str, *, hybrid: bool) -> None:
        """Take the corpus, the name of the folder of its index, and whether BM25 is added."""
        self._corpus = corpus
        self._path = corpus.index_of(folder)
        self._hybrid = hybrid
        self._index: Any = None
        self._turn = threading.Lock()  # its database serves one thread at a time

    def build(self) -> None:
        """Index every sentence and save."""
        from txtai.embeddings import Embeddings

        settings: dict[str, object] = {"content": True, "hybrid": self._hybrid, "gpu": False}
        vectors = self._corpus.vectors()
        texts = self._corpus.texts()
        if vectors is None:
            settings["path"] = model_folder()
        else:
            settings |= {"method": "external", "transform": _transform(texts, vectors)}
        self._index = Embeddings(settings)
        self._index.index((row, text, None) for row, text in enumerate(texts))
        self._index.config.pop("transform", None)  # it cannot be saved
        self._index.save(str(self._path))

    def open(self) -> None:
        """Load index and model."""
        from txtai.embeddings import Embeddings

        self._index = Embeddings()
        # Where vectors were given, questions are encoded by txtai's own way all the same.
        own = {"path": model_folder(), "method": None} if self._corpus.vectors() is not None else None
        self._index.load(str(self._path), config=own)
        self._index.search("a question", 1)

    def ask(self, question: str, most: int) -> list[Place]:
        """Return what its search finds."""
        with self._turn:
            found = self._index.search(question, most)
        return [self._corpus.place(int(one["id"])) for one in found]

    def edit(self, row: int, text: str) -> None:
        """Upsert the sentence and save."""
        self._index.upsert([(row, text, None)])
        self._index.save(str(self._path))


dense = partial(Txtai, hybrid=False)
hybrid = partial(Txtai, hybrid=True)


def _transform(texts: Sequence[str], vectors: NDArray[np.float32]) -> Any:  # noqa: ANN401 - what txtai calls
    rows = {text: row for row, text in enumerate(texts)}

    def transform(wanted: list[str]) -> NDArray[np.float32]:
        chosen: NDArray[np.float32] = vectors[[rows[text] for text in wanted]]
        return chosen

    return transform
