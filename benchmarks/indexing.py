"""`python -m benchmarks.indexing FOLDER`: sentences indexed a second, beside `SentenceTransformer.encode` alone.

Indexing is measured end to end (reading, segmenting, encoding, storing) in a process of its own; encode is given the
very texts that briefbot encodes, in the same run. Both are counted over all those texts.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import run


def main() -> None:
    """Measure and print rates, their ratio, texts for each sentence, and the peak memory of indexing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.indexing", description=__doc__)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    os.environ["HF_HUB_OFFLINE"] = "1"
    with tempfile.TemporaryDirectory() as scratch:
        warm_up, index = Path(scratch, "warm"), Path(scratch, "index")
        notes = Path(scratch, "notes")
        notes.mkdir()
        (notes / "note.md").write_text("One sentence.\n", encoding="utf-8")
        command = [sys.executable, "-m", "bot", "index", "--briefings"]
        run([*command, str(notes), "--index", str(warm_up)], {})  # exports the model where that has not been done
        ours = run([*command, str(arguments.folder), "--index", str(index)], {})
        with sqlite3.connect(index / "catalog.sqlite") as catalog:
            texts = [row[0] for row in catalog.execute(_TEXTS)]
            (sentences,) = catalog.execute("SELECT count(*) FROM sentences").fetchone()
        theirs = _encode_alone(texts)
    rates = len(texts) / ours.seconds, len(texts) / theirs
    sys.stdout.write(
        f"sentences {sentences:,}, texts encoded {len(texts):,} ({len(texts) / sentences:.2f} a sentence)\n"
        f"briefbot index, end to end   {ours.seconds:8.1f} s {rates[0]:8.0f} texts/s, peak {ours.peak_mb:.0f} MB\n"
        f"SentenceTransformer.encode   {theirs:8.1f} s {rates[1]:8.0f} texts/s\n"
        f"ratio                        {rates[0] / rates[1]:8.2f}\n"
    )


_TEXTS = """
SELECT reading FROM (SELECT digest, reading FROM sentences UNION SELECT title_digest, title FROM documents
WHERE title IS NOT NULL)
"""


def _encode_alone(texts: list[str]) -> float:
    """Return the seconds that `encode` takes, its model loaded before."""
    from sentence_transformers import SentenceTransformer

    from index.models import find_model
    from index.places import cache_folder

    model = SentenceTransformer(str(find_model(None, cache_folder()).folder), device="cpu")
    begun = time.perf_counter()
    model.encode(texts, batch_size=32, show_progress_bar=False)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
