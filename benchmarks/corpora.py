"""Corpora made ready in a work folder: the sample notes, sets with known answers, generated notes."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.corpus import Corpus, export, notes_in
from benchmarks.errors import BenchmarkError
from benchmarks.generate import SAMPLES
from benchmarks.generate import Corpus as Generated
from benchmarks.generate import write as write_generated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.measures.plan import Tell

SAMPLE_QUESTIONS = Path(__file__).parents[1] / "tests" / "data" / "sample_questions.jsonl"
DRAWN_FROM = 100_000
"""From so many sentences on vectors are drawn near real ones: encoding would take hours."""
NOT_ASKED = {"selqa"}
"""Of the sets with known answers, the one that is there to learn from."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A corpus that is asked for; nothing is made yet.

    Attributes:
        name: what figures call it.
        sentences: how many it will have, for checking that it fits; exact where it is generated.
        make: makes it in a folder that is not there.
        is_drawn: whether vectors are drawn.
        is_generated: whether nobody wrote the notes.
        is_set: whether it is there for the quality of answers.
    """

    name: str
    sentences: int
    make: Callable[[Path], None]
    is_drawn: bool = False
    is_generated: bool = False
    is_set: bool = False


def sample_notes() -> Choice:
    """Return the notes that come with briefbot, and the questions of its tests."""
    return Choice("sample notes", 1_000, _maker(SAMPLES, SAMPLE_QUESTIONS))


def eval_sets(folder: Path) -> Iterator[Choice]:
    """Yield the sets in a folder: each a folder with `questions.jsonl` and `briefings`.

    Raises:
        BenchmarkError: there is none.
    """
    found = [path.parent for path in sorted(folder.glob("*/questions.jsonl")) if (path.parent / "briefings").is_dir()]
    if not found:
        raise BenchmarkError(
            f"{folder} holds no set", "give a folder of folders, each with questions.jsonl and briefings/"
        )
    for one in found:
        if one.name not in NOT_ASKED:
            size = sum(path.stat().st_size for path in notes_in(one / "briefings"))
            yield Choice(one.name, size // 60, _maker(one / "briefings", one / "questions.jsonl"), is_set=True)


def generated(sentences: int, seed: int) -> Choice:
    """Return generated notes of so many sentences."""
    return Choice(
        f"{sentences:,} generated",
        sentences,
        lambda folder: write_generated(Generated(sentences, seed), folder),
        is_drawn=sentences >= DRAWN_FROM,
        is_generated=True,
    )


def prepare(choice: Choice, work: Path, tell: Tell) -> Corpus:
    """Return a corpus, made where the work folder does not hold it yet.

    Raises:
        BriefbotError: a note cannot be read.
    """
    corpus = Corpus(work / choice.name.replace(" ", "-").replace(",", ""))
    whole = corpus.folder / "whole.json"
    if whole.exists():
        return corpus
    tell(f"making {choice.name}")
    shutil.rmtree(corpus.folder, ignore_errors=True)
    choice.make(corpus.folder)
    export(corpus)
    if choice.is_drawn:
        (corpus.folder / "drawn").touch()
    whole.write_text(json.dumps({"sentences": corpus.size}), encoding="utf-8")
    return corpus


def draw_vectors(corpus: Corpus, catalog: Path) -> None:
    """Write the vectors of all sentences, as briefbot's index has them, for the other contestants.

    Args:
        corpus: where they go.
        catalog: the catalog of an index of the same briefings with drawn vectors.
    """
    import sqlite3

    from index.columns import words_digest
    from index.stored_vector import STORED_VECTOR

    connection = sqlite3.connect(f"{catalog.absolute().as_uri()}?mode=ro", uri=True)
    found = None
    for row, text in enumerate(corpus.texts()):
        (kept,) = connection.execute("SELECT vector FROM vectors WHERE digest = ?", (words_digest(text),)).fetchone()
        vector = np.frombuffer(kept, STORED_VECTOR)
        if found is None:
            found = np.lib.format.open_memmap(
                corpus.folder / "vectors.part.npy", "w+", np.float32, (corpus.size, len(vector))
            )
        found[row] = vector
    connection.close()
    if found is not None:
        found.flush()
        (corpus.folder / "vectors.part.npy").rename(corpus.folder / "vectors.npy")


def _maker(briefings: Path, questions: Path) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        shutil.copytree(briefings, folder / "briefings", ignore=shutil.ignore_patterns(".briefbot"))
        shutil.copy(questions, folder / "questions.jsonl")

    return make
