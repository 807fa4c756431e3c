"""How many cores this process may use, and work spread over them."""

from __future__ import annotations

import math
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

# More threads than this gain little on small batches, and each holds its own activations (about 10 MB).
_MOST = 16


def count_cores(quota: Path = Path("/sys/fs/cgroup/cpu.max")) -> int:
    """Return the cores that this process may use, 1 to 16: its CPU affinity, and a container's quota.

    Args:
        quota: the control group's file, "MICROSECONDS PERIOD" or "max PERIOD"; it need not exist.
    """
    affinity = getattr(os, "sched_getaffinity", None)  # not on macOS and Windows
    cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    try:
        allowed, period = quota.read_text(encoding="ascii").split()
        cores = min(cores, math.ceil(int(allowed) / int(period)))
    except (OSError, ValueError, ZeroDivisionError):
        pass  # no control groups here, or no quota set
    return max(1, min(cores, _MOST))


def map_in_threads(work: Callable[[_Item], _Result], items: Sequence[_Item], threads: int) -> Iterator[_Result]:
    """Yield what `work` gives for each item, in order, computed in threads.

    Where the caller stops early (an error, Ctrl-C), items not yet begun are dropped.
    """
    if threads == 1 or len(items) <= 1:
        yield from map(work, items)
        return
    pool = ThreadPoolExecutor(min(threads, len(items)), thread_name_prefix="encode")
    try:
        yield from pool.map(work, items)
    finally:
        pool.shutdown(cancel_futures=True)
