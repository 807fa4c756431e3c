"""Conversations over the sample notes, with the real model."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from answers import assert_alike

from index import QuestionError
from index.conversation import MAX_TURNS, Conversation
from index.labels import KnownAnswer
from index.metrics import rank_of_hit
from index.records import Filters, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.briefings import Briefings
    from index.records import Answer

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "follow_ups.jsonl").read_text(encoding="utf-8").splitlines()
]
LEAST_SHARE = 0.85


class Remembering:
    """The sample notes, asking each question once."""

    def __init__(self, notes: Briefings) -> None:
        """Take the notes."""
        self.likeness = notes.likeness
        self._answer = cache(lambda question: notes.indexed.ask(question, top_k=1))

    @property
    def indexed(self) -> Remembering:
        """Return itself: the notes do not change."""
        return self

    def ask(self, question: str, **_: object) -> Answer:
        """Return the first sentence that answers."""
        return self._answer(question)


@pytest.fixture(scope="module")
def remembering(sample: Briefings) -> Remembering:
    """Return the sample notes, asking each question once a module."""
    return Remembering(sample)


def hit(answer: Answer, known: Sequence[dict[str, Any]]) -> bool:
    """Return whether the first sentence is a known answer."""
    places = [KnownAnswer(row["source"], Span(row["start"], row["end"]), row["text"]) for row in known]
    return rank_of_hit(answer.answers[:1], places) == 1


@pytest.mark.parametrize("half", ["a", "b"])
def test_follow_ups_are_answered_nearly_as_well_as_written_out_by_hand(remembering: Remembering, half: str) -> None:
    """The first sentence is right at least 85 times for every 100 of the same questions written out by a person."""
    follow_ups = [row for row in ROWS if row["half"] == half and row["written_out"]]
    found = by_hand = 0
    for row in follow_ups:
        talk = Conversation(remembering)
        talk.ask_indexed(row["first"])
        found += hit(talk.ask_indexed(row["follow_up"]), row["answers"])
        by_hand += hit(remembering.ask(row["written_out"]), row["answers"])
    assert len(follow_ups) > 40
    assert found >= LEAST_SHARE * by_hand > len(follow_ups) / 2


def test_a_question_of_its_own_is_left_as_it_is(remembering: Remembering) -> None:
    """After another topic it is understood as it was asked, and answered as if nothing had been said."""
    alone = [row for row in ROWS if row["written_out"] is None]
    for row in alone:
        talk = Conversation(remembering)
        talk.ask_indexed(row["first"])
        answer = talk.ask_indexed(row["follow_up"])
        assert answer.understood_as is None, row
        assert answer == remembering.ask(row["follow_up"])
    assert len(alone) >= 20


def test_both_ways_of_asking_say_what_was_understood(sample: Briefings) -> None:
    """With and without a sync; the question itself comes back as it was asked."""
    talk = sample.conversation()
    talk.ask("When does the outward flight leave?")
    followed = talk.ask("and the  return flight?", top_k=2)
    assert followed.question == "and the  return flight?"
    assert followed.understood_as == "When does the return flight leave?"
    assert len(followed.answers) == 2
    assert "SM 402" in followed.answers[0].text
    again = sample.conversation()
    again.ask_indexed("When does the outward flight leave?")
    assert_alike(again.ask_indexed("and the  return flight?", top_k=2), followed)


def test_filters_hold_for_follow_ups(sample: Briefings) -> None:
    """What is written out is asked of the same documents."""
    talk = sample.conversation()
    filters = Filters(sources=("press",))
    talk.ask_indexed("When does the outward flight leave?", filters=filters)
    answer = talk.ask_indexed("and the return flight?", filters=filters)
    assert answer.understood_as
    assert {sentence.citation.source for sentence in answer.answers} == {"press/licensing-agency-breach.md"}


def test_the_surer_of_two_readings_is_taken(sample: Briefings) -> None:
    """A Senate saves no exporter duty, a trade agreement does."""
    talk = sample.conversation()
    talk.ask_indexed("When did Calder's Senate approve the trade agreement?")
    assert talk.ask_indexed("how much duty will it save our exporters?").understood_as == (
        "how much duty will the trade agreement save our exporters?"
    )


def test_slips_are_mended_in_what_follows_and_in_what_it_follows(remembering: Remembering) -> None:
    """What is understood, and remembered, is the question written out without them."""
    talk = Conversation(remembering)
    assert talk.ask_indexed("How fsat is the Tiare?").understood_as is None  # four letters could be many words
    assert talk.ask_indexed("Which Agency licnces are affected?").understood_as == "Which Agency licences are affected?"
    assert talk.turns[-1].question == "Which Agency licences are affected?"
    talk.ask_indexed("When does the outward flihgt leave?")
    assert talk.ask_indexed("and the reutrn flight?").understood_as == "When does the return flight leave?"


def test_a_conversation_is_forgotten_when_it_is_to_be(remembering: Remembering) -> None:
    """Then nothing is left to follow."""
    talk = Conversation(remembering)
    talk.ask_indexed("How fast is the Tiare?")
    assert [turn.question for turn in talk.turns] == ["How fast is the Tiare?"]
    talk.forget()
    assert talk.turns == ()
    assert talk.ask_indexed("how long is it?").understood_as is None


def test_memory_is_bounded_and_holds_what_was_understood(remembering: Remembering) -> None:
    """Of many questions the last are remembered, as they were written out."""
    talk = Conversation(remembering)
    for _ in range(MAX_TURNS):
        talk.ask_indexed("How fast is the Tiare?")
        talk.ask_indexed("how long is it?")
    assert len(talk.turns) == MAX_TURNS
    assert talk.turns[-1].question == "how long is the Tiare?"


def test_what_was_said_under_other_filters_is_forgotten(remembering: Remembering) -> None:
    """It may hold words of a note that does not pass the new ones."""
    talk = Conversation(remembering)
    talk.ask_indexed("How fast is the Tiare?", filters=Filters(tags=("sea",)))
    assert talk.ask_indexed("how long is it?", filters=Filters(ceiling="SECRET")).understood_as is None
    assert [turn.question for turn in talk.turns] == ["how long is it?"]
    talk.ask_indexed("How fast is the Tiare?", filters=Filters(ceiling="SECRET"))
    written = talk.ask_indexed("how long is it?", filters=Filters(ceiling="SECRET")).understood_as
    assert written == "how long is the Tiare?"


def test_a_question_that_cannot_be_asked_is_not_remembered(remembering: Remembering) -> None:
    """The next one follows what came before it."""
    talk = Conversation(remembering)
    talk.ask_indexed("How fast is the Tiare?")
    with pytest.raises(QuestionError):
        talk.ask_indexed("\x00")
    assert len(talk.turns) == 1


def test_a_question_too_long_to_write_out_is_asked_as_it_is(remembering: Remembering) -> None:
    """What is written out is no longer than a question may be."""
    talk = Conversation(remembering)
    talk.ask_indexed("How long is the " + "very " * 390 + "old boat?")
    assert (
        talk.ask_indexed("and who of the many people who came is it that paid for it then, " * 2).understood_as is None
    )
