"""`python -m benchmarks.generate FOLDER --sentences 20000 [--seed 1]`: realistic notes, as many as are wanted.

FOLDER gets `briefings/`, notes of 50 sentences each with front matter, headings, paragraphs, bullets and tables, and
`questions.jsonl`, up to 500 questions that one sentence each answers. Words follow each other as in the sample notes
(a chain that looks two words back, `benchmarks/notes/language.py`); names of places, people and bodies are made up, as
many as a large folder has; each note has its own. The same seed gives the same files, and a larger corpus begins with
the notes of a smaller one. What such questions ask is marked by a name, so they are easier than people's.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.notes.language import learn
from benchmarks.notes.note import SENTENCES, draw_note
from index.labels import KnownAnswer, LabeledQuestion, question_line
from index.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.notes.note import Note

SAMPLES = Path(__file__).parents[1] / "briefings"
MOST_QUESTIONS = 500


@dataclass(frozen=True, slots=True)
class Corpus:
    """Notes that are made.

    Attributes:
        sentences: how many they have together, by briefbot's segmentation.
        seed: another one gives other notes.
    """

    sentences: int
    seed: int = 1

    def notes(self, samples: Path = SAMPLES) -> Iterator[Note]:
        """Yield the notes, in order.

        Raises:
            ReadingError: a sample note cannot be read.
        """
        language = learn(samples)
        for number in range(self.count):
            yield draw_note(language, self.seed, number, min(SENTENCES, self.sentences - number * SENTENCES))

    @property
    def count(self) -> int:
        """How many notes there are."""
        return -(-self.sentences // SENTENCES)


def write(corpus: Corpus, folder: Path) -> None:
    """Write the notes into `folder/briefings` and their questions into `folder/questions.jsonl`.

    Raises:
        FileExistsError: there are briefings already.
        OSError: they cannot be written.
    """
    briefings = folder / "briefings"
    briefings.mkdir(parents=True)
    every = max(1, corpus.count // MOST_QUESTIONS)
    lines = []
    for number, note in enumerate(corpus.notes()):
        path = briefings / note.source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(note.text, encoding="utf-8", newline="\n")
        if number % every == 0:
            lines.append(question_line(_question(number, note)))
    (folder / "questions.jsonl").write_text("\n".join(lines[:MOST_QUESTIONS]) + "\n", encoding="utf-8", newline="\n")


def _question(number: int, note: Note) -> LabeledQuestion:
    sentence = note.fact.sentence
    answer = KnownAnswer(note.source, Span(note.at, note.at + len(sentence)), sentence)
    return LabeledQuestion(f"generated-{number}", note.fact.question, (answer,))


def main() -> None:
    """Write what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sentences", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    corpus = Corpus(arguments.sentences, arguments.seed)
    write(corpus, arguments.folder)
    sys.stdout.write(f"{corpus.sentences:,} sentences in {corpus.count:,} notes in {arguments.folder / 'briefings'}\n")


if __name__ == "__main__":
    main()
