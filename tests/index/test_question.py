"""A question is cleaned, or refused in one line."""

from __future__ import annotations

import numpy as np
import pytest

from index.errors import QuestionError
from index.question import MAX_CHARACTERS, OtherName, Question, clean_question, marked


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("who came?", "who came?"),
        ("  who\n\tcame ?\r\n", "who came ?"),
        ("who\u00a0came\u2003?", "who came ?"),
        ("wer kam fru\u0308her?", "wer kam früher?"),
        ("誰が来ましたか", "誰が来ましたか"),
        ("من حضر؟", "من حضر؟"),
        ("7?", "7?"),
        ("👩‍👩‍👧 came?", "👩‍👩‍👧 came?"),
    ],
)
def test_white_space_is_folded_and_letters_are_composed(given: str, clean: str) -> None:
    """A question keeps its words in any script; only its spacing and the form of its letters change."""
    assert clean_question(given) == clean


@pytest.mark.parametrize("nothing", ["", " \n\t ", "?", "?!… —", "\u200b"])
def test_a_question_without_a_letter_or_digit_is_refused(nothing: str) -> None:
    """White space and marks ask nothing."""
    with pytest.raises(QuestionError, match=r"^the question is empty; write it after the command"):
        clean_question(nothing)


def test_the_longest_question_is_taken_and_a_longer_one_refused() -> None:
    """The limit itself is allowed, and beyond it both numbers are told."""
    assert clean_question("a" * MAX_CHARACTERS) == "a" * MAX_CHARACTERS
    with pytest.raises(QuestionError, match=r"has 2,001 characters, and 2,000 is the most"):
        clean_question("a" * (MAX_CHARACTERS + 1))
    with pytest.raises(QuestionError, match=r"has 100,000 characters"):
        clean_question("word " * 20_000)


@pytest.mark.parametrize(("strange", "name"), [("\0", "U+0000"), ("\x1b", "U+001B"), ("\x9b", "U+009B")])
def test_a_control_character_is_refused_by_its_number(strange: str, name: str) -> None:
    """A character that would do something to a terminal is named, never printed."""
    with pytest.raises(QuestionError) as refusal:
        clean_question(f"who {strange}came?")
    assert name in str(refusal.value)
    assert str(refusal.value).isprintable()


def test_half_a_character_is_refused() -> None:
    """A lone surrogate, which an argument of undecodable bytes gives, cannot be encoded later."""
    with pytest.raises(QuestionError, match=r"U\+DC80"):
        clean_question("who \udc80came?")


def test_a_text_is_asked_with_the_name_that_it_has() -> None:
    """Only where it has not the name that was asked with, and only the whole name."""
    names = (OtherName("harbor dues board", "HDB"),)
    question = Question("Where did the Harbor Dues Board move to?", np.zeros(2, np.float32), names)
    assert question.as_named_in("HDB moved.") == "Where did the HDB move to?"
    assert question.as_named_in("The Harbor Dues Board (HDB) moved.") == question.text
    assert question.as_named_in("HDBX moved.") == question.text


@pytest.mark.parametrize(
    ("text", "read"), [("who won", "who won?"), ("who won?", "who won?"), ("Tell me.", "Tell me."), ("Go!", "Go!")]
)
def test_a_question_mark_left_out_is_put_back(text: str, read: str) -> None:
    """What ends as a sentence does is left alone."""
    assert marked(text) == read
