"""From a question to its answer, on one snapshot: search, gather evidence, rank, calibrate, choose, cite."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

from index.choose import Choice, choose, reach
from index.rank import rank
from index.records import Answer, AnswerSentence, Timings
from index.search import search

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.judgement import Judgement
    from index.question import Question
    from index.rank import Ranked
    from index.records import Citation, Filters
    from index.snapshot import Placed, Snapshot


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants of an answer.

    Attributes:
        top_k: the most sentences that come back.
        filters: which documents may answer.
        threshold: confidence from which a sentence counts as an answer.
    """

    top_k: int
    filters: Filters
    threshold: float


def answer_question(snapshot: Snapshot, question: Question, judgement: Judgement, wish: Wish) -> Answer:
    """Return what one generation of an index says to a question."""
    begun = time.perf_counter()
    documents = snapshot.allowed(wish.filters)
    candidates = search(snapshot, question, documents)
    found = time.perf_counter()
    ranked = rank(snapshot, question, candidates, judgement, reach(wish.top_k))
    chosen = choose(_placed(snapshot, ranked), wish.top_k)
    sentences = cite(snapshot, chosen, documents)
    confidence = ranked.confidences[0] if ranked.confidences else 0.0
    no_document = documents is not None and not len(documents)
    return Answer(
        question=question.text,
        answered=bool(sentences) and confidence >= wish.threshold,
        confidence=confidence,
        answers=sentences,
        timings=Timings(search=1000 * (found - begun), rank=1000 * (time.perf_counter() - found)),
        notices=("no briefing passes the filters",) if no_document else (),
        working=ranked.working and replace(ranked.working, shown=tuple(choice.placed.id for choice in chosen)),
    )


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
