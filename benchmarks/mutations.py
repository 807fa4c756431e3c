"""`python -m benchmarks.mutations`: files with bytes changed at random, taken apart in the child process.

Each kind's files are mutations of the note that the tests make and of the real documents in `tests/data/readers`. The
table tells how many were read, refused, and ended their child, the longest that one took, and the most memory a child
had.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from made_files import MADE  # noqa: E402 - parts of the tests
from mutated_files import mutated, mutated_inside  # noqa: E402

from index.errors import ReadingError  # noqa: E402
from index.readers.contained.workers import Workers  # noqa: E402

_SUFFIXES = {"delimited": ".csv", "mail.eml": ".eml", "mail.msg": ".msg", "zipped": ".zip"}
_PACKED = (".docx", ".pptx", ".xlsx", ".odt")
_DIED = "stopped its reader"
_EVERY = 20
"""How many files are handed over between two looks at a child's memory."""


@dataclass
class Tally:
    """What became of the files of a kind; times in seconds, memory in bytes."""

    read: int = 0
    refused: int = 0
    deaths: int = 0
    too_slow: int = 0
    seconds: float = 0.0
    worst_seconds: float = 0.0
    worst_bytes: int = 0


def main() -> None:
    """Print a row for each kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=5_000, help="how many of each kind")
    parser.add_argument("kinds", nargs="*", default=["docx", "html", "mail.eml", "xlsx"], help="modules of readers")
    choices = parser.parse_args()
    print("| kind | files | read | refused | child deaths | too slow | worst time | worst memory | files a second |")  # noqa: T201
    print("|---|---|---|---|---|---|---|---|---|")  # noqa: T201
    for kind in choices.kinds:
        found = tally(kind, choices.files)
        print(  # noqa: T201
            f"| {kind} | {choices.files:,} | {found.read:,} | {found.refused:,} | {found.deaths} | {found.too_slow} "
            f"| {found.worst_seconds:.2f} s | {found.worst_bytes / 1e6:.0f} MB | {choices.files / found.seconds:.0f} |"
        )


def tally(kind: str, files: int) -> Tally:
    """Return what became of so many mutated files of a kind, the same ones on every run."""
    suffix = _SUFFIXES.get(kind, f".{kind}")
    seeds = [MADE[kind](), *(path.read_bytes() for path in sorted((ROOT / "tests/data/readers").glob(f"*{suffix}")))]
    workers, found = Workers(), Tally()
    for number in range(files):
        chance = random.Random(f"{kind} {number}")  # noqa: S311 - nothing secret about it
        change = mutated_inside if suffix in _PACKED and number % 2 else mutated
        content = change(chance.choice(seeds), chance)
        began = time.perf_counter()
        try:
            workers.extract(f"bad{suffix}", content)
            found.read += 1
        except ReadingError as error:
            found.refused += 1
            found.deaths += _DIED in str(error)
            found.too_slow += "takes longer" in str(error)
        took = time.perf_counter() - began
        found.seconds += took
        found.worst_seconds = max(found.worst_seconds, took)
        if number % _EVERY == 0 and workers.pid:
            found.worst_bytes = max(found.worst_bytes, psutil.Process(workers.pid).memory_info().rss)
    workers.close()
    return found


if __name__ == "__main__":
    main()
