"""Whether a corpus fits: on the disk with every index, and in memory with the contestants that are asked in turns."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from benchmarks.errors import BenchmarkError
from benchmarks.results import LeftOut

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.contestants.base import Entry

NOTES_PER_SENTENCE = 450
"""Bytes of notes, exported sentences and their places."""
VECTORS_PER_SENTENCE = 384 * 4
"""Bytes of vectors that are drawn and kept for all."""
PROCESS = 700_000_000
"""Bytes of a process with torch and a model in it, before it holds a sentence."""
_LEFT_FREE = 0.1
"""Of disk and memory, the share that is not planned with."""


def free_disk(folder: Path) -> int:
    """Return the bytes that are free where a folder is."""
    return shutil.disk_usage(folder).free


def free_memory() -> int:
    """Return the bytes of memory that new processes can have.

    Raises:
        BenchmarkError: what counts them is not installed.
    """
    try:
        import psutil
    except ModuleNotFoundError as error:
        raise BenchmarkError("psutil is not installed", "install briefbot with the extra [bench]") from error
    return int(psutil.virtual_memory().available)


def refuse_too_large(sentences: int, entries: Sequence[Entry], disk: int, memory: int) -> None:
    """Raise BenchmarkError where a corpus of so many sentences does not fit.

    Args:
        sentences: how many it has.
        entries: who takes part, briefbot first.
        disk: bytes that are free on the disk.
        memory: bytes that are free in memory.
    """
    needed = sentences * disk_per_sentence(entries)
    if needed > disk * (1 - _LEFT_FREE):
        raise BenchmarkError(
            f"{sentences:,} sentences take about {needed / 1e9:.1f} GB of disk and {disk / 1e9:.1f} GB are free",
            "choose a smaller size, another --work, or fewer contestants with --only",
        )
    first = PROCESS + sentences * entries[0].memory_per_sentence
    if first > memory * (1 - _LEFT_FREE):
        raise BenchmarkError(
            f"{sentences:,} sentences take about {first / 1e9:.1f} GB of memory and {memory / 1e9:.1f} GB are free",
            "choose a smaller size",
        )


def disk_per_sentence(entries: Sequence[Entry]) -> int:
    """Return the bytes of disk that a sentence takes, with all indexes and a copy of the largest for edits."""
    indexes = [entry.disk_per_sentence for entry in entries]
    return NOTES_PER_SENTENCE * 2 + VECTORS_PER_SENTENCE + sum(indexes) + max(indexes, default=0)


def fitting(name: str, sentences: int, entries: Sequence[Entry], memory: int) -> tuple[list[Entry], list[LeftOut]]:
    """Return who fits into memory together, in their order, and who is left out of a corpus for lack of it."""
    left = memory * (1 - _LEFT_FREE)
    taken: list[Entry] = []
    out: list[LeftOut] = []
    for entry in entries:
        needed = (PROCESS if entry.is_semantic else PROCESS // 10) + sentences * entry.memory_per_sentence
        if needed <= left:
            taken.append(entry)
            left -= needed
        else:
            beside = f"{max(left, 0) / 1e9:.1f} GB are left beside the others"
            why = f"it takes about {needed / 1e9:.1f} GB of memory, and {beside}"
            out.append(LeftOut(entry.name, name, why))
    return taken, out
