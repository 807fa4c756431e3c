"""What goes through the door comes out as it was."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import fields, replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.door.letters import Reply, inquiry_of_letter, inquiry_to_letter, reply_of_letter, reply_to_letter
from bot.inquiry import Inquiry
from index import (
    Answer,
    AnswerSentence,
    Citation,
    ConfidenceSum,
    Explanation,
    Filters,
    Reason,
    ReasonKind,
    Span,
    Term,
    Timings,
)

_TEXT = st.text(max_size=20)
_NUMBER = st.floats(allow_nan=False, allow_infinity=False)
_WORDS = st.lists(_TEXT, max_size=3).map(tuple)
_SPANS = st.builds(Span, st.integers(0, 2**40), st.integers(0, 2**40))
_CITATIONS = st.builds(Citation, _TEXT, _SPANS, st.text("0123456789abcdef", min_size=64, max_size=64))
_SENTENCES = st.builds(
    AnswerSentence,
    text=_TEXT,
    reading=_TEXT,
    citation=_CITATIONS,
    line=st.none() | st.integers(1, 9),
    page=st.none() | st.integers(1, 9),
    title=st.none() | _TEXT,
    heading=st.none() | _TEXT,
    date=st.none() | st.dates(),
    score=_NUMBER,
    confidence=_NUMBER,
    before=st.none() | _TEXT,
    after=st.none() | _TEXT,
    group=st.integers(0, 9),
    also_in=st.lists(_CITATIONS, max_size=2).map(tuple),
    disagrees_with=st.lists(_CITATIONS, max_size=2).map(tuple),
)
_TERMS = st.lists(st.builds(Term, _TEXT, _NUMBER, _NUMBER), max_size=3).map(tuple)
_EXPLANATIONS = st.builds(
    Explanation,
    st.integers(1, 9),
    st.integers(1, 9),
    _TERMS,
    st.none() | _TERMS,
    _NUMBER,
    st.builds(ConfidenceSum, _TERMS, _NUMBER, st.none() | _NUMBER, st.none() | _NUMBER),
)
_MOMENTS = st.datetimes(timezones=st.just(dt.UTC))
_ANSWERS = st.builds(
    Answer,
    question=_TEXT,
    answered=st.booleans(),
    confidence=_NUMBER,
    answers=st.lists(_SENTENCES, max_size=2).map(tuple),
    timings=st.builds(Timings, _NUMBER, _NUMBER, _NUMBER, _NUMBER),
    understood_as=st.none() | _TEXT,
    stale_sources=_WORDS,
    notices=_WORDS,
    reason=st.none() | st.builds(Reason, st.sampled_from(ReasonKind), _WORDS, st.booleans(), st.booleans(), _WORDS),
    as_of=st.none() | _MOMENTS,
)
_FILTERS = st.builds(Filters, _WORDS, st.none() | st.dates(), st.none() | st.dates(), _WORDS, st.none() | _TEXT)


def sent(letter: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return a letter as it arrives."""
    return json.loads(json.dumps(letter))


@given(st.builds(Inquiry, _TEXT, st.integers(1, 100), _FILTERS, st.none() | _MOMENTS, st.booleans()))
def test_a_question_arrives_as_it_was_asked(inquiry: Inquiry) -> None:
    """With all that bears on its answer."""
    assert inquiry_of_letter(sent(inquiry_to_letter(inquiry))) == inquiry


@given(_ANSWERS, st.lists(_EXPLANATIONS, max_size=2).map(tuple), _WORDS)
def test_an_answer_arrives_as_it_was_given(answer: Answer, explanations: tuple[Explanation, ...], told: Any) -> None:  # noqa: ANN401
    """To the last digit."""
    reply = Reply(answer, explanations, told)
    assert reply_of_letter(sent(reply_to_letter(reply))) == reply


def test_no_field_is_forgotten(answer: Answer) -> None:
    """A field that is new in a record goes through the door too, or this says so."""
    letter = reply_to_letter(Reply(answer))
    assert isinstance(letter, dict)
    assert {field.name for field in fields(Answer)} - set(letter) == {"working"}
    (sentence,) = letter["answers"]  # type: ignore[misc] # a list
    assert {field.name for field in fields(AnswerSentence)} == set(sentence)
    asked = inquiry_to_letter(Inquiry("who", 3, Filters()))
    assert isinstance(asked, dict)
    own = {field.name for field in fields(Filters)} - {"also"} | {field.name for field in fields(Inquiry)} - {"filters"}
    assert own == set(asked)
    assert replace(answer, working=None) == answer
