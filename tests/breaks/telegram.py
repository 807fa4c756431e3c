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

sys.path.insert(0, str(Path(__file__).parents[1]))

from breaks.breaking import Copy, catch_all
from breaks.telegram_breaks import BREAKS


def main() -> int:
    """Break all, or what is named, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*", help="only breaks whose name holds one of these")
    words = parser.parse_args().words
    breaks = [broken for broken in BREAKS if not words or any(word in broken.name for word in words)]
    place = Path(tempfile.mkdtemp(prefix="briefbot-breaks-")) / "source"
    with Copy(place, os.environ.get("BRIEFBOT_TEST_CACHE", str(place.parent / "cache"))) as copy:
        copy.check(test for broken in breaks for test in broken.tests)
        print("| what is broken | noticed by | seconds |\n|---|---|---|", flush=True)  # noqa: T201 - its output
        missed = 0
        for caught in catch_all(breaks, copy):
            print(caught, flush=True)  # noqa: T201
            missed += not caught.by
    print(f"{len(breaks)} breaks, {missed} not caught")  # noqa: T201
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
