"""Evidence of questions with known answers, gathered through the library itself and kept for the next run."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.briefings import Briefings
from index.labels import KnownAnswer, load_questions
from index.question import Question, clean_question
from index.search import search
from index.signals import gather

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from index.candidates import Evidence
    from index.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Asked:
    """One question asked of one set of documents.

    Attributes:
        evidence: of its candidates.
        hits: which candidates overlap a known answer, shape (candidates,), bool; none where nothing answers.
        words: number of words of each candidate, shape (candidates,).
        answerable: whether the documents asked answer it.
        left_out: whether it is answerable and was asked without the documents that answer it.
    """

    evidence: Evidence
    hits: NDArray[np.bool_]
    words: NDArray[np.int64]
    answerable: bool
    left_out: bool


def gather_set(folder: Path, work: Path) -> list[Asked]:
    """Return what was gathered for the questions of a set: each as it is, and without the documents that answer it."""
    kept = work / f"{folder.name}.evidence"
    if kept.exists():
        return list(pickle.loads(kept.read_bytes()))  # noqa: S301 - written below, by this program
    asked: list[Asked] = []
    with Briefings(folder / "briefings", index=work / f"{folder.name}.index") as notes:
        notes.sync()
        encoder, pool = notes._encoder.get(), notes._pool
        with pool.snapshot() as snapshot:
            sources = {source: number for number, source in snapshot.sources()}
            for labeled in load_questions(folder / "questions.jsonl"):
                text = clean_question(labeled.question)
                question = Question(text, encoder.encode_question(text))
                asked.append(_ask(snapshot, question, None, labeled.answers))
                if labeled.answers:
                    gone = [sources[answer.source] for answer in labeled.answers]
                    rest = np.setdiff1d(np.array(list(sources.values()), np.int64), gone)
                    asked.append(_ask(snapshot, question, rest, ()))
    kept.write_bytes(pickle.dumps(asked))
    return asked


def _ask(
    snapshot: Snapshot, question: Question, documents: NDArray[np.int64] | None, answers: tuple[KnownAnswer, ...]
) -> Asked:
    candidates = search(snapshot, question, documents)
    placed = snapshot.place(candidates.ids.tolist())
    hits = [
        any(
            sentence.citation.source == answer.source
            and sentence.citation.span.start < answer.span.end
            and sentence.citation.span.end > answer.span.start
            for answer in answers
        )
        for sentence in placed
    ]
    return Asked(
        gather(question, candidates, snapshot),
        np.array(hits, bool),
        np.array([len(sentence.text.split()) for sentence in placed], np.int64),
        answerable=bool(answers),
        left_out=documents is not None,
    )
