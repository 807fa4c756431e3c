"""`python -m benchmarks.candidates FOLDER...`: how often the right sentence is among the candidates of a question.

Each folder holds `questions.jsonl` and `briefings/`. Of each way of searching: recall of the right sentence among its
best 100 (of passages: among their sentences, up to 100), what recall the rest keeps at the depths in use where it is
taken out, and its milliseconds. Beside them, as a way that is not in use, the neighbors of strong sentences.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

from index.briefings import Briefings
from index.labels import load_questions
from index.metrics import is_hit
from index.question import Question, clean_question
from index.records import Span
from index.search import Depth, Found, Source, find

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.labels import KnownAnswer
    from index.opened import EmbeddedStore
    from index.seen import Snapshot

BEST = 100
STRONG = 3
"""Of the ways that find sentences, so many of the best are strong ones: their neighbors are tried."""

_ALONE = {
    Source.SENTENCE_VECTORS: Depth(BEST, 0, 0, 0),
    Source.PASSAGE_VECTORS: Depth(0, BEST, 0, 0),
    Source.SENTENCE_WORDS: Depth(0, 0, BEST, 0),
    Source.TITLED_WORDS: Depth(0, 0, BEST, 0),
    Source.PASSAGE_WORDS: Depth(0, 0, 0, BEST),
}
_BY_SENTENCE = (Source.SENTENCE_VECTORS, Source.SENTENCE_WORDS, Source.TITLED_WORDS)


@dataclass(frozen=True, slots=True)
class Trial:
    """What was found for one question.

    Attributes:
        right: ids of the sentences that answer it.
        deep: the best of each way alone.
        used: what each way brings in at the depths in use.
        neighbors: sentences beside the strong ones.
        milliseconds: what each way takes, at the depths in use.
    """

    right: NDArray[np.int64]
    deep: tuple[Found, ...]
    used: tuple[Found, ...]
    neighbors: NDArray[np.int64]
    milliseconds: tuple[float, ...]

    def brought(self, without: Source | None = None) -> NDArray[np.int64]:
        """Return the candidates, without those that only one way brings in where it is named."""
        return np.unique(np.concatenate([found.ids for found in self.used if found.source is not without]))

    def answers(self, ids: NDArray[np.int64]) -> bool:
        """Return whether one of `ids` is right."""
        return bool(np.isin(ids, self.right).any())


def main() -> None:
    """Measure and print one table for each folder."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.candidates", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--indexes", type=Path, help="a folder of indexes, NAME.index for each folder; default: beside")
    parser.add_argument("--every", type=int, default=1, help="ask only one of so many questions")
    arguments = parser.parse_args()
    for folder in arguments.folders:
        index = arguments.indexes and arguments.indexes / f"{folder.name}.index"
        with Briefings(folder / "briefings", index=index) as notes:
            notes.sync()
            sys.stdout.write(table(folder.name, try_all(notes, folder / "questions.jsonl", arguments.every)))
            sys.stdout.flush()


def try_all(notes: Briefings, questions: Path, every: int = 1) -> list[Trial]:
    """Return a trial of each question that the briefings answer."""
    encoder, trials = notes._encoder.get(), []
    pool = cast("EmbeddedStore", notes._store).pool
    with pool.snapshot() as snapshot, pool.reading() as connection:
        for labeled in load_questions(questions)[::every]:
            if labeled.answers:
                text = clean_question(labeled.question)
                question = Question(text, encoder.encode_question(text))
                trials.append(_try(snapshot, connection, question, labeled.answers))
    return trials


def table(name: str, trials: Sequence[Trial]) -> str:
    """Return the figures of one folder, in per cent of its questions."""
    lines = [f"{name}: {len(trials)} questions", f"{'':24}{f'@{BEST}':>8}{'without':>9}{'count':>8}{'ms':>7}"]
    for place, source in enumerate(Source):
        alone = _share([trial.answers(trial.deep[place].ids[:BEST]) for trial in trials])
        without = _share([trial.answers(trial.brought(source)) for trial in trials])
        left = np.mean([len(trial.brought(source)) for trial in trials])
        took = np.median([trial.milliseconds[place] for trial in trials])
        lines.append(f"{source.value:24}{alone:8.1f}{without:9.1f}{left:8.1f}{took:7.2f}")
    took = float(np.median([trial.milliseconds for trial in trials], axis=0).sum())
    joined = [np.union1d(trial.brought(), trial.neighbors) for trial in trials]
    for title, brought, cost in (
        ("together", [trial.brought() for trial in trials], f"{took:7.2f}"),
        ("with neighbors", joined, ""),
    ):
        recall = _share([trial.answers(ids) for trial, ids in zip(trials, brought, strict=True)])
        lines.append(f"{title:24}{recall:8.1f}{'':9}{np.mean([len(ids) for ids in brought]):8.1f}{cost}")
    return "\n".join(lines) + "\n"


def _share(values: Sequence[bool]) -> float:
    return 100 * float(np.mean(values))


def _try(
    snapshot: Snapshot, connection: sqlite3.Connection, question: Question, answers: tuple[KnownAnswer, ...]
) -> Trial:
    used = find(snapshot, question, None)
    deep = tuple(_alone(snapshot, question, source, depth) for source, depth in _ALONE.items())
    strong = np.unique(np.concatenate([found.ids[:STRONG] for found in used if found.source in _BY_SENTENCE]))
    times = tuple(_milliseconds(snapshot, question, source) for source in Source)
    return Trial(_right(connection, answers), deep, used, _neighbors(connection, strong), times)


def _alone(snapshot: Snapshot, question: Question, source: Source, depth: Depth) -> Found:
    return next(found for found in find(snapshot, question, None, depth) if found.source is source)


def _milliseconds(snapshot: Snapshot, question: Question, source: Source) -> float:
    depth, none = Depth(), Depth(0, 0, 0, 0)
    only = {
        Source.SENTENCE_VECTORS: replace(none, sentences=depth.sentences),
        Source.PASSAGE_VECTORS: replace(none, passages=depth.passages),
        Source.PASSAGE_WORDS: replace(none, passage_words=depth.passage_words),
    }
    begun = time.perf_counter()
    find(snapshot, question, None, only.get(source, replace(none, words=depth.words)))
    took = 1000 * (time.perf_counter() - begun)
    return took if source in only else took / 2  # two ways share one depth


def _right(connection: sqlite3.Connection, answers: tuple[KnownAnswer, ...]) -> NDArray[np.int64]:
    """Return the ids of the sentences that overlap a known answer."""
    ids = []
    for source in {answer.source for answer in answers}:
        rows = connection.execute(
            'SELECT s.id, s.start, s."end" FROM sentences s JOIN documents d ON d.id = s.document'
            " WHERE d.live = 1 AND d.source = ?",
            (source,),
        )
        ids += [number for number, start, end in rows if is_hit(source, Span(start, end), answers)]
    return np.array(ids, np.int64)


def _neighbors(connection: sqlite3.Connection, ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the ids of the sentences right before and after these, in their documents."""
    rows = connection.execute(
        "SELECT n.id FROM json_each(?) w JOIN sentences s ON s.id = w.value JOIN sentences n"
        " ON n.document = s.document AND n.ordinal IN (s.ordinal - 1, s.ordinal + 1)",
        (json.dumps(ids.tolist()),),
    )
    return np.array([number for (number,) in rows], np.int64)


if __name__ == "__main__":
    main()
