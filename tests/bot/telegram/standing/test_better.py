"""A chat is told of what answers better, and of nothing twice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.telegram.standing.better import (
    MOST_REMEMBERED,
    Compared,
    asked_again,
    digest_of,
    is_better,
    state_of,
    told_best,
)
from bot.telegram.state.watches import Told
from index import Answer, Citation, Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from index import AnswerSentence

NEW, OLD = Compared(is_new=True, told_stands=True), Compared(is_new=False, told_stands=True)
NEW_ALONE, OLD_ALONE = Compared(is_new=True, told_stands=False), Compared(is_new=False, told_stands=False)


def answer_of(*sentences: AnswerSentence, answered: bool = True) -> Answer:
    """Return an answer."""
    return Answer("when?", answered and bool(sentences), sentences[0].confidence if sentences else 0.0, sentences)


@pytest.fixture
def known(sentence: AnswerSentence) -> Told:
    """Return what a chat knows that was told the sentence."""
    return told_best(Told(), answer_of(sentence))


@pytest.fixture
def other(further: Callable[..., AnswerSentence], sentence: AnswerSentence) -> Callable[..., AnswerSentence]:
    """Return what makes a sentence of another briefing with other words, as sure as it is said."""

    def make(confidence: float, **changes: object) -> AnswerSentence:
        citation = Citation("2023/leaders.md", Span(0, 30), "0" * 64)
        given = {"citation": citation, "reading": "They agreed on nothing.", "confidence": confidence}
        return further(0, **given | changes)

    return make


def test_what_is_answered_for_the_first_time_is_told(sentence: AnswerSentence) -> None:
    """Wherever it stands: it was not answered when it was asked last."""
    for compared in (NEW, OLD, NEW_ALONE, OLD_ALONE):
        assert is_better(Told(), answer_of(sentence), compared)


def test_what_is_not_answered_is_not_told(sentence: AnswerSentence, known: Told) -> None:
    """The nearest sentences of a question that is not answered are no news, nor are none at all."""
    for told in (Told(), known):
        assert not is_better(told, answer_of(replace(sentence, reading="Near."), answered=False), NEW_ALONE)
        assert not is_better(told, answer_of(), NEW_ALONE)


@pytest.mark.parametrize(
    ("by", "compared", "told"),
    [
        (+0.05, NEW, True),  # surer, in a new or changed briefing
        (-0.05, NEW, False),  # less sure, and what was told stands
        (0.0, NEW, False),  # as sure
        (-0.05, NEW_ALONE, True),  # what was told no longer stands
        (+0.05, OLD, False),  # no briefing has changed for it
        (-0.05, OLD_ALONE, False),  # the next best of old, after the told one went
    ],
)
def test_another_sentence_is_told_where_it_is_better(
    known: Told, other: Callable[..., AnswerSentence], by: float, compared: Compared, told: bool
) -> None:
    """It must stand in a new or changed briefing, and be surer or take the place of what no longer stands."""
    assert is_better(known, answer_of(other(known.confidence + by)), compared) is told


def test_what_says_otherwise_is_told_though_it_is_less_sure(
    known: Told, sentence: AnswerSentence, other: Callable[..., AnswerSentence]
) -> None:
    """A newer briefing is put before the one that was told; that it denies another sentence is no reason."""
    denying = other(0.5, disagrees_with=(sentence.citation,))
    assert is_better(known, answer_of(denying, sentence), NEW)
    assert not is_better(known, answer_of(denying, sentence), OLD)
    elsewhere = Citation("2021/leaders.md", Span(0, 9), "1" * 64)
    assert not is_better(known, answer_of(other(0.5, disagrees_with=(elsewhere,))), NEW)


def test_the_same_words_are_never_told_twice(
    known: Told, sentence: AnswerSentence, other: Callable[..., AnswerSentence]
) -> None:
    """Not elsewhere, not surer, not after they were gone, and not after other words."""
    same = replace(sentence, confidence=1.0, citation=Citation("new.md", Span(0, 9), "2" * 64))
    gone = asked_again(known, answer_of())
    after_others = told_best(known, answer_of(other(0.95)))
    for told in (known, gone, after_others):
        assert not is_better(told, answer_of(same), NEW_ALONE)
    assert not gone.answered


def test_an_answer_after_none_is_told_unless_it_was(known: Told, other: Callable[..., AnswerSentence]) -> None:
    """What was told went, and something else answers now, however sure."""
    gone = asked_again(known, answer_of())
    assert is_better(gone, answer_of(other(0.4)), OLD)


def test_what_is_told_is_what_the_next_is_held_against(
    known: Told, sentence: AnswerSentence, other: Callable[..., AnswerSentence]
) -> None:
    """Its words, its place, how sure it was, and which briefings were seen."""
    best = other(0.95)
    told = told_best(known, answer_of(best, sentence))
    assert told == Told(
        answered=True,
        citation=str(best.citation),
        confidence=0.95,
        words=(digest_of(sentence), digest_of(best)),
        seen=(state_of(best.citation), state_of(sentence.citation)),
    )


def test_what_was_told_is_followed_where_it_moves(known: Told, sentence: AnswerSentence) -> None:
    """So that it can be asked later whether it stands; what it was held against stays."""
    moved = replace(sentence, citation=Citation("moved.md", Span(1, 9), "3" * 64), confidence=0.2)
    again = asked_again(known, answer_of(moved))
    assert (again.citation, again.confidence) == ("moved.md#1-9@33333333", known.confidence)
    assert again.words == known.words


def test_asking_again_keeps_where_the_told_one_stands(known: Told, other: Callable[..., AnswerSentence]) -> None:
    """Another sentence that was not told takes its place in nothing but what was seen."""
    best = other(0.1)
    assert asked_again(known, answer_of(best)) == replace(known, seen=(state_of(best.citation),))


def test_what_is_remembered_is_bounded(known: Told, other: Callable[..., AnswerSentence]) -> None:
    """The latest are."""
    told = known
    for number in range(MOST_REMEMBERED):
        told = told_best(told, answer_of(other(0.5, reading=f"They agreed on {number}.")))
    assert len(told.words) == MOST_REMEMBERED
    assert told.words[-1] == digest_of(other(0.5, reading=f"They agreed on {MOST_REMEMBERED - 1}."))
    assert known.words[0] not in told.words
