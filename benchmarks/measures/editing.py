"""One sentence is changed: how long until a question about it is answered with it."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.corpus import Corpus
from benchmarks.errors import ContestantError
from benchmarks.process import Worker
from benchmarks.results import What, figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.measures.plan import Field, Plan
    from benchmarks.results import Figure

_ANIMALS = ("zebra", "walrus", "ocelot", "tapir", "gibbon", "lemur", "quokka", "dugong")
_TEXT = "The {} house in the park was painted {} by volunteers."
_QUESTION = "What color was the {} house painted?"
_COLORS = ("purple", "orange", "turquoise", "crimson", "silver")


def edit(field: Field, plan: Plan) -> Iterator[Figure]:
    """Yield what an edit takes, each contestant on a copy of its own, and drop those that answer wrongly after it."""
    took: dict[str, list[float]] = defaultdict(list)
    edits = max(1, plan.edits // 3) if field.is_drawn else plan.edits
    for entry in list(field.entries):
        field.tell(f"{field.name}: edits, {entry.name}")
        with tempfile.TemporaryDirectory(dir=field.corpus.folder.parent) as scratch:
            copy = _copied(field.corpus, Path(scratch) / "copy", entry.folder)
            try:
                with Worker(entry, copy) as worker:
                    worker.call("open", plan.limit_s / 10)
                    _edit_all(worker, copy, plan, edits, took[entry.name])
            except ContestantError as error:
                field.drop(entry, error)
                del took[entry.name]
    for name, values in took.items():
        yield figure(What.EDIT, name, field.name, "s", values)


def _edit_all(worker: Worker, copy: Corpus, plan: Plan, edits: int, took: list[float]) -> None:
    chance = random.Random(1)  # noqa: S311 - no secret
    for number in range(edits + 1):
        animal, color = _ANIMALS[number % len(_ANIMALS)], chance.choice(_COLORS)
        # One edit a note: a sentence's place stays right only until its note changes before it.
        row = _row(copy, number)
        reply = worker.call(
            "edit",
            plan.limit_s / 10,
            row=row,
            text=_TEXT.format(animal, color),
            question=_QUESTION.format(animal),
        )
        if not reply["right"]:
            raise ContestantError(f"{worker.entry.name} does not answer with a sentence that was changed")
        if number:
            took.append(reply["seconds"])


def _row(corpus: Corpus, number: int) -> int:
    """Return the last sentence of a note; of each number another note's."""
    rows: list[int] = []
    for row in range(corpus.size - 1):
        if corpus.place(row).source != corpus.place(row + 1).source:
            rows.append(row)
            if len(rows) > number:
                break
    return rows[number % len(rows)]


def _copied(corpus: Corpus, folder: Path, index: str) -> Corpus:
    """Return a copy of a corpus with one contestant's index."""
    shutil.copytree(corpus.folder, folder, ignore=shutil.ignore_patterns("indexes"))
    copy = Corpus(folder)
    shutil.copytree(corpus.index_of(index), copy.index_of(index))
    return copy
