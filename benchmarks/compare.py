"""`python -m benchmarks.compare OLD NEW`: two commits on the same work, in turns: what became faster, what slower.

Both are checked out into a temporary folder (git worktrees, removed afterwards) and run by this interpreter, with the
same packages. Measured are a cold question, warm questions and the indexing of a small corpus of generated notes:
the ratio of each pair of neighbors in time, NEW to OLD, its median and its quartiles. Below 1, NEW is faster.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.errors import BenchmarkError
from benchmarks.generate import Corpus, write
from benchmarks.measure import run
from benchmarks.process import QUIET
from benchmarks.results import summarize
from index.errors import BriefbotError
from index.labels import load_questions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.results import Summary

_ROOT = Path(__file__).parents[1]
_WARM = """
import sys, time
from index.briefings import Briefings
with Briefings(sys.argv[1], index=sys.argv[2]) as notes:
    notes.indexed.ask("Who was there?")
    for question in sys.stdin.read().splitlines():
        begun = time.perf_counter()
        notes.indexed.ask(question)
        print(time.perf_counter() - begun)
"""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two commits.

    Attributes:
        commit: as it was named.
        tree: where it is checked out.
        scratch: a folder of its own, for its indexes and its exported model.
    """

    commit: str
    tree: Path
    scratch: Path

    @property
    def environment(self) -> dict[str, str]:
        """What its programs run in: its own code comes first, and what it exports is its own."""
        return {**QUIET, "PYTHONPATH": str(self.tree), "BRIEFBOT_CACHE": str(self.scratch / "cache")}

    def command(self, *arguments: str) -> list[str]:
        """Return its program with arguments."""
        return [sys.executable, "-P", "-m", "bot", *arguments]

    def index(self, notes: Path, name: str = "index") -> list[str]:
        """Return the command that indexes notes into a folder of that name."""
        return self.command("index", "--briefings", str(notes), "--index", str(self.scratch / name))

    def ask(self, notes: Path, question: str) -> list[str]:
        """Return the command that asks a question by the index as it is."""
        return self.command(
            "ask", question, "--no-sync", "--json", "--briefings", str(notes), "--index", str(self.scratch / "index")
        )


@contextmanager
def checked_out(commit: str, folder: Path, repository: Path = _ROOT) -> Iterator[Side]:
    """Give a commit in a worktree inside `folder`, which is removed afterwards.

    Raises:
        BenchmarkError: there is no such commit.
    """
    tree, scratch = folder / "tree", folder / "scratch"
    git = ["git", "-C", str(repository), "worktree"]
    added = _git([*git, "add", "--detach", "--force", str(tree), commit])
    if added.returncode:
        raise BenchmarkError(
            f"{commit} cannot be checked out ({added.stderr.strip().splitlines()[-1]})", "name a commit"
        )
    scratch.mkdir()
    try:
        yield Side(commit, tree, scratch)
    finally:
        _git([*git, "remove", "--force", str(tree)])


def ratios(pairs: Sequence[tuple[float, float]]) -> Summary:
    """Return the summary of new over old, each pair measured one after the other."""
    return summarize([new / max(old, 1e-9) for old, new in pairs])


def compare(old: Side, new: Side, notes: Path, questions: Sequence[str], rounds: int) -> Iterator[tuple[str, Summary]]:
    """Yield what was measured, and the ratios of it; who goes first changes with each round."""
    for side in (old, new):
        run(side.index(notes), side.environment)  # exports the model too
    pairs: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for number in range(rounds):
        sides = (old, new) if number % 2 == 0 else (new, old)
        measured = {side: _measure(side, notes, questions, number) for side in sides}
        before, after = (measured[side] for side in (old, new))
        for what in before:
            pairs[what] += zip(before[what], after[what], strict=True)
    for what, found in pairs.items():
        yield what, ratios(found)


def _measure(side: Side, notes: Path, questions: Sequence[str], number: int) -> dict[str, list[float]]:
    cold = run(side.ask(notes, questions[number % len(questions)]), side.environment)
    indexing = run(side.index(notes, f"index-{number}"), side.environment)
    return {
        "cold question": [cold.seconds],
        "cold question, processor time": [cold.cpu_s],
        "memory of a cold question": [cold.peak_mb],
        "indexing": [indexing.seconds],
        "indexing, processor time": [indexing.cpu_s],
        "warm question": _warm(side, notes, questions),
    }


def _warm(side: Side, notes: Path, questions: Sequence[str]) -> list[float]:
    done = subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-P", "-c", _WARM, str(notes), str(side.scratch / "index")],
        input="\n".join(questions),
        env=os.environ | side.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return [float(line) for line in done.stdout.splitlines()]


def _git(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - git with our arguments


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare two commits and print one line for each measure; return the exit status, 0 or 2."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compare", description=__doc__)
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sentences", type=int, default=2_000)
    parser.add_argument("--questions", type=int, default=20)
    wish = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="briefbot-compare-") as place, ExitStack() as stack:
            corpus = Path(place, "corpus")
            write(Corpus(wish.sentences), corpus)
            asked = [labeled.question for labeled in load_questions(corpus / "questions.jsonl")][: wish.questions]
            sides = []
            for name, commit in (("old", wish.old), ("new", wish.new)):
                Path(place, name).mkdir()
                sides.append(stack.enter_context(checked_out(commit, Path(place, name))))
            for what, found in compare(sides[0], sides[1], corpus / "briefings", asked, wish.rounds):
                sys.stdout.write(
                    f"{what:32} {found.median:6.3f} ({found.low:.3f} to {found.high:.3f}, of {found.count})\n"
                )
    except BriefbotError as error:
        sys.stderr.write(f"compare: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
