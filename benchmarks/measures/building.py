"""Indexing a corpus from nothing: how long, how much memory, how many bytes on the disk."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from benchmarks.errors import ContestantError
from benchmarks.process import Worker
from benchmarks.results import What, figure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.contestants.base import Entry
    from benchmarks.measures.plan import Field, Plan
    from benchmarks.results import Figure

_SMALL = 5_000
"""Sentences that are indexed in seconds."""
_KEPT = "built.json"


def build(field: Field, plan: Plan) -> Iterator[Figure]:
    """Index the corpus for every contestant, in turns; drop those that fail.

    An index with drawn vectors that an earlier run left whole is taken as it is: its time says nothing of encoding.
    """
    seconds: dict[str, list[float]] = defaultdict(list)
    cpu: dict[str, list[float]] = defaultdict(list)
    peaks: dict[str, list[float]] = defaultdict(list)
    for number in range(plan.builds if field.corpus.size <= _SMALL else 1):
        for entry in {entry.folder: entry for entry in reversed(field.entries)}.values():
            field.tell(f"{field.name}: indexing {number + 1}, {entry.name}")
            try:
                measured = built(field, entry, plan)
            except ContestantError as error:
                field.drop(entry, error)
                continue
            seconds[entry.name].append(measured["seconds"])
            cpu[entry.name].append(measured["cpu_s"])
            peaks[entry.name].append(measured["peak"] / 1e6)
    for entry in [entry for entry in field.entries if entry.name in seconds]:
        size = bytes_in(field.corpus.index_of(entry.folder))
        yield figure(What.BUILD, entry.name, field.name, "s", seconds[entry.name])
        yield figure(What.BUILD_CPU, entry.name, field.name, "s", cpu[entry.name])
        rates = [field.corpus.size / max(each, 1e-9) for each in seconds[entry.name]]
        yield figure(What.BUILD_RATE, entry.name, field.name, "1/s", rates)
        yield figure(What.BUILD_MEMORY, entry.name, field.name, "MB", peaks[entry.name])
        yield figure(What.DISK, entry.name, field.name, "B", [size / field.corpus.size])


def bytes_in(folder: Path) -> int:
    """Return the bytes that the files of a folder take on the disk."""
    return sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())


def built(field: Field, entry: Entry, plan: Plan) -> dict[str, Any]:
    """Index the corpus for a contestant, and return what its worker says of it.

    Raises:
        ContestantError: it failed, or took longer than the plan lets it.
    """
    folder = field.corpus.index_of(entry.folder)
    kept = folder.parent / f"{folder.name}.{_KEPT}"
    if field.is_drawn and kept.exists() and folder.exists():
        found: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
        return found
    shutil.rmtree(folder, ignore_errors=True)
    with Worker(entry, field.corpus) as worker:
        measured = worker.call("build", plan.limit_s)
    kept.write_text(json.dumps(measured), encoding="utf-8")
    return measured
