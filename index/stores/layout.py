"""The five stores of one generation, in one folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.stores.definitions import DefinitionFile
from index.stores.manifest import check_store
from index.stores.vectors import FaissVectors
from index.stores.words import SPELLED, TantivyWords

if TYPE_CHECKING:
    from pathlib import Path

    from index.stores.base import VectorStore, WordStore

SENTENCE_VECTORS = "sentences.faiss"
PASSAGE_VECTORS = "passages.faiss"
SENTENCE_WORDS = "sentences"
PASSAGE_WORDS = "passages"
DEFINITIONS = "definitions.tsv"
SENTENCE_FIELDS = ("sentence", "titled")
PASSAGE_FIELDS = ("passage", SPELLED)


@dataclass(frozen=True, slots=True)
class Stores:
    """The derived stores of one generation, safe for reading from several threads.

    Attributes:
        sentence_vectors: by sentence.
        passage_vectors: by passage.
        sentence_words: by sentence; fields "sentence" and "titled" (with its title and headings before it).
        passage_words: by passage; fields "passage" and, for its dictionary, "spelled".
        definitions: the abbreviations that the documents define.
    """

    sentence_vectors: VectorStore
    passage_vectors: VectorStore
    sentence_words: WordStore
    passage_words: WordStore
    definitions: DefinitionFile


def open_stores(folder: Path) -> Stores:
    """Open the stores in `folder`.

    Raises:
        StoreError: one is missing or damaged.
    """
    check_store(folder)
    return Stores(
        FaissVectors(folder / SENTENCE_VECTORS),
        FaissVectors(folder / PASSAGE_VECTORS),
        TantivyWords(folder / SENTENCE_WORDS, SENTENCE_FIELDS),
        TantivyWords(folder / PASSAGE_WORDS, PASSAGE_FIELDS),
        DefinitionFile(folder / DEFINITIONS),
    )
