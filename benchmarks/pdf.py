"""Pages a second, and words kept, of PDF files beside Poppler's `pdftotext`.

Run as `python -m benchmarks.pdf FOLDER`: for each PDF in the folder its pages, how many of them are read a second in a
child process (started before) and by `pdftotext`, and how many of its words each has that the other has as well.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from index.errors import ReadingError
from index.readers.contained.limits import Limits
from index.readers.contained.workers import Workers

_WORD = re.compile(r"[^\W_]+")
_FIRST = b"%PDF-1.7\nnothing"


def main() -> None:
    """Print a row for each file, and one for all."""
    workers = Workers(Limits(seconds=600.0, files=1_000))
    try:
        workers.extract("first.pdf", _FIRST)
    except ReadingError:
        sys.stdout.write(f"{'file':32}{'pages':>7}{'pages/s':>9}{'pdftotext':>11}{'recall':>8}{'precision':>11}\n")
    totals = Counter[str]()
    for path in sorted(Path(sys.argv[1]).glob("*.pdf")):
        row = _measure(workers, path)
        totals.update(row)
        _print(path.name, row)
    _print("all", totals)
    workers.close()


def _measure(workers: Workers, path: Path) -> Counter[str]:
    begun = time.perf_counter()
    try:
        extracted = workers.extract(path.name, path.read_bytes())
    except ReadingError as error:
        sys.stdout.write(f"{error}\n")
        return Counter()
    ours_s = time.perf_counter() - begun
    begun = time.perf_counter()
    told = subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], capture_output=True, check=True).stdout  # noqa: S603, S607
    theirs_s = time.perf_counter() - begun
    ours, theirs = _words(extracted.text), _words(told.decode("utf-8", "replace"))
    both = (ours & theirs).total()
    return Counter(
        pages=len(extracted.pages), ours_us=round(1e6 * ours_s), theirs_us=round(1e6 * theirs_s), both=both,
        ours=ours.total(), theirs=theirs.total(),
    )  # fmt: skip


def _words(text: str) -> Counter[str]:
    """Return the words of a text, those that a line's end cuts put together on both sides alike."""
    return Counter(_WORD.findall(re.sub(r"(?<=\w)[-\u00ad\u2010]\n(?=\w)", "", text).casefold()))


def _print(name: str, row: Counter[str]) -> None:
    if row["pages"]:
        sys.stdout.write(
            f"{name[:31]:32}{row['pages']:7}{1e6 * row['pages'] / row['ours_us']:9.1f}"
            f"{1e6 * row['pages'] / row['theirs_us']:11.1f}{row['both'] / max(row['theirs'], 1):8.3f}"
            f"{row['both'] / max(row['ours'], 1):11.3f}\n"
        )


if __name__ == "__main__":
    main()
