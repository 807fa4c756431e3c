"""What a child that takes files apart may use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one child.

    Attributes:
        memory_bytes: address space, program included (POSIX only).
        seconds: what one file may take, by the clock and of the processor.
        seconds_per_megabyte: what it may take besides for each megabyte that it is long.
        output_bytes: what may come back of one file, the files inside it included.
        files: after how many a child is replaced, so that what leaks does not add up.
        descriptors: open files, pipes included (POSIX only).
    """

    memory_bytes: int = 1 << 30
    seconds: float = 60.0
    seconds_per_megabyte: float = 3.0
    output_bytes: int = 64_000_000
    files: int = 200
    descriptors: int = 64

    def seconds_for(self, size: int) -> float:
        """Return what a file of so many bytes may take."""
        return self.seconds + self.seconds_per_megabyte * size / 1e6
