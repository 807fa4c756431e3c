"""What has to be on the disk before anything is indexed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.installed import find_program, size_of
from benchmarks.results import What, figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from benchmarks.contestants.base import Entry
    from benchmarks.results import Figure


def install_sizes(entries: Iterable[Entry]) -> Iterator[Figure]:
    """Yield the size of each contestant's packages and of all that they require, model weights included."""
    for entry in entries:
        program = find_program(entry.program) if entry.program else None
        size = size_of(entry.packages) + (Path(program).stat().st_size if program else 0)
        if size:
            yield figure(What.INSTALL, entry.name, "", "MB", [size / 1e6])
