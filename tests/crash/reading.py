"""Readers of an index in processes of their own, each asking until it is told to stop. Started by `test_readers.py`.

What each was answered is written to a file of its own, a line an answer.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from crash.scene import SmallBriefings


def _read(scene: Path, question: str, told: Path) -> None:
    with told.open("w", encoding="utf-8") as file, SmallBriefings(scene) as briefings:
        while not (scene / "stop").exists():
            answer = briefings.indexed.ask(question, top_k=10)
            rows = [
                [found.citation.source, found.citation.span.start, found.citation.span.end, found.text]
                for found in answer.answers
            ]
            file.write(f"{json.dumps(rows)}\n")
            file.flush()
        if briefings.told:
            raise AssertionError(briefings.told)


def main() -> int:
    """Start readers, wait for them, and return how many of them failed."""
    scene, question, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    for name in ("faiss", "numpy", "tantivy", "index.answer", "index.staleness", "index.stores.layout"):
        __import__(name)
    children = []
    for number in range(count):
        child = os.fork()
        if not child:
            failed = 1
            try:
                _read(scene, question, scene / f"reader-{number}.jsonl")
                failed = 0
            finally:
                sys.stderr.flush()
                os._exit(failed)
        children.append(child)
    return sum(os.waitpid(child, 0)[1] != 0 for child in children)


if __name__ == "__main__":
    sys.exit(main())
