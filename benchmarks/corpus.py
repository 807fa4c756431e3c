"""A corpus as every contestant gets it: briefings, the sentences that briefbot cuts them into, and where each stands.

Segmentation is done once, by briefbot's own code, so all contestants search the same sentences. A folder holds
`briefings/`, `questions.jsonl`, `sentences.txt` (one reading a line), `places.npy` (shape (sentences, 3), int64: number
of the source, start, end), `sources.json`, and for a large corpus `vectors.npy` (float32).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from index.labels import load_questions
from index.readers import read_all
from index.segment import segment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from index.labels import LabeledQuestion

TEXT_SUFFIXES = {".md", ".txt"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands."""

    source: str
    start: int
    end: int


@dataclass(frozen=True)
class Corpus:
    """One corpus in a folder of its own; nothing is read before it is asked for."""

    folder: Path

    @property
    def briefings(self) -> Path:
        """The notes."""
        return self.folder / "briefings"

    @property
    def sentences(self) -> Path:
        """The file of the sentences, one a line."""
        return self.folder / "sentences.txt"

    def index_of(self, contestant: str) -> Path:
        """Return the folder of a contestant's index; it need not be there."""
        return self.folder / "indexes" / contestant

    def texts(self) -> list[str]:
        """Return every sentence, in order."""
        with self.sentences.open(encoding="utf-8", newline="\n") as file:
            return [line.rstrip("\n") for line in file]

    def vectors(self) -> NDArray[np.float32] | None:
        """Return the vectors that were made for all contestants, shape (sentences, dimension); None: each encodes."""
        path = self.folder / "vectors.npy"
        return np.load(path, mmap_mode="r") if path.exists() else None

    def questions(self) -> tuple[LabeledQuestion, ...]:
        """Return the questions with known answers.

        Raises:
            QuestionError: the file is not there, or not as `index.labels` says.
        """
        return load_questions(self.folder / "questions.jsonl")

    def place(self, row: int) -> Place:
        """Return where the sentence of a row stands."""
        source, start, end = self._places[row].tolist()
        return Place(self._sources[source], start, end)

    @cached_property
    def _places(self) -> NDArray[np.int64]:
        places: NDArray[np.int64] = np.load(self.folder / "places.npy", mmap_mode="r")
        return places

    @cached_property
    def _sources(self) -> list[str]:
        sources: list[str] = json.loads((self.folder / "sources.json").read_text(encoding="utf-8"))
        return sources

    @property
    def size(self) -> int:
        """How many sentences there are."""
        return len(self._places)

    @property
    def documents(self) -> int:
        """How many notes there are."""
        return len(self._sources)


def export(corpus: Corpus) -> None:
    """Write sentences, places and sources of a corpus whose briefings are there, as briefbot reads and cuts them.

    Raises:
        ReadingError: a note cannot be read.
    """
    sources: list[str] = []
    places: list[tuple[int, int, int]] = []
    with corpus.sentences.open("w", encoding="utf-8", newline="\n") as file:
        for path in notes_in(corpus.briefings):
            for document in read_all(path.relative_to(corpus.briefings).as_posix(), path.read_bytes()):
                sources.append(document.source)
                for sentence in segment(document):
                    file.write(sentence.reading + "\n")
                    places.append((len(sources) - 1, sentence.span.start, sentence.span.end))
    np.save(corpus.folder / "places.npy", np.array(places, np.int64).reshape(-1, 3))
    (corpus.folder / "sources.json").write_text(json.dumps(sources), encoding="utf-8")


def notes_in(folder: Path) -> Iterator[Path]:
    """Yield the text files of a briefings folder, in the order of their names; nothing hidden."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix in TEXT_SUFFIXES and not hidden:
            yield path
