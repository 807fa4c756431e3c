"""`python -m benchmarks.mutations KIND...`: files with bytes changed at random, taken apart in the child process.

Each kind's files are mutations of the note that the tests make and of the real documents in `tests/data`, the same ones
on every run. The table tells how many were read, refused, and ended their child, the longest that one took, and the
most memory a child had.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.tally import HEAD, tally

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import pdf_files  # noqa: E402 - parts of the tests
from made_files import MADE  # noqa: E402
from mutated_files import mutated, mutated_inside  # noqa: E402

_SUFFIXES = {
    "delimited": ".csv", "mail.eml": ".eml", "mail.msg": ".msg", "mail.mhtml": ".mhtml", "zipped": ".zip",
}  # fmt: skip
_PACKED = (".docx", ".pptx", ".xlsx", ".odt", ".ods", ".odp")


def main() -> None:
    """Print a row for each kind."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutations", description=__doc__)
    parser.add_argument("--files", type=int, default=5_000, help="how many of each kind")
    choices = ("pdf", *sorted(MADE))
    parser.add_argument(
        "kinds", nargs="*", default=["pdf", "docx", "html", "mail.eml"], metavar="KIND", help=str(choices)
    )
    arguments = parser.parse_args()
    sys.stdout.write(HEAD)
    for kind in arguments.kinds:
        sys.stdout.write(tally(_damaged(kind, arguments.files)).row(kind))


def _damaged(kind: str, files: int) -> Iterator[tuple[str, bytes]]:
    """Yield so many mutated files of a kind."""
    suffix = _SUFFIXES.get(kind, f".{kind}")
    made = [pdf_files.briefing(), pdf_files.long_table()] if kind == "pdf" else [MADE[kind]()]
    seeds = [*made, *(path.read_bytes() for path in sorted((ROOT / "tests/data").glob(f"*/*{suffix}")))]
    for number in range(files):
        chance = random.Random(f"{kind} {number}")  # noqa: S311 - nothing secret about it
        change = mutated_inside if suffix in _PACKED and number % 2 else mutated
        yield f"bad{suffix}", change(chance.choice(seeds), chance)


if __name__ == "__main__":
    main()
