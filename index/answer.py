"""From a question to its answer, on one snapshot: search, gather evidence, rank, calibrate, choose, cite."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from index.calibrate import load_calibration
from index.choose import Choice, choose, reach
from index.rankers import load_ranker
from index.records import Answer, AnswerSentence, Timings
from index.search import search
from index.signals import gather

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from index.calibrate import Calibration
    from index.candidates import Candidates
    from index.question import Question
    from index.rankers.base import Ranker
    from index.records import Citation, Filters
    from index.snapshot import Placed, Snapshot


@dataclass(frozen=True, slots=True)
class Ranked:
    """Sentences in the order of their scores, best first.

    Attributes:
        ids: catalog ids, no two with the same words.
        scores: what the ranker gave each.
        confidences: calibrated probability that each answers.
    """

    ids: tuple[int, ...]
    scores: tuple[float, ...]
    confidences: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What weighs the evidence.

    Attributes:
        ranker: evidence to scores.
        calibration: evidence and scores to confidence.
    """

    ranker: Ranker
    calibration: Calibration


def load_judgement() -> Judgement:
    """Return the ranker and the calibration that ship with briefbot."""
    return Judgement(load_ranker(), load_calibration())


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants of an answer.

    Attributes:
        top_k: the most sentences that come back.
        filters: which documents may answer.
        threshold: confidence from which a sentence counts as an answer; None for the calibrated one.
    """

    top_k: int
    filters: Filters
    threshold: float | None


def answer_question(snapshot: Snapshot, question: Question, judgement: Judgement, wish: Wish) -> Answer:
    """Return what one generation of an index says to a question."""
    begun = time.perf_counter()
    documents = snapshot.allowed(wish.filters)
    candidates = search(snapshot, question, documents)
    found = time.perf_counter()
    ranked = rank(snapshot, question, candidates, judgement, reach(wish.top_k))
    sentences = cite(snapshot, choose(_placed(snapshot, ranked), wish.top_k), documents)
    confidence = ranked.confidences[0] if ranked.confidences else 0.0
    threshold = judgement.calibration.threshold if wish.threshold is None else wish.threshold
    no_document = documents is not None and not len(documents)
    return Answer(
        question=question.text,
        answered=bool(sentences) and confidence >= threshold,
        confidence=confidence,
        answers=sentences,
        timings=Timings(search=1000 * (found - begun), rank=1000 * (time.perf_counter() - found)),
        notices=("no briefing passes the filters",) if no_document else (),
    )


def rank(snapshot: Snapshot, question: Question, candidates: Candidates, judgement: Judgement, top_k: int) -> Ranked:
    """Return the `top_k` best candidates; of several with the same words only the best."""
    if not len(candidates):
        return Ranked((), (), ())
    evidence = gather(question, candidates, snapshot)
    scores = judgement.ranker.score(evidence)
    confidences = judgement.calibration.confidences(evidence, scores)
    best = _best(candidates, scores, top_k)
    return Ranked(
        tuple(int(candidates.ids[place]) for place in best),
        tuple(float(scores[place]) for place in best),
        tuple(float(confidences[place]) for place in best),
    )


def _best(candidates: Candidates, scores: NDArray[np.float32], top_k: int) -> list[int]:
    chosen: dict[str, int] = {}
    for place in np.argsort(-scores, kind="stable").tolist():
        if len(chosen) >= top_k:
            break
        chosen.setdefault(candidates.readings[place], place)
    return list(chosen.values())


def _placed(snapshot: Snapshot, ranked: Ranked) -> tuple[Choice, ...]:
    return tuple(map(Choice, snapshot.place(ranked.ids), ranked.scores, ranked.confidences))


def cite(
    snapshot: Snapshot, choices: Sequence[Choice], documents: NDArray[np.int64] | None = None
) -> tuple[AnswerSentence, ...]:
    """Return sentences with all that is needed to check them, in the order given.

    Args:
        snapshot: where they stand.
        choices: the sentences.
        documents: ids of the documents that may be cited, or None for all.
    """
    alike = [placed.id for choice in choices for placed in (choice.placed, *choice.copies)]
    also_in = snapshot.also_in(alike, documents)
    groups = _groups([choice.placed for choice in choices])
    return tuple(
        _answer_sentence(choice, groups[choice.placed.id], tuple(_elsewhere(choice, also_in))) for choice in choices
    )


def _elsewhere(choice: Choice, also_in: dict[int, tuple[Citation, ...]]) -> Iterator[Citation]:
    """Yield where a sentence stands as well, word for word or nearly so."""
    yield from also_in.get(choice.placed.id, ())
    for copy in choice.copies:
        yield copy.citation
        yield from also_in.get(copy.id, ())


def _groups(placed: Sequence[Placed]) -> dict[int, int]:
    """Return the group of each sentence by id: sentences that follow each other in one document share one.

    Groups are numbered from 0 in the order of their best sentence.
    """
    by_place = {(sentence.citation.source, sentence.ordinal): sentence.id for sentence in placed}
    numbers = count()
    groups: dict[int, int] = {}
    for sentence in placed:
        if sentence.id in groups:
            continue
        source, first = sentence.citation.source, sentence.ordinal
        while (source, first - 1) in by_place:
            first -= 1
        number = next(numbers)
        while (source, first) in by_place:
            groups[by_place[source, first]] = number
            first += 1
    return groups


def _answer_sentence(choice: Choice, group: int, also_in: tuple[Citation, ...]) -> AnswerSentence:
    placed = choice.placed
    return AnswerSentence(
        text=placed.text,
        reading=placed.reading,
        citation=placed.citation,
        line=placed.line,
        page=placed.page,
        title=placed.title,
        heading=placed.heading,
        date=placed.date,
        score=choice.score,
        confidence=choice.confidence,
        before=placed.before,
        after=placed.after,
        group=group,
        also_in=also_in,
        disagrees_with=choice.against,
    )
