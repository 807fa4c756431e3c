"""`python -m benchmarks.sentences FOLDER`: how well the sentences that come together are those that answer together.

FOLDER holds `questions.jsonl`, as `briefbot eval` reads it, and the folder `briefings`. Of the questions that these
answer, the mean F1, precision and recall of sentences is printed for the first sentence alone, the first group and all
sentences of the answer. A returned sentence is right where it overlaps a known answer; a known answer is found where a
returned sentence overlaps it.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

from index import Briefings
from index.labels import load_questions
from index.metrics import rank_of_hit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index import Answer, AnswerSentence
    from index.labels import KnownAnswer, LabeledQuestion


@dataclass(frozen=True, slots=True)
class Share:
    """How much of what was returned is right, and how much of what is known was returned, each 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean, 0 where nothing is right."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def share(returned: Sequence[AnswerSentence], known: Sequence[KnownAnswer]) -> Share:
    """Return precision and recall of sentences against known answers; 0 where one of the two is empty."""
    right = sum(rank_of_hit([sentence], known) is not None for sentence in returned)
    found = sum(rank_of_hit(returned, [answer]) is not None for answer in known)
    return Share(right / max(len(returned), 1), found / max(len(known), 1))


def first_sentence(answer: Answer) -> Sequence[AnswerSentence]:
    """Return the best sentence alone."""
    return answer.answers[:1]


def first_group(answer: Answer) -> Sequence[AnswerSentence]:
    """Return the sentences that are shown with the best one, itself included."""
    return [sentence for sentence in answer.answers if sentence.group == answer.answers[0].group]


def all_sentences(answer: Answer) -> Sequence[AnswerSentence]:
    """Return all sentences of an answer."""
    return answer.answers


_TAKEN: tuple[tuple[str, Callable[[Answer], Sequence[AnswerSentence]]], ...] = (
    ("one", first_sentence),
    ("first group", first_group),
    ("all", all_sentences),
)


def main() -> None:
    """Ask, and print one line for each of what may be taken of an answer."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sentences", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--index", type=Path, help="an index of FOLDER/briefings; kept beside them where left out")
    parser.add_argument("--top-k", type=int, default=3)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="ask only every N-th question")
    arguments = parser.parse_args()
    questions = [labeled for labeled in load_questions(arguments.folder / "questions.jsonl") if labeled.answers]
    with Briefings(arguments.folder / "briefings", index=arguments.index) as briefings:
        briefings.sync()
        asked = [
            (labeled, briefings.indexed.ask(labeled.question, top_k=arguments.top_k))
            for labeled in questions[:: arguments.every]
        ]
    sys.stdout.write(f"{len(asked)} questions, top {arguments.top_k}\n")
    for name, taken in _TAKEN:
        sys.stdout.write(_line(name, [(labeled, taken(answer)) for labeled, answer in asked]))


def _line(name: str, returned: Sequence[tuple[LabeledQuestion, Sequence[AnswerSentence]]]) -> str:
    shares = [share(sentences, labeled.answers) for labeled, sentences in returned]
    figures = [mean(getattr(one, figure) for one in shares) for figure in ("f1", "precision", "recall")]
    count = mean(len(sentences) for _, sentences in returned)
    return "{:14}F1 {:.3f}  precision {:.3f}  recall {:.3f}  sentences {:.2f}\n".format(name, *figures, count)


if __name__ == "__main__":
    main()
