"""`python -m benchmarks.edits FOLDER [--index DIR]`: what a change costs, by how much has changed.

The notes are copied and changed there: none, one sentence, the same note again, 1 % of the files, 100 files renamed.
Told are seconds of processor time (of all threads, so that a busy machine changes little) and of the clock, texts
encoded, bytes written, and what a reader in the same process takes to open the new generation.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.briefings import Briefings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SUFFIXES = {".md", ".txt"}
_FIRST_DAY_S = 1_600_000_000


@dataclass(frozen=True, slots=True)
class Cost:
    """What a sync took.

    Attributes:
        cpu_s: processor time, of all threads.
        wall_s: time by the clock.
        written_mb: bytes that reached the disk, in 10^6 (Linux; 0 elsewhere).
        opening_s: processor time until the new generation was open.
        encoded: texts that were encoded.
    """

    cpu_s: float
    wall_s: float
    written_mb: float
    opening_s: float
    encoded: int


def main() -> None:
    """Measure and print one line a change, and the bytes that the index takes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.edits", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--index", type=Path, help="an index of the folder, to begin with a copy of it")
    arguments = parser.parse_args()
    os.environ["HF_HUB_OFFLINE"] = "1"
    with tempfile.TemporaryDirectory() as scratch:
        notes, index = Path(scratch, "notes"), Path(scratch, "index")
        shutil.copytree(arguments.folder, notes, ignore=shutil.ignore_patterns(".briefbot"))
        if arguments.index:
            shutil.copytree(arguments.index, index)
        with Briefings(notes, index=index) as briefings:
            briefings.sync()
            briefings.compact()  # in today's layout, whatever was there
            briefings.indexed.ask("What was agreed?")  # the model is loaded
            _edit(_notes(notes)[:1], 0)
            briefings.sync()
            for name, change in _changes(notes):
                change()
                _print(name, _cost(briefings))
            sentences = briefings.status().sentences
        size = sum(path.stat().st_blocks * 512 for path in index.rglob("*") if path.is_file())
        sys.stdout.write(f"{sentences:,} sentences, {size / 1e6:,.1f} MB on disk, {size / sentences:,.0f} bytes each\n")


def _changes(notes: Path) -> list[tuple[str, Callable[[], object]]]:
    dice = random.Random(1)  # noqa: S311 - no secret
    files = _notes(notes)
    some = dice.sample(files, max(1, len(files) // 100))
    moved = dice.sample(files, min(100, len(files)))
    return [
        ("nothing", lambda: None),
        ("one sentence", lambda: _edit(files[len(files) // 2 :][:1], 1)),
        ("another sentence", lambda: _edit(files[len(files) // 3 :][:1], 2)),
        ("the same note again", lambda: _edit(files[len(files) // 3 :][:1], 3)),
        ("1 % of the files", lambda: _edit(some, 4)),
        (f"{len(moved)} renamed", lambda: [path.rename(path.with_name(f"moved-{path.name}")) for path in moved]),
    ]


def _notes(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in _SUFFIXES)


def _edit(paths: Sequence[Path], day: int) -> None:
    for path in paths:
        text = path.read_text(encoding="utf-8", errors="replace").rstrip()
        path.write_text(f"{text}\n\nA sentence was added on day {day} of {path.stem}.\n", encoding="utf-8")
        os.utime(path, (_FIRST_DAY_S + 86_400 * day,) * 2)


def _cost(briefings: Briefings) -> Cost:
    written, begun, cpu = _written(), time.perf_counter(), time.process_time()
    report = briefings.sync()
    cpu_s, wall_s = time.process_time() - cpu, time.perf_counter() - begun
    cpu = time.process_time()
    with briefings._store.pool.snapshot():
        return Cost(cpu_s, wall_s, (_written() - written) / 1e6, time.process_time() - cpu, report.encoded or 0)


def _written() -> int:
    told = Path("/proc/self/io")
    lines = told.read_text(encoding="ascii").splitlines() if told.exists() else []
    return sum(int(line.split()[1]) for line in lines if line.startswith("write_bytes"))


def _print(name: str, cost: Cost) -> None:
    sys.stdout.write(
        f"{name:20} {cost.cpu_s:7.3f} s cpu {cost.wall_s:7.2f} s {cost.written_mb:7.1f} MB written"
        f" {cost.opening_s:6.3f} s cpu to open {cost.encoded:5d} encoded\n"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    main()
