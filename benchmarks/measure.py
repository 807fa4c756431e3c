"""Run a command and measure it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from statistics import median

_WRAPPER = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=False)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_maxrss, used.ru_utime + used.ru_stime, done.returncode)
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of a command took.

    Attributes:
        seconds: from start to end.
        peak_mb: the most memory of the largest of its processes, in 10^6 bytes.
        cpu_s: processor time of all its processes and threads, on which a busy machine tells less.
        status: its exit status.
    """

    seconds: float
    peak_mb: float
    cpu_s: float
    status: int = 0


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
    peak, cpu_s, status = done.stdout.splitlines()[-1].split()
    return Run(time.perf_counter() - begun, int(peak) * 1024 / 1e6, float(cpu_s), int(status))


def middle(runs: list[Run]) -> Run:
    """Return the median of each measure."""
    each = zip(*((one.seconds, one.peak_mb, one.cpu_s) for one in runs), strict=True)
    return Run(*map(median, each))
