"""A question from standard input."""

from __future__ import annotations

import io
import sys

import pytest

from bot.standard_input import MOST_BYTES, read_question
from index import QuestionError


def _feed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="ascii"))


def test_all_that_stands_there_is_the_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is read as UTF-8 whatever the locale, a byte-order mark removed."""
    _feed(monkeypatch, "\ufeffwho came\nto Māori Hill?\n".encode())
    assert read_question() == "who came\nto Māori Hill?\n"


def test_what_is_not_utf_8_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The byte is named."""
    _feed(monkeypatch, b"caf\xe9 prices")
    with pytest.raises(QuestionError, match=r"not UTF-8 \(byte 4\)"):
        read_question()


def test_no_more_is_read_than_is_needed_to_refuse_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream without end does not fill the memory."""
    _feed(monkeypatch, b"a" * (MOST_BYTES + 5))
    with pytest.raises(QuestionError, match="more than 1,000,000 bytes"):
        read_question()
    assert len(sys.stdin.buffer.read()) == 4


def test_a_closed_standard_input_holds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library then says that the question is empty."""
    monkeypatch.setattr(sys, "stdin", None)
    assert read_question() == ""
