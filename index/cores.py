"""How many cores this process may use, and work spread over them."""

from __future__ import annotations

import math
import os
import threading
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

# More threads than this gain little on small batches, and each holds its own activations (about 10 MB).
_MOST = 16


def count_cores(system: Path = Path("/")) -> int:
    """Return the cores that this process may use, 1 to 16: its CPU affinity, and its control groups' quotas.

    Args:
        system: where `proc` and `sys` are, on a system that has them.
    """
    affinity = getattr(os, "sched_getaffinity", None)  # not on macOS and Windows
    cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    quotas = [math.ceil(quota) for quota in map(_quota, _groups(system)) if quota > 0]
    return max(1, min(cores, _MOST, *quotas))


def _groups(system: Path) -> Iterator[Path]:
    """Yield the folders of this process's control groups that may limit its time, and of those around them.

    See cgroups(7): `/proc/self/cgroup` has lines "0::PATH" (version 2) and "NUMBER:cpu,cpuacct:PATH" (version 1).
    In a container PATH may be the host's, so that only the topmost folder is there.
    """
    mount = system / "sys" / "fs" / "cgroup"
    try:
        lines = (system / "proc" / "self" / "cgroup").read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return
    for line in lines:
        _, controllers, path = line.split(":", maxsplit=2)
        if controllers and "cpu" not in controllers.split(","):
            continue
        folder = mount / "cpu" if controllers else mount
        yield folder
        for name in path.strip("/").split("/"):
            folder /= name
            yield folder


def _quota(group: Path) -> float:
    """Return how many cores' time a control group may use, or 0 where it sets no limit."""
    try:
        if (group / "cpu.max").is_file():  # version 2: "MICROSECONDS PERIOD" or "max PERIOD"
            allowed, period = (group / "cpu.max").read_text(encoding="ascii").split()
        else:  # version 1: -1 for no limit
            names = ("cpu.cfs_quota_us", "cpu.cfs_period_us")
            allowed, period = ((group / name).read_text(encoding="ascii") for name in names)
        return max(0.0, int(allowed) / int(period))
    except (OSError, ValueError, ZeroDivisionError):
        return 0.0


def map_in_threads(work: Callable[[_Item], _Result], items: Sequence[_Item], threads: int) -> list[_Result]:
    """Return what `work` gives for each item, in order, computed in this thread and others.

    Where one fails (an error, Ctrl-C), items not yet begun are dropped. (`concurrent.futures` does as much, and takes
    ten milliseconds to import.)
    """
    found: dict[int, _Result] = {}
    errors: list[BaseException] = []
    places = iter(range(len(items)))

    def run() -> None:
        try:
            for place in takewhile(lambda _: not errors, places):
                found[place] = work(items[place])
        except BaseException as error:  # noqa: BLE001 - raised again below
            errors.append(error)

    others = [threading.Thread(target=run, name="encode") for _ in range(min(threads, len(items)) - 1)]
    for thread in others:
        thread.start()
    run()
    try:
        _join(others)
    except BaseException as error:
        errors.append(error)
        _join(others)
        raise
    if errors:
        raise errors[0]
    return [found[place] for place in range(len(items))]


def _join(threads: Sequence[threading.Thread]) -> None:
    for thread in threads:
        thread.join()
