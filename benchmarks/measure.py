"""Run a command and measure it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from statistics import median

_WRAPPER = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=False); \
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of a command took.

    Attributes:
        seconds: from start to end.
        peak_mb: the most memory of the largest of its processes, in 10^6 bytes.
    """

    seconds: float
    peak_mb: float


def run(command: list[str], environment: dict[str, str]) -> Run:
    """Run a command and return what it took (Linux: ru_maxrss counts in KiB)."""
    begun = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - commands of this benchmark only
        [sys.executable, "-c", _WRAPPER, *command],
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return Run(time.perf_counter() - begun, int(done.stdout.splitlines()[-1]) * 1024 / 1e6)


def middle(runs: list[Run]) -> Run:
    """Return the median of each measure."""
    return Run(median(one.seconds for one in runs), median(one.peak_mb for one in runs))
