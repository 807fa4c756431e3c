"""`python tests/breaks/telegram.py`: break the bot in fifty places, one after the other, and see that tests notice.

Prints a table of what was broken, which test noticed, and how many seconds that took. Ends with status 1 where a break
was not noticed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

sys.path.insert(0, str(Path(__file__).parents[1]))

from breaks.breaking import Caught, Copy, catch_all
from breaks.telegram_breaks import BREAKS


def main() -> int:
    """Break all, or what is named, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*", help="only breaks whose name holds one of these")
    words = parser.parse_args().words
    breaks = [broken for broken in BREAKS if not words or any(word in broken.name for word in words)]
    with tempfile.TemporaryDirectory(prefix="briefbot-breaks-") as folder:
        cache = os.environ.get("BRIEFBOT_TEST_CACHE", str(Path(folder) / "cache"))
        with Copy(Path(folder) / "source", cache) as copy:
            copy.check(test for broken in breaks for test in broken.tests)
            missed = _show(catch_all(breaks, copy))
    print(f"{len(breaks)} breaks, {missed} not caught")  # noqa: T201
    return 1 if missed else 0


def _show(all_of_them: Iterable[Caught]) -> int:
    """Print a table as it comes, and return how many breaks nobody noticed."""
    print("| what is broken | noticed by | seconds |\n|---|---|---|", flush=True)  # noqa: T201 - its output
    missed = 0
    for caught in all_of_them:
        print(caught, flush=True)  # noqa: T201
        missed += not caught.by
    return missed


if __name__ == "__main__":
    sys.exit(main())
