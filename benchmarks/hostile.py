"""`python -m benchmarks.hostile COUNT FILE...`: what reading damaged files costs.

Each kind's files are changed in COUNT ways, by seeds from 0, and taken apart in a child process. The table tells how
many were read, refused, and ended their child, the longest that one took, and the most memory a child had.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.mutate import mutated
from benchmarks.tally import HEAD, tally

if TYPE_CHECKING:
    from collections.abc import Iterator


def main() -> None:
    """Print a row for each kind."""
    count = int(sys.argv[1])
    paths = [Path(name) for name in sys.argv[2:]]
    sys.stdout.write(HEAD)
    for kind in sorted({path.suffix for path in paths}):
        found = tally(_damaged([path for path in paths if path.suffix == kind], count))
        sys.stdout.write(found.row(kind.removeprefix(".")))


def _damaged(paths: list[Path], count: int) -> Iterator[tuple[str, bytes]]:
    """Yield so many changed files, made of some good ones in turn."""
    contents = [path.read_bytes() for path in paths]
    for seed in range(count):
        place = seed % len(paths)
        yield paths[place].name, mutated(contents[place], seed)


if __name__ == "__main__":
    main()
