"""`python -m benchmarks.robustness FOLDER...`: what questions lose when people write them otherwise.

A FOLDER holds `questions.jsonl` and `briefings/`; or `--questions FILE --briefings FOLDER` names them. For each kind of
perturbation it shows hit@1 and hit@3 of the questions that it changes, as they were and perturbed; and over all
questions that the briefings answer, what mixed copies lose.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.perturb import all_of, kinds, lower_case, no_question_mark, one_of, one_slip
from index.briefings import Briefings
from index.definitions import definitions_in
from index.evaluate import evaluate, load_questions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.perturb import Perturbation
    from index.definitions import Definition
    from index.evaluate import LabeledQuestion
    from index.records import Answer


@dataclass(frozen=True, slots=True)
class Compared:
    """How questions went as they were and perturbed, in per cent.

    Attributes:
        name: the kind of perturbation.
        count: questions compared.
        before: hit@1 and hit@3 as they were.
        after: hit@1 and hit@3 perturbed.
        understood: share of the perturbed questions that were understood otherwise than they were written.
    """

    name: str
    count: int
    before: tuple[float, float]
    after: tuple[float, float]
    understood: float


def main() -> None:
    """Measure every folder and print a table for each."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.robustness", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--briefings", type=Path, default=Path("briefings"))
    parser.add_argument("--index", type=Path, help="folder of kept indexes, SET.index each; else they are made there")
    parser.add_argument("--sample", type=int, default=0, help="most questions of a set, drawn by chance; 0 for all")
    parser.add_argument("--kind", action="append", help="measure this kind only; may be given more than once")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", action="store_true", help="print the questions whose first sentence is lost")
    arguments = parser.parse_args()
    sets = [(folder.name, folder / "questions.jsonl", folder / "briefings") for folder in arguments.folders]
    if arguments.questions:
        sets.append((arguments.questions.stem, arguments.questions, arguments.briefings))
    for name, path, briefings in sets:
        index = arguments.index / f"{name}.index" if arguments.index else None
        questions = _sample([one for one in load_questions(path) if one.answers], arguments.sample, arguments.seed)
        with Briefings(briefings, index=index) as notes:
            notes.sync()
            trial = Trial(notes, questions, arguments.seed, show=arguments.show)
            sys.stdout.write(f"{name}: {len(questions)} questions that the briefings answer\n{_HEAD}")
            for row in trial.rows(definitions_of(notes), arguments.kind):
                sys.stdout.write(_line(row))
                sys.stdout.flush()


class Trial:
    """One set of questions, each asked as it is and perturbed; no wording is asked twice."""

    def __init__(self, notes: Briefings, questions: Sequence[LabeledQuestion], seed: int, *, show: bool) -> None:
        """Take notes that are up to date, and questions that they answer; `show` prints what is lost."""
        self._questions = questions
        self._seed = seed
        self._show = show
        self._ask: Callable[[str], Answer] = cache(lambda question: notes.indexed.ask(question, top_k=10))

    def rows(self, definitions: Sequence[Definition], wanted: Sequence[str] | None) -> Iterator[Compared]:
        """Yield the figures of every kind, and of two mixed copies over all questions; only `wanted` where given."""
        named = kinds(definitions)
        hasty = (other for name, other in named.items() if name not in _HASTE)
        mixed = {"all: one kind each": one_of(list(named.values()))}
        mixed["all: in haste"] = all_of([*hasty, lower_case, no_question_mark, one_slip])
        for name, perturbation in {**named, **mixed}.items():
            if not wanted or name in wanted:
                yield self._compare(name, perturbation, changed_only=name in named)

    def _compare(self, name: str, perturbation: Perturbation, *, changed_only: bool) -> Compared:
        before = self._questions
        after = [replace(one, question=perturbation(one.question, self._chance(name, one.id))) for one in before]
        pairs = [
            (one, other)
            for one, other in zip(before, after, strict=True)
            if one.question != other.question or not changed_only
        ]
        was = list(evaluate((one for one, _ in pairs), self._ask))
        now = list(evaluate((other for _, other in pairs), self._ask))
        for old, new in zip(was, now, strict=True):
            if self._show and old.rank == 1 != new.rank:
                read_as = new.answer.understood_as or ""
                sys.stdout.write(f"    {name}: {old.question.question} > {new.question.question} > {read_as}\n")
        understood = sum(one.answer.understood_as is not None for one in now)
        return Compared(
            name,
            len(pairs),
            (_hits([one.rank for one in was], 1), _hits([one.rank for one in was], 3)),
            (_hits([one.rank for one in now], 1), _hits([one.rank for one in now], 3)),
            100 * understood / max(len(now), 1),
        )

    def _chance(self, name: str, question: str) -> np.random.Generator:
        return np.random.default_rng([self._seed, zlib.crc32(name.encode()), zlib.crc32(question.encode())])


def definitions_of(notes: Briefings) -> list[Definition]:
    """Return every abbreviation that notes define, those defined in two ways left out."""
    found: dict[str, set[Definition]] = {}
    for summary in notes.documents():
        for sentence in notes.document(summary.source).sentences:
            for one in definitions_in(sentence.reading):
                found.setdefault(one.short, set()).add(one)
    return [one for many in found.values() if len({one.long.casefold() for one in many}) == 1 for one in list(many)[:1]]


_HASTE = frozenset({"one slip", "two slips", "lower case", "no question mark"})
_HEAD = f"{'':24}{'asked':>6}{'hit@1':>8}{'then':>7}{'change':>8}{'hit@3':>8}{'then':>7}{'change':>8}{'read':>7}\n"


def _line(row: Compared) -> str:
    cells = "".join(f"{was:8.1f}{now:7.1f}{now - was:+8.1f}" for was, now in zip(row.before, row.after, strict=True))
    return f"{row.name:24}{row.count:6}{cells}{row.understood:7.1f}\n"


def _hits(ranks: Sequence[int | None], most: int) -> float:
    return 100 * sum(rank is not None and rank <= most for rank in ranks) / max(len(ranks), 1)


def _sample(questions: Sequence[LabeledQuestion], most: int, seed: int) -> list[LabeledQuestion]:
    if not most or most >= len(questions):
        return list(questions)
    chosen = np.random.default_rng(seed).choice(len(questions), most, replace=False)
    return [questions[place] for place in sorted(chosen.tolist())]


if __name__ == "__main__":
    main()
