"""A thousand real sentences, from what every checkout holds."""

from __future__ import annotations

import json
import re
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from index.readers import read
from index.segment import segment

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]


def real_sentences(count: int) -> list[str]:
    """Return `count` different texts: sentences of the sample notes and the license, questions, then clauses."""
    texts = list(islice(dict.fromkeys(_texts()), count))
    assert len(texts) == count
    return texts


def _texts() -> Iterator[str]:
    notes = [path for path in sorted((ROOT / "briefings").rglob("*")) if path.suffix in {".md", ".txt"}]
    sentences = [reading for path in notes for reading in _readings(path.name, path)]
    yield from sentences
    yield from _readings("license.txt", ROOT / "LICENSE")
    for path in sorted((ROOT / "tests" / "data").glob("*questions.jsonl")):
        yield from (json.loads(line)["question"] for line in path.read_text(encoding="utf-8").splitlines())
    for sentence in sentences:
        yield from (clause for clause in re.split(r"[,;:] ", sentence) if len(clause.split()) > 3)


def _readings(source: str, path: Path) -> list[str]:
    return [sentence.reading for sentence in segment(read(source, path.read_bytes()))]
