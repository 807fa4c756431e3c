"""What is remembered of a question that was asked and answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.records import Answer


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation, and what its answer was about.

    Attributes:
        question: the question as it was understood, written out where it followed another.
        answered: reading of the first sentence where the briefings answered the question, otherwise empty.
        title: title of that sentence's document, or None.
        heading: the nearest heading above that sentence, or None.
    """

    question: str
    answered: str = ""
    title: str | None = None
    heading: str | None = None


def turn_of(answer: Answer) -> Turn:
    """Return what is remembered of an answer."""
    question = " ".join((answer.understood_as or answer.question).split())
    if not answer.answered or not answer.answers:
        return Turn(question)
    first = answer.answers[0]
    return Turn(question, first.reading, first.title, first.heading)
