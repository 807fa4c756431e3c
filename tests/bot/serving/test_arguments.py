"""What a program asks for is read field by field."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.serving.arguments import Arguments
from index import QuestionError

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)
KNOWN = ("question", "top_k", "source", "explain")


def error_of(sent: object) -> QuestionError | None:
    """Return what is wrong with arguments; None where nothing is."""
    try:
        arguments = Arguments({"question": sent, "top_k": sent, "source": sent, "explain": sent}, KNOWN)
        for read in (
            lambda: arguments.text("question"),
            lambda: arguments.whole("top_k", 1, 100),
            lambda: arguments.texts("source"),
            lambda: arguments.switch("explain"),
            lambda: Arguments(sent, KNOWN),
        ):
            read()
    except QuestionError as error:
        return error
    return None


@given(_JSON)
def test_whatever_is_sent_is_read_or_told_of_in_one_line(sent: object) -> None:
    """No JSON leads to any other error."""
    error = error_of(sent)
    assert error is not None  # nothing is all of these at once
    assert len(str(error).splitlines()) == 1
    assert error.todo


def test_what_is_given_comes_back() -> None:
    """And what is not given is nothing."""
    arguments = Arguments({"question": "who?", "top_k": 7, "source": ["a", "b"], "explain": True}, KNOWN)
    assert arguments.needed_text("question") == "who?"
    assert arguments.whole("top_k", 1, 100) == 7
    assert arguments.texts("source") == ["a", "b"]
    assert arguments.switch("explain") is True
    nothing = Arguments({"question": None}, KNOWN)
    assert (nothing.text("question"), nothing.whole("top_k", 1, 2), nothing.texts("source")) == (None, None, [])
    assert nothing.switch("explain") is False
    with pytest.raises(QuestionError, match="question is missing"):
        nothing.needed_text("question")


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"question": "x" * 4_097}, "question has 4,097 characters; give 4,096 at most"),
        ({"source": ["a"] * 101}, "source has 101 entries; give 100 at most"),
        ({"source": ["a", 1]}, "an entry of source is no text"),
        ({"source": ["x" * 4_097]}, "an entry of source has 4,097 characters"),
        ({"top_k": 0}, "top_k is 0; give a whole number from 1 to 100"),
        ({"top_k": 1.0}, "top_k is 1.0"),
        ({"top_k": 10**80}, "…; give a whole number"),
        ({"topk": 1}, "there is no argument 'topk'; the nearest is 'top_k'"),
        ({"explain": "yes"}, "explain is 'yes'; give true or false"),
    ],
)
def test_a_bad_value_is_named(sent: dict[str, object], told: str) -> None:
    """With what is allowed, and cut where it is long."""

    def read() -> None:
        arguments = Arguments(sent, KNOWN)
        arguments.text("question")
        arguments.texts("source")
        arguments.whole("top_k", 1, 100)
        arguments.switch("explain")

    with pytest.raises(QuestionError) as raised:
        read()
    assert told in str(raised.value)
    assert len(str(raised.value)) < 200
