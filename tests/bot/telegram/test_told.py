"""How sure, when, why not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.telegram.phrases import load_phrases
from bot.telegram.told import date_of, likelihood, verdict
from index import Reason, ReasonKind

if TYPE_CHECKING:
    from index import Answer

PHRASES = load_phrases()


@pytest.mark.parametrize(
    ("confidence", "said"),
    [
        (1.0, "very likely, 1.00"),
        (0.9, "very likely, 0.90"),
        (0.89, "likely, 0.89"),
        (0.66, "likely, 0.66"),
        (0.5, "about as likely as not, 0.50"),
        (0.33, "about as likely as not, 0.33"),
        (0.2, "unlikely, 0.20"),
        (0.1, "unlikely, 0.10"),
        (0.0, "very unlikely, 0.00"),
    ],
)
def test_likelihood_is_words_and_a_number(confidence: float, said: str) -> None:
    """Each word from its own bound on."""
    assert likelihood(confidence, PHRASES) == said


def test_a_date_reads_one_way_everywhere() -> None:
    """Every month has a name."""
    assert date_of(dt.date(2022, 5, 31), PHRASES) == "31 May 2022"
    months = [date_of(dt.date(2022, month, 1), PHRASES).split()[1] for month in range(1, 13)]
    assert len(set(months)) == 12


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (Reason(ReasonKind.OTHER_LANGUAGE), "The question and the briefings seem to be in different languages."),
        (Reason(ReasonKind.MISSING_FACT, missing=("a",), nowhere=True), "No briefing that you can ask mentions “a”."),
        (
            Reason(ReasonKind.MISSING_FACT, known=("a", "b"), missing=("c", "d", "e", "f"), nowhere=True),
            "The briefings mention “a” and “b”, but not “c”, “d” or “e”.",
        ),
        (
            Reason(ReasonKind.MISSING_FACT, known=("a",), missing=("b",)),
            "The nearest sentences mention “a”, but not “b”.",
        ),
        (
            Reason(ReasonKind.MISSING_FACT, known=("a",)),
            "The nearest sentences mention “a”, but may not say what you ask.",
        ),
    ],
)
def test_what_is_not_answered_says_why(answer: Answer, reason: Reason, said: str) -> None:
    """In one sentence between the verdict and the nearest."""
    unanswered = replace(answer, answered=False, reason=reason)
    assert verdict(unanswered, PHRASES) == f"The briefings do not answer that. {said} Nearest:"


def test_an_answer_speaks_for_itself(answer: Answer) -> None:
    """Nothing is said before it, but where the question assumed what is not so."""
    assert verdict(answer, PHRASES) == ""
    premise = Reason(ReasonKind.FALSE_PREMISE)
    for answered in (True, False):
        said = verdict(replace(answer, answered=answered, reason=premise), PHRASES)
        assert said == "The briefings say otherwise."


def test_a_greeting_is_greeted(answer: Answer) -> None:
    """Without a word of briefings that do not answer it."""
    greeted = replace(answer, answered=False, answers=(), reason=Reason(ReasonKind.GREETING))
    assert verdict(greeted, PHRASES) == PHRASES.say("reason.greeting")
