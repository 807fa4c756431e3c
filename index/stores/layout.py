"""The five stores of one generation, in one folder: each of them in parts, and what tells which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.stores.codes import Codes, codes_path
from index.stores.definitions import DefinitionFiles
from index.stores.joined import JoinedVectors
from index.stores.manifest import check_store
from index.stores.parts import read_parts
from index.stores.recall import read_shortlist
from index.stores.vectors import FaissVectors
from index.stores.word_fields import SPELLED
from index.stores.words import TantivyWords

if TYPE_CHECKING:
    from pathlib import Path

    from index.stores.base import WordStore
    from index.stores.manifest import Sealed
    from index.stores.parts import Parts

SENTENCE_VECTORS = "sentence-vectors"
PASSAGE_VECTORS = "passage-vectors"
SENTENCE_WORDS = "sentences"
PASSAGE_WORDS = "passages"
DEFINITIONS = "definitions"
FOLDERS = (SENTENCE_VECTORS, PASSAGE_VECTORS, SENTENCE_WORDS, PASSAGE_WORDS, DEFINITIONS)
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
        sealed: the files that they were opened from.
    """

    sentence_vectors: JoinedVectors
    passage_vectors: JoinedVectors
    sentence_words: WordStore
    passage_words: WordStore
    definitions: DefinitionFiles
    sealed: Sealed


def vectors_path(folder: Path, store: str, part: str) -> Path:
    """Return where the vectors of a part lie."""
    return folder / store / f"{part}.faiss"


def shortlist_path(folder: Path, store: str) -> Path:
    """Return where it lies how a store of vectors is searched by its codes."""
    return folder / store / "shortlist.json"


def definitions_path(folder: Path, part: str) -> Path:
    """Return where the definitions of a part lie."""
    return folder / DEFINITIONS / f"{part}.tsv"


def open_stores(folder: Path, before: Stores | None = None) -> Stores:
    """Open the stores in `folder`. What they share with those opened `before` is neither read nor opened again.

    Raises:
        StoreError: one is missing or damaged.
    """
    sealed = check_store(folder, known=before.sealed if before else {})
    parts = read_parts(folder)
    return Stores(
        _vectors(folder, SENTENCE_VECTORS, parts, before.sentence_vectors if before else None),
        _vectors(folder, PASSAGE_VECTORS, parts, before.passage_vectors if before else None),
        TantivyWords(folder / SENTENCE_WORDS, SENTENCE_FIELDS),
        TantivyWords(folder / PASSAGE_WORDS, PASSAGE_FIELDS),
        DefinitionFiles(definitions_path(folder, part.name) for part in parts.all),
        sealed,
    )


def _vectors(folder: Path, store: str, parts: Parts, before: JoinedVectors | None) -> JoinedVectors:
    opened = dict(before.parts) if before else {}
    for part in parts.all:
        if part.name not in opened:
            opened[part.name] = FaissVectors(vectors_path(folder, store, part.name))
    vectors = {part.name: opened[part.name] for part in parts.all}
    shortlist = read_shortlist(shortlist_path(folder, store))
    if shortlist is None or not shortlist.depth:
        return JoinedVectors(vectors, parts.dimension)
    codes = {
        name: (before and before.codes.get(name)) or Codes(codes_path(vectors_path(folder, store, name)), len(part))
        for name, part in vectors.items()
        if len(part)
    }
    return JoinedVectors(vectors, parts.dimension, codes, shortlist.depth)
