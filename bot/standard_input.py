"""Take a question from standard input."""

from __future__ import annotations

import sys

from index import QuestionError

MOST_BYTES = 1_000_000
"""What is read at most: far more than any question, and little enough to hold."""


def read_question() -> str:
    """Return all that stands on standard input.

    Raises:
        QuestionError: there is none, it is too much, or it is not UTF-8.
    """
    try:
        data = sys.stdin.buffer.read(MOST_BYTES + 1) if sys.stdin else b""
    except OSError as error:
        raise QuestionError(f"cannot read standard input ({error.strerror})", "give the question as words") from error
    if len(data) > MOST_BYTES:
        raise QuestionError(
            f"standard input holds more than {MOST_BYTES:,} bytes", "ask one thing in a sentence or two"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QuestionError(f"standard input is not UTF-8 (byte {error.start + 1})", "convert it to UTF-8") from error
