"""What becomes of damaged files that are taken apart in a child process, counted and timed."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ReadingError
from index.readers.contained.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Iterable

HEAD = (
    "| kind | files | read | refused | child deaths | too slow | worst time | worst memory | files a second |\n"
    "|---|---|---|---|---|---|---|---|---|\n"
)
_SHOWN_DEATHS = 5


@dataclass(slots=True)
class Tally:
    """What became of the files of a kind; times in seconds, memory in MB.

    Attributes:
        deaths: how many ended their child, or were ended for the memory they took.
        too_slow: how many were ended for the time they took.
    """

    files: int = 0
    read: int = 0
    refused: int = 0
    deaths: int = 0
    too_slow: int = 0
    seconds: float = 0.0
    worst_s: float = 0.0
    worst_mb: float = 0.0

    def row(self, kind: str) -> str:
        """Return a row of the table below HEAD."""
        return (
            f"| {kind} | {self.files:,} | {self.read:,} | {self.refused:,} | {self.deaths} | {self.too_slow} "
            f"| {self.worst_s:.2f} s | {self.worst_mb:.0f} MB | {self.files / max(self.seconds, 1e-9):.0f} |\n"
        )


def tally(files: Iterable[tuple[str, bytes]]) -> Tally:
    """Return what became of files, each given with its name."""
    workers, found = Workers(), Tally()
    for name, content in files:
        before, begun = workers.pid, time.perf_counter()
        try:
            workers.extract(name, content)
            found.read += 1
        except ReadingError as error:
            found.refused += 1
            _count_end(found, name, str(error))
        took = time.perf_counter() - begun
        found.files += 1
        found.seconds += took
        found.worst_s = max(found.worst_s, took)
        found.worst_mb = max(found.worst_mb, _memory_mb(workers.pid or before))
    workers.close()
    return found


def _count_end(found: Tally, name: str, error: str) -> None:
    slow, died = "takes longer" in error, "stopped its reader" in error or "takes more memory" in error
    found.too_slow += slow
    found.deaths += died
    if (slow or died) and found.too_slow + found.deaths <= _SHOWN_DEATHS:
        sys.stderr.write(f"  file {found.files} ({name}): {error}\n")


def _memory_mb(pid: int | None) -> float:
    """Return the most that a process ever held, in MB; 0 where the system does not tell."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)
