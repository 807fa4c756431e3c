"""`python -m benchmarks.worker NAME FOLDER`: one contestant in a process of its own, told what to do in JSON lines.

Each line on standard input is an object with `do`; each gets one line back, `{"ok": ...}` or `{"error": ...}`. What
libraries print goes to standard error. With `--once QUESTION` it opens the index, answers once and ends: that is the
cold question of those that have no command of their own.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.contestants.base import Contestant

Reply = dict[str, Any]


class Work:
    """What a worker can be told to do; each method is one `do`, and returns what goes back."""

    def __init__(self, name: str, folder: Path) -> None:
        """Make the contestant of a name, on the corpus in a folder."""
        from benchmarks.contestants import make, named
        from benchmarks.corpus import Corpus

        self._corpus = Corpus(folder)
        self._contestant: Contestant = make(named(name), self._corpus)

    def build(self) -> Reply:
        """Index from nothing: seconds by the clock and of processors, and the most memory of the process in bytes."""
        before = _cpu()
        seconds = _timed(self._contestant.build)
        return {"seconds": seconds, "cpu_s": _cpu() - before, "peak": _peak()}

    def open(self) -> Reply:
        """Make ready to answer: seconds."""
        return {"seconds": _timed(self._contestant.open), "peak": _peak()}

    def ask(self, question: str, most: int) -> Reply:
        """Answer: milliseconds by the clock and of processors, and places."""
        before, begun = _cpu(), time.perf_counter()
        found = self._contestant.ask(question, most)
        took = 1000 * (time.perf_counter() - begun)
        return {
            "ms": took,
            "cpu_ms": 1000 * (_cpu() - before),
            "places": [[one.source, one.start, one.end] for one in found],
            "peak": _peak(),
        }

    def crowd(self, questions: Sequence[str], askers: int, seconds: float) -> Reply:
        """Let several threads ask for some seconds: questions answered a second."""
        begun = time.perf_counter()
        until = begun + seconds

        def asker(number: int) -> int:
            answered = 0
            while time.perf_counter() < until:
                self._contestant.ask(questions[(number * 7 + answered) % len(questions)], 3)
                answered += 1
            return answered

        with ThreadPoolExecutor(askers) as pool:
            answered = sum(pool.map(asker, range(askers)))
        return {"per_second": answered / (time.perf_counter() - begun)}

    def edit(self, row: int, text: str, question: str) -> Reply:
        """Change a sentence and ask for it: seconds until the answer, and whether it is the first place."""
        place = self._corpus.place(row)
        begun = time.perf_counter()
        self._contestant.edit(row, text)
        found = self._contestant.ask(question, 3)
        seconds = time.perf_counter() - begun
        right = bool(found) and (found[0].source, found[0].start) == (place.source, place.start)
        return {"seconds": seconds, "right": right}

    def steps(self, question: str) -> Reply:
        """Answer once with each step timed: milliseconds by step (briefbot only)."""
        from benchmarks.steps import timed_steps

        return {"steps": timed_steps(self._contestant, question)}

    def recall(self, questions: Sequence[str], depth: int) -> Reply:
        """Compare the search for vectors with an exact one: recall of each question (briefbot only)."""
        from benchmarks.recall import recall_of

        return {"recall": recall_of(self._contestant, questions, depth)}


def serve(work: Work, lines: TextIO, out: TextIO) -> None:
    """Do what each line says until there are no more."""
    for line in lines:
        request = json.loads(line)
        do: Callable[..., Reply] = getattr(work, request.pop("do"))
        try:
            reply: Reply = {"ok": do(**request)}
        except Exception as error:  # noqa: BLE001 - whatever a contestant raises is told, and the runner goes on
            reply = {"error": f"{type(error).__name__}: {error}"[:500]}
        out.write(json.dumps(reply) + "\n")
        out.flush()


def _timed(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _cpu() -> float:
    """Return the seconds of processor time of this process, of all its threads, and of the processes it has ended."""
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


def _peak() -> int:
    """Return the most bytes that this process, or the largest of those it started, had (Linux counts in KiB)."""
    each = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return 1024 * max(each)


def main() -> None:
    """Serve standard input, or answer one question."""
    name, folder, *rest = sys.argv[1:]
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    work = Work(name, Path(folder))
    if rest[:1] == ["--once"]:
        work.open()
        out.write(json.dumps(work.ask(rest[1], 3)) + "\n")
    else:
        serve(work, sys.stdin, out)
    out.close()
    threading._shutdown()  # type: ignore[attr-defined]
    os._exit(0)  # libraries' own tidying at exit is no part of an answer


if __name__ == "__main__":
    main()
