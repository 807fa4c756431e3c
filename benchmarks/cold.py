"""`python -m benchmarks.cold`: a first question, beside importing sentence-transformers and encoding one question.

Both start a new process each time, alternate within one run, and are shown as medians with their ratio.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import middle, run

_BARE = """
from index.models import find_model
from index.places import cache_folder
folder = find_model(None, cache_folder()).folder
from sentence_transformers import SentenceTransformer
SentenceTransformer(str(folder), device="cpu").encode(["what did the two leaders agree?"])
"""


def main() -> None:
    """Measure and print one line for each contestant, and the ratio."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cold", description=__doc__)
    parser.add_argument("--briefings", type=Path, default=Path("briefings"))
    parser.add_argument("--runs", type=int, default=7)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as index:
        ask = [sys.executable, "-m", "bot", "ask", "what did the two leaders agree?", "--index", index]
        ask += ["--briefings", str(arguments.briefings)]
        bare = [sys.executable, "-c", _BARE]
        offline = {"HF_HUB_OFFLINE": "1"}
        run(ask, offline)  # indexes, and exports the model where that has not been done
        pairs = [(run(ask, offline), run(bare, offline)) for _ in range(arguments.runs)]
    ours, theirs = middle([pair[0] for pair in pairs]), middle([pair[1] for pair in pairs])
    for name, measured in (("briefbot ask", ours), ("sentence-transformers", theirs)):
        sys.stdout.write(f"{name:24}{measured.seconds:8.2f} s {measured.peak_mb:8.0f} MB\n")
    sys.stdout.write(f"{'ratio':24}{theirs.seconds / ours.seconds:8.1f}\n")


if __name__ == "__main__":
    main()
