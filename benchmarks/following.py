"""`python -m benchmarks.following [--notes N]`: how soon what is saved is in answers, and what a burst costs questions.

A folder of N small notes is followed. Told are: the seconds from closing an edited note to the first answer with its
new words; then, while all N are rewritten at once, what questions take in the process that follows and in another one,
beside what they took before, the most memory, and the time until the last note is in the index.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import psutil

from benchmarks.many_notes import SENTENCES, note, write_notes
from index.briefings import Briefings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index import SyncReport

_QUESTION = "What did the committee postpone after the storm?"
_PAUSE_S = 0.2
_LOOK_S = 0.02
_MIB = 2**20


@dataclass(slots=True)
class Reports:
    """What was taken in so far."""

    first: threading.Event = field(default_factory=threading.Event)
    changed: int = 0

    def __call__(self, report: SyncReport) -> None:
        """Count what a sync has changed."""
        self.changed += len(report.changed)
        self.first.set()


@dataclass(slots=True)
class Seen:
    """What somebody saw who asked over and over: seconds that questions took, and the most memory, in MiB."""

    seconds: list[float] = field(default_factory=list)
    peak: float = 0.0

    def line(self, name: str) -> str:
        """Return it as a line."""
        took = np.percentile(np.array(self.seconds) * 1000, [50, 95, 100]) if self.seconds else np.zeros(3)
        told = f"p50 {took[0]:6.0f} ms  p95 {took[1]:6.0f} ms  longest {took[2]:6.0f} ms  memory {self.peak:5.0f} MiB"
        return f"{name:32}{len(self.seconds):5d} questions  {told}\n"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.following", description=__doc__)
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)  # the other process, its notes
    arguments = parser.parse_args()
    os.environ["HF_HUB_OFFLINE"] = "1"
    if arguments.ask:
        _ask_elsewhere(arguments.ask)
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "notes")
        paths = write_notes(folder, arguments.notes)
        with Briefings(folder) as briefings:
            begun = time.perf_counter()
            report = briefings.sync()
            took = time.perf_counter() - begun
            sys.stdout.write(f"{len(paths):,} notes indexed in {took:.1f} s, {report.encoded:,} texts encoded\n")
            with _followed(briefings) as reports:
                _save(briefings, folder, random.Random(7).sample(paths, arguments.edits))  # noqa: S311 - no secret
                _burst(briefings, reports, paths, folder)


@contextmanager
def _followed(briefings: Briefings) -> Iterator[Reports]:
    """Follow the notes in a thread as long as the block lasts."""
    reports, stop = Reports(), threading.Event()
    thread = threading.Thread(target=briefings.follow, args=(reports,), kwargs={"stop": stop})
    thread.start()
    reports.first.wait()
    try:
        yield reports
    finally:
        stop.set()
        thread.join()


def _save(briefings: Briefings, folder: Path, paths: Sequence[Path]) -> None:
    """Edit one note after the other, and tell how soon each was in the answer to a question."""
    seconds = []
    for number, path in enumerate(paths):
        time.sleep(1 + number % 5 / 4)
        name = f"Karvonen{number}"
        words = f"Admiral {name} opened the new lighthouse of Port Ellery."
        path.write_text(note([*SENTENCES[:2], words]), encoding="utf-8")
        saved = time.perf_counter()
        while words not in briefings.indexed.document(path.relative_to(folder).as_posix()).text:
            time.sleep(_LOOK_S)
        if not any(words == found.text for found in briefings.indexed.ask(f"What did {name} open?").answers):
            raise AssertionError(f"what is indexed is not in answers: {words}")
        seconds.append(time.perf_counter() - saved)
    told = np.percentile(seconds, [50, 95, 100])
    sys.stdout.write(f"from save to answer: {told[0]:.2f} s, p95 {told[1]:.2f} s, longest {told[2]:.2f} s\n")


def _burst(briefings: Briefings, reports: Reports, paths: Sequence[Path], folder: Path) -> None:
    """Rewrite all notes at once, and tell what that does to questions here and in another process."""
    for name in ("at rest", "all saved at once"):
        already = reports.changed
        with _asked_elsewhere(folder) as elsewhere, _asked(briefings) as here:
            begun = time.perf_counter()
            if name == "at rest":
                time.sleep(15)
            else:
                _rewrite(paths)
                written = time.perf_counter() - begun
                while reports.changed - already < len(paths):
                    time.sleep(0.05)
            took = time.perf_counter() - begun
        sys.stdout.write(here.line(f"{name}, same process"))
        sys.stdout.write(elsewhere.line(f"{name}, another process"))
    sys.stdout.write(f"written in {written:.1f} s, all in answers {took:.1f} s after the first write\n")


def _rewrite(paths: Sequence[Path]) -> None:
    dice = random.Random(1)  # noqa: S311 - no secret
    for number, path in enumerate(paths):
        fresh = f"Entry {number} of the register was closed."
        path.write_text(note([*dice.sample(SENTENCES, 2), fresh]), encoding="utf-8")


@contextmanager
def _asked(briefings: Briefings) -> Iterator[Seen]:
    """Ask in a thread of this process as long as the block lasts, and watch its memory."""
    seen, stop = Seen(), threading.Event()
    asking = threading.Thread(target=_ask_on, args=(briefings, seen, stop))
    threads = [asking, threading.Thread(target=_watch, args=(seen, stop))]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _ask_on(briefings: Briefings, seen: Seen, stop: threading.Event) -> None:
    while not stop.wait(_PAUSE_S):
        begun = time.perf_counter()
        briefings.indexed.ask(_QUESTION)
        seen.seconds.append(time.perf_counter() - begun)


def _watch(seen: Seen, stop: threading.Event) -> None:
    process = psutil.Process()
    while not stop.wait(0.05):
        seen.peak = max(seen.peak, process.memory_info().rss / _MIB)


@contextmanager
def _asked_elsewhere(folder: Path) -> Iterator[Seen]:
    """Ask in another process as long as the block lasts; what it saw is there afterwards."""
    command = [sys.executable, "-m", "benchmarks.following", "--ask", str(folder)]
    seen = Seen()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - ours
        if process.stdin is None or process.stdout is None:
            raise AssertionError("both were asked for")
        process.stdout.readline()
        try:
            yield seen
        finally:
            process.stdin.close()
            told = process.stdout.readline().split()
            seen.peak, seen.seconds = float(told[0]), [float(each) for each in told[1:]]


def _ask_elsewhere(folder: Path) -> None:
    """Ask until standard input ends, and print the most memory and the seconds that questions took."""
    with Briefings(folder) as briefings:
        briefings.indexed.ask(_QUESTION)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        with _asked(briefings) as seen:
            sys.stdin.read()
    sys.stdout.write(f"{seen.peak} {' '.join(map(str, seen.seconds))}\n")


if __name__ == "__main__":
    main()
