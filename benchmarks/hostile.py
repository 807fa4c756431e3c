"""What reading damaged files costs.

Run as `python -m benchmarks.hostile COUNT FILE...`: each file is changed in COUNT ways, by seeds from 0, and read in a
child process. For each kind of file: how many were read, refused, how often a child died or was ended, the worst time
and the worst memory of a child.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.mutate import mutated
from index.errors import ReadingError
from index.readers.contained.workers import Workers

_SHOWN_DEATHS = 5


@dataclass(slots=True)
class Tally:
    """What came of the files of a kind; times in seconds, memory in MB."""

    files: int = 0
    read: int = 0
    refused: int = 0
    deaths: int = 0
    worst_s: float = 0.0
    worst_mb: float = 0.0


def main() -> None:
    """Print a row for each kind."""
    count = int(sys.argv[1])
    paths = [Path(name) for name in sys.argv[2:]]
    sys.stdout.write(f"{'kind':8}{'files':>7}{'read':>7}{'refused':>9}{'deaths':>8}{'worst s':>9}{'worst MB':>10}\n")
    for kind in sorted({path.suffix for path in paths}):
        tally = run([path for path in paths if path.suffix == kind], count)
        sys.stdout.write(
            f"{kind:8}{tally.files:7}{tally.read:7}{tally.refused:9}{tally.deaths:8}{tally.worst_s:9.2f}"
            f"{tally.worst_mb:10.0f}\n"
        )


def run(paths: list[Path], count: int) -> Tally:
    """Return what came of so many changed files, made of some good ones in turn."""
    tally = Tally()
    workers = Workers()
    contents = [path.read_bytes() for path in paths]
    for seed in range(count):
        path = paths[seed % len(paths)]
        content = mutated(contents[seed % len(paths)], seed)
        before = workers.pid
        begun = time.perf_counter()
        try:
            workers.extract(path.name, content)
            tally.read += 1
        except ReadingError as error:
            tally.refused += 1
            _count_death(tally, seed, str(error))
        tally.files += 1
        tally.worst_s = max(tally.worst_s, time.perf_counter() - begun)
        tally.worst_mb = max(tally.worst_mb, _memory_mb(workers.pid or before))
    workers.close()
    return tally


def _count_death(tally: Tally, seed: int, error: str) -> None:
    if "stopped its reader" in error or "takes longer" in error or "takes more memory" in error:
        tally.deaths += 1
        if tally.deaths <= _SHOWN_DEATHS:
            sys.stderr.write(f"  seed {seed}: {error}\n")


def _memory_mb(pid: int | None) -> float:
    """Return the most that a process ever held, in MB; 0 where the system does not tell."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)


if __name__ == "__main__":
    main()
