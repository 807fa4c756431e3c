"""Whether there is room: on the disk for index and cache, and in memory."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from index.health.folders import nearest
from index.reports import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

LITTLE_DISK_BYTES = 500_000_000
"""An exported model takes 100 MB, an index about ten times its briefings."""
NO_DISK_BYTES = 50_000_000
LITTLE_MEMORY_BYTES = 400_000_000
"""A question takes up to 260 MB."""

_MEMORY = Path("/proc/meminfo")
_AVAILABLE = re.compile(r"^MemAvailable:\s+(\d+) kB$", re.MULTILINE)


def check_disk(index: Path, cache: Path) -> Iterator[Finding]:
    """Yield how much room the disks of index and cache have; neither folder need exist."""
    for name, place in (("index", index), ("cache", cache)):
        yield judge_disk(name, place, shutil.disk_usage(nearest(place)).free)


def judge_disk(name: str, place: Path, free_bytes: int) -> Finding:
    """Return whether this much free disk is enough.

    Args:
        name: what is kept there.
        place: where.
        free_bytes: what is free, in bytes.
    """
    what = f"{free_bytes / 1e6:,.0f} MB free for the {name} in {place}"
    if free_bytes < NO_DISK_BYTES:
        return Finding("disk", Level.PROBLEM, f"only {what}", "free some space, or choose a place on another disk")
    if free_bytes < LITTLE_DISK_BYTES:
        return Finding("disk", Level.WARNING, f"only {what}", "free some space before you add many briefings")
    return Finding("disk", Level.OK, what)


def check_memory() -> Iterator[Finding]:
    """Yield how much memory can be had; nothing where the operating system does not tell."""
    available = available_memory(_MEMORY)
    if available is not None:
        yield judge_memory(available)


def available_memory(report: Path) -> int | None:
    """Return how many bytes a new process can have, or None where that cannot be told.

    Args:
        report: the file in which Linux reports of its memory. (`os.sysconf` tells of pages that hold nothing at all,
            which are few on a machine that has all it needs.)
    """
    try:
        said = _AVAILABLE.search(report.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return int(said[1]) * 1024 if said else None


def judge_memory(available_bytes: int) -> Finding:
    """Return whether this much memory is enough."""
    what = f"{available_bytes / 1e6:,.0f} MB of memory available"
    if available_bytes < LITTLE_MEMORY_BYTES:
        return Finding("memory", Level.WARNING, f"only {what}", "close other programs before you index many briefings")
    return Finding("memory", Level.OK, what)
