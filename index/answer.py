"""From a question to its answer, on one snapshot: search, gather evidence, rank, calibrate, choose, cite."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.choose import Choice, choose, reach
from index.companions import bound_to, standings, with_companions
from index.rank import rank
from index.records import Answer, AnswerSentence, Timings
from index.search import search
from index.together import group_numbers
from index.unanswered import Found, find_reason

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.bar import Bar
    from index.judgement import Judgement
    from index.question import Question
    from index.rank import Ranked
    from index.records import Citation, Filters
    from index.seen import Snapshot

REACH = 20
"""Sentences before and after one that are looked at for what belongs to it; mostly more than the words that it may."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants of an answer.

    Attributes:
        top_k: the most sentences that come back.
        filters: which documents may answer.
        bar: what an answer must reach to count as one.
    """

    top_k: int
    filters: Filters
    bar: Bar


def answer_question(snapshot: Snapshot, question: Question, judgement: Judgement, wish: Wish) -> Answer:
    """Return what one generation of an index says to a question."""
    begun = time.perf_counter()
    documents = snapshot.allowed(wish.filters)
    candidates = search(snapshot, question, documents)
    found = time.perf_counter()
    ranked = rank(snapshot, question, candidates, judgement, len(candidates) if wish.top_k > 0 else 0)
    chosen, bound = _together(snapshot, ranked, wish.top_k)
    sentences = cite(snapshot, chosen, documents, bound)
    answered = bool(sentences) and wish.bar.is_reached(ranked.anything, sentences[0].confidence)
    no_document = documents is not None and not len(documents)
    return Answer(
        question=question.text,
        answered=answered,
        confidence=ranked.anything if sentences else 0.0,
        answers=sentences,
        timings=Timings(search=1000 * (found - begun), rank=1000 * (time.perf_counter() - found)),
        notices=("no briefing passes the filters",) if no_document else (),
        reason=find_reason(snapshot, question.text, Found(sentences, answered, documents)),
        working=ranked.working and replace(ranked.working, shown=tuple(choice.placed.id for choice in chosen)),
    )


def _together(snapshot: Snapshot, ranked: Ranked, top_k: int) -> tuple[tuple[Choice, ...], tuple[int, ...]]:
    """Return the sentences that are shown, best first, and the ids of those that belong to the first."""
    best = reach(top_k)
    placed = snapshot.place(ranked.ids[:best])
    choices = choose(tuple(map(Choice, placed, ranked.scores[:best], ranked.confidences[:best])), top_k)
    if not choices:
        return (), ()
    known, unfound = standings(ranked)
    first = choices[0].placed.id
    shown = [choice.placed.id for choice in choices]
    bound = bound_to(snapshot.around((first,), REACH)[first], shown, lambda sentence: known.get(sentence, unfound))
    stand = [known.get(sentence, unfound) for sentence in bound]
    belonging = [
        Choice(sentence, standing.score, standing.confidence)
        for sentence, standing in zip(snapshot.place(bound), stand, strict=True)
    ]
    return with_companions(choices, belonging, top_k), bound


def cite(
    snapshot: Snapshot,
    choices: Sequence[Choice],
    documents: NDArray[np.int64] | None = None,
    bound: Collection[int] = (),
) -> tuple[AnswerSentence, ...]:
    """Return sentences with all that is needed to check them, in the order given.

    Args:
        snapshot: where they stand.
        choices: the sentences.
        documents: ids of the documents that may be cited, or None for all.
        bound: catalog ids of sentences that belong to the first.
    """
    alike = [placed.id for choice in choices for placed in (choice.placed, *choice.copies)]
    also_in = snapshot.also_in(alike, documents)
    groups = group_numbers(choices, snapshot.around([choice.placed.id for choice in choices], REACH), bound)
    return tuple(
        _answer_sentence(choice, groups[choice.placed.id], tuple(_elsewhere(choice, also_in))) for choice in choices
    )


def _elsewhere(choice: Choice, also_in: dict[int, tuple[Citation, ...]]) -> Iterator[Citation]:
    """Yield where a sentence stands as well, word for word or nearly so."""
    yield from also_in.get(choice.placed.id, ())
    for copy in choice.copies:
        yield copy.citation
        yield from also_in.get(copy.id, ())


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
