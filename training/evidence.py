"""Evidence of questions with known answers, gathered through the library itself and kept for the next run."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

from index.briefings import Briefings
from index.labels import KnownAnswer, load_questions
from index.metrics import is_hit
from index.pair_text import pair_text
from index.question import Question, clean_question
from index.rank import worth_a_look
from index.rankers import load_ranker
from index.search import search
from index.signals import gather
from index.trained_parts import shipped_parts

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from index.candidates import Evidence
    from index.opened import EmbeddedStore
    from index.snapshot import CatalogSnapshot

PAIRS = 40
"""Candidates of each question, the best by the shipped first ranker, whose texts are kept for the cross-encoder."""


_LEFT_OUT = 800
"""Of a set of more questions, only about so many are asked a second time without the documents that answer them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question asked of one set of documents.

    Attributes:
        question: as it was asked.
        evidence: of its candidates.
        hits: which candidates overlap a known answer, shape (candidates,), bool; none where nothing answers.
        words: number of words of each candidate, shape (candidates,).
        sources: the document of each candidate, with its set's name.
        best: positions of the PAIRS best candidates that are worth a closer look, best first, shape (at most PAIRS,).
        pairs: what the cross-encoder reads of each of `best`.
        home: the document that answers it (of the best candidate where none does): what folds are made by.
        answerable: whether the documents asked answer it.
        left_out: whether it is answerable and was asked without the documents that answer it.
    """

    question: str
    evidence: Evidence
    hits: NDArray[np.bool_]
    words: NDArray[np.int64]
    sources: tuple[str, ...]
    best: NDArray[np.intp]
    pairs: tuple[str, ...]
    home: str
    answerable: bool
    left_out: bool


def gather_set(folder: Path, work: Path, model: str | None = None) -> list[Asked]:
    """Return what was gathered for the questions of a set: each as it is, and without the documents that answer it.

    Args:
        folder: holds `questions.jsonl` and `briefings/`.
        work: where the index and the evidence are kept for the next run.
        model: name or folder of the model that encodes; None for the packaged one.
    """
    kept = work / f"{folder.name}.evidence"
    if kept.exists():
        return list(pickle.loads(kept.read_bytes()))  # noqa: S301 - written below, by this program
    asked: list[Asked] = []
    with Briefings(folder / "briefings", index=work / f"{folder.name}.index", model=model) as notes:
        notes.sync()
        encoder, pool = notes._encoder.get(), cast("EmbeddedStore", notes._store).pool
        with pool.snapshot() as snapshot:
            sources = {source: number for number, source in snapshot.sources()}
            questions = load_questions(folder / "questions.jsonl")
            every = 1 + len(questions) // _LEFT_OUT
            for number, labeled in enumerate(questions):
                text = clean_question(labeled.question)
                question = Question(text, encoder.encode_question(text))
                asked.append(_ask(snapshot, question, None, labeled.answers, folder.name))
                if labeled.answers and number % every == 0:
                    gone = [sources[answer.source] for answer in labeled.answers]
                    rest = np.setdiff1d(np.array(list(sources.values()), np.int64), gone)
                    asked.append(_ask(snapshot, question, rest, labeled.answers, folder.name))
    kept.write_bytes(pickle.dumps(asked))
    return asked


def _ask(
    snapshot: CatalogSnapshot,
    question: Question,
    documents: NDArray[np.int64] | None,
    answers: tuple[KnownAnswer, ...],
    name: str,
) -> Asked:
    candidates = search(snapshot, question, documents)
    placed = snapshot.place(candidates.ids.tolist())
    evidence = gather(question, candidates, snapshot)
    best = np.argsort(-load_ranker(shipped_parts(fitted=True).ranker).score(evidence), kind="stable")
    best = best[worth_a_look([candidates.readings[place] for place in best])][:PAIRS]
    sources = tuple(f"{name}/{sentence.citation.source}" for sentence in placed)
    return Asked(
        question.text,
        evidence,
        np.array([is_hit(sentence.citation.source, sentence.citation.span, answers) for sentence in placed], bool),
        np.array([len(sentence.text.split()) for sentence in placed], np.int64),
        sources,
        best,
        tuple(pair_text(placed[place]) for place in best),
        f"{name}/{answers[0].source}" if answers else sources[best[0]] if len(best) else "",
        answerable=bool(answers) and documents is None,
        left_out=documents is not None,
    )
