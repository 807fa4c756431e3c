"""`python -m benchmarks.askers FOLDER [--index DIR]`: questions a second of one process, by how many ask at once.

FOLDER holds `questions.jsonl` and `briefings`. The numbers of askers alternate, and their medians are shown, with how
many times what one asker gets that is, and the processor's time a question takes (of all threads): what the cores at
hand cannot exceed is their number divided by it.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from index import Briefings
from index.labels import load_questions

if TYPE_CHECKING:
    from collections.abc import Sequence

ASKERS = (1, 2, 8, 32)


@dataclass(frozen=True, slots=True)
class Rate:
    """What a stretch of asking came to.

    Attributes:
        per_second: questions answered in a second.
        cpu_ms: processor time of each, of all threads.
    """

    per_second: float
    cpu_ms: float


def main() -> None:
    """Ask, and print one line for each number of askers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.askers", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--briefings", type=Path, help="default: FOLDER/briefings")
    parser.add_argument("--index", type=Path, help="default: inside the briefings")
    parser.add_argument("--fast", action="store_true", help="leave out the closer look")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--questions", type=int, default=96, help="asked in each round by each number of askers")
    arguments = parser.parse_args()
    asked = [labeled.question for labeled in load_questions(arguments.folder / "questions.jsonl")]
    folder = arguments.briefings or arguments.folder / "briefings"
    with Briefings(folder, index=arguments.index, fast=arguments.fast) as briefings:
        if arguments.index is None:
            briefings.sync()
        rates = measure(briefings, asked, arguments.questions, arguments.rounds)
    alone = rates[1].per_second
    for askers, rate in rates.items():
        sys.stdout.write(
            f"{askers:3} at once {rate.per_second:8.1f} a second, {rate.per_second / alone:5.2f} times one asker's,"
            f" {rate.cpu_ms:6.1f} ms of processor a question\n"
        )


def measure(briefings: Briefings, asked: Sequence[str], questions: int, rounds: int) -> dict[int, Rate]:
    """Return the median rates by the number of askers; each question is asked about as often by each."""
    for question in asked[: max(ASKERS)]:
        briefings.indexed.ask(question)
    found: dict[int, list[Rate]] = {askers: [] for askers in ASKERS}
    for number in range(rounds):
        stretch = [asked[(number * questions + place) % len(asked)] for place in range(questions)]
        for askers, rates in found.items():
            rates.append(_ask(briefings, stretch, askers))
    return {
        askers: Rate(median(rate.per_second for rate in rates), median(rate.cpu_ms for rate in rates))
        for askers, rates in found.items()
    }


def _ask(briefings: Briefings, asked: Sequence[str], askers: int) -> Rate:
    places = count()

    def go_on() -> None:
        while (place := next(places)) < len(asked):
            briefings.indexed.ask(asked[place])

    threads = [threading.Thread(target=go_on) for _ in range(askers)]
    begun, cpu = time.perf_counter(), time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall_s, cpu_s = time.perf_counter() - begun, time.process_time() - cpu
    return Rate(len(asked) / wall_s, 1000 * cpu_s / len(asked))


if __name__ == "__main__":
    main()
