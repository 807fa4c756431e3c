"""Which answer stands in which message."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.telegram.state.quotes import Quote
from bot.telegram.state.shown import ShownAnswer, ShownAnswers

if TYPE_CHECKING:
    from bot.telegram.state.database import Database

NOW = 1_790_000_000.0
QUOTES = (
    Quote("2022/leaders.md#412-444@9f2c1e07", "The two leaders\nagreed “to share”."),
    Quote("b.md#1-2@12345678", ""),
)
ANSWER = ShownAnswer(-5, 7, 20, 0, "what was agreed", True, QUOTES)


@pytest.fixture
def shown(database: Database) -> ShownAnswers:
    """Return the answers of an empty database."""
    return ShownAnswers(database)


def test_an_answer_is_found_as_it_was_kept(shown: ShownAnswers) -> None:
    """By its number, with every quote; one that is not there is None."""
    number = shown.keep(ANSWER, NOW)
    assert shown.find(number) == ANSWER
    assert shown.find(number + 1) is None


def test_an_answer_is_found_by_its_messages_once_it_is_sent(shown: ShownAnswers) -> None:
    """In its chat, by the question's and by its own."""
    number = shown.keep(ANSWER, NOW)
    assert shown.to_question(-5, 20) is None
    shown.sent(number, 21)
    found = replace(ANSWER, message=21)
    assert shown.to_question(-5, 20) == shown.in_message(-5, 21) == found
    assert (shown.to_question(-6, 20), shown.in_message(-6, 21), shown.to_question(-5, 21)) == (None, None, None)


def test_of_several_answers_the_last_counts(shown: ShownAnswers) -> None:
    """A question that was edited has an answer for each of its states."""
    for text in ("first", "second"):
        shown.sent(shown.keep(replace(ANSWER, question=text), NOW), 21)
    found = shown.to_question(-5, 20)
    assert found is not None
    assert found.question == "second"


def test_the_latest_is_the_persons_own_in_the_chat(shown: ShownAnswers) -> None:
    """Questions of others, and in other chats, make none older."""
    shown.keep(ANSWER, NOW)
    shown.keep(replace(ANSWER, person=8, asked=30), NOW)
    shown.keep(replace(ANSWER, chat=7, asked=40), NOW)
    assert shown.is_latest(ANSWER)
    shown.keep(replace(ANSWER, asked=22), NOW)
    assert not shown.is_latest(ANSWER)
