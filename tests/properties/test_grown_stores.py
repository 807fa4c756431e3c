"""Stores that grew through any changes answer as stores that were made at once, and hold no more."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_index import bag_of_words

from index.catalog import Catalog
from index.columns import Segmented, words_digest
from index.file_state import FileState, file_digest
from index.group import group
from index.grow import grow_stores
from index.readers import read
from index.segment import segment
from index.staging import drop_unused_vectors, promote
from index.stores.layout import Stores, open_stores
from index.stores.manifest import seal_store
from index.stores.parts import read_parts
from index.stores.word_fields import SPELLED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from index.stores.base import Hits, VectorStore, WordStore

SENTENCES = (
    "The ferry is late.", "The ferry carries cars.", "Ministers agreed on tariffs.", "Nobody agreed.",
    "The Harbor Board (HB) pays.", "Its Ferry Office (FO) is closed.", "Honey is cheap, and honey is good.",
)  # fmt: skip
TEXT = st.lists(st.sampled_from(SENTENCES), max_size=6).map(" ".join)
CHANGES = st.dictionaries(st.sampled_from("abcdefg"), st.none() | TEXT, max_size=4)
COMPACTED = "compacted"


class Grower:
    """A catalog, and the stores that grow with it."""

    def __init__(self, folder: Path) -> None:
        """Start with nothing in `folder`, which is there."""
        self._folder = folder
        self._catalog = Catalog(folder)
        self._count = 0
        self.grown: Path | None = None

    def change(self, changes: Mapping[str, str | None]) -> None:
        """Add or replace notes, remove those without a text, and let the stores grow."""
        removed = [f"{name}.md" for name, text in changes.items() if text is None]
        for name, text in changes.items():
            if text is not None:
                self._stage(f"{name}.md", text)
        with self._catalog.transaction() as connection:
            promote(connection, removed)
            drop_unused_vectors(connection)
        self.grown = self._derive(self.grown)

    def compact(self) -> None:
        """Make the stores anew."""
        self.grown = self._derive(None)

    def fresh(self) -> Path:
        """Return stores that are made at once."""
        return self._derive(None)

    def close(self) -> None:
        """Close the catalog."""
        self._catalog.__exit__(None, None, None)

    def _stage(self, source: str, text: str) -> None:
        document = read(source, text.encode())
        sentences = segment(document)
        state = FileState(source, len(text), 0, 0, file_digest(text.encode()))
        self._catalog.stage([(state, [Segmented(document, sentences, group(sentences))])])
        texts = [sentence.reading for sentence in sentences]
        if texts:
            vectors = np.stack([bag_of_words(each) for each in texts])
            self._catalog.add_vectors([words_digest(each) for each in texts], vectors)

    def _derive(self, older: Path | None) -> Path:
        self._count += 1
        folder = self._folder / str(self._count)
        folder.mkdir()
        with self._catalog.transaction() as connection:
            grown = grow_stores(connection, folder, older, 64)
        seal_store(folder, grown.linked, grown.flushed)
        return folder


def rounded(hits: Hits) -> tuple[list[float], set[int]]:
    """Return the scores, and the ids of all that are better than the last: which of equals comes last is open."""
    scores = np.round(hits.scores, 4)
    return scores.tolist(), set(hits.ids[scores > scores[-1]].tolist()) if len(scores) else set()


def by_vector(store: VectorStore, allowed: NDArray[np.int64] | None) -> list[object]:
    """Return what a store of vectors finds."""
    return [rounded(store.search(bag_of_words(sentence), 4, allowed)) for sentence in SENTENCES]


def by_words(store: WordStore, field: str, documents: NDArray[np.int64] | None, ids: NDArray[np.int64]) -> list[object]:
    """Return what a store of words finds, scores and counts."""
    found: list[object] = [store.dictionary(field, "", documents)]
    for sentence in SENTENCES:
        terms = store.terms(sentence)
        found.append(rounded(store.search(field, terms, 3, documents)))
        found.append(np.round(store.scores(field, terms, ids), 4).tolist())
        found.append(store.rarities(field, terms, documents).tolist())
    return found


def answers(stores: Stores, documents: NDArray[np.int64], sentences: NDArray[np.int64]) -> list[object]:
    """Return all that stores say of a few questions, over all documents and over some."""
    sizes = (stores.sentence_vectors, stores.passage_vectors, stores.sentence_words, stores.passage_words)
    said: list[object] = [len(each) for each in sizes]
    said += [stores.sentence_vectors.vectors(sentences[::-1]).tolist()]
    said += by_vector(stores.sentence_vectors, None) + by_vector(stores.sentence_vectors, sentences[::2])
    said += by_vector(stores.passage_vectors, None)
    for among in (None, documents[::2]):
        said += [stores.definitions.among(among)]
        said += by_words(stores.sentence_words, "sentence", among, sentences)
        said += by_words(stores.sentence_words, "titled", among, sentences)
        said += by_words(stores.passage_words, "passage", among, sentences)
        said += [dict(stores.passage_words.dictionary(SPELLED, "", among))]
    return said


@settings(deadline=None, max_examples=12)
@given(steps=st.lists(CHANGES | st.just(COMPACTED), min_size=1, max_size=5))
def test_grown_stores_answer_as_fresh_ones(steps: list[Mapping[str, str | None] | str]) -> None:
    """After every change: the same scores, counts and definitions, and no document twice or left over."""
    folder = Path(tempfile.mkdtemp())
    grower = Grower(folder)
    opened: Stores | None = None
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("index.stores.packing.LEAST_SENTENCES", 4)
            for step in steps:
                grower.compact() if isinstance(step, str) else grower.change(step)
                assert grower.grown is not None
                opened = open_stores(grower.grown, opened)
                held = [number for part in read_parts(grower.grown).all for number in part.documents]
                documents = np.array(sorted(held), np.int64)
                assert len(set(held)) == len(held)
                fresh = open_stores(grower.fresh())
                sentences = np.sort(np.concatenate([np.empty(0, np.int64), *_ids(fresh)]))
                assert answers(opened, documents, sentences) == answers(fresh, documents, sentences)
    finally:
        grower.close()
        shutil.rmtree(folder, ignore_errors=True)


def _ids(stores: Stores) -> list[NDArray[np.int64]]:
    return [part.ids for part in stores.sentence_vectors.parts.values()]
